import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { createMemoryLimiter } from "./memory-limiter";

const rule = { points: 2, seconds: 60 };

it("lets as many requests of a key pass as the rule has points, then says how long to wait", async () => {
  const limiter = createMemoryLimiter(rule);
  const results = [await limiter("a"), await limiter("a"), await limiter("a"), await limiter("a")];
  expect(results.map(({ waitMs }) => waitMs > 0)).toEqual([false, false, true, true]);
  expect(results.map(({ isFirst }) => isFirst)).toEqual([false, false, true, false]);
  expect(results[2]?.waitMs).toBeGreaterThan(50_000);
  expect(results[2]?.waitMs).toBeLessThanOrEqual(60_000);
});

it("counts keys apart", async () => {
  const limiter = createMemoryLimiter(rule);
  await Promise.all([limiter("a"), limiter("a"), limiter("a")]);
  expect(await limiter("b")).toMatchObject({ waitMs: 0 });
});

it("forgets the oldest key where there are too many", async () => {
  const limiter = createMemoryLimiter(rule, 2);
  await Promise.all([limiter("a"), limiter("a")]);
  await limiter("b");
  expect((await limiter("a")).waitMs).toBeGreaterThan(0);
  await limiter("c");
  expect(await limiter("a")).toMatchObject({ waitMs: 0 });
});

it("holds 100,000 addresses in bounded memory", async () => {
  const limiter = createMemoryLimiter({ points: 1, seconds: 3600 });
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  const heapOf = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  const count = async (from: number, to: number) => {
    for (let index = from; index < to; index += 1) await limiter(`2001:db8:${index.toString(16)}:0::/64`);
  };
  await count(0, 20_000);
  const before = heapOf();
  await count(20_000, 120_000);
  expect(heapOf() - before).toBeLessThan(10_000_000);
  // The first address was forgotten, the last one is counted.
  expect(await limiter("2001:db8:0:0::/64")).toMatchObject({ waitMs: 0 });
  expect((await limiter(`2001:db8:${(119_999).toString(16)}:0::/64`)).waitMs).toBeGreaterThan(0);
});
