import { describe, expect, it } from "vitest";
import { createResponseCache } from "./response-cache";

const reply = (serverTime: number, data: unknown, code = 200) =>
  JSON.stringify({ version: "1.0.0", code, serverTime, requestId: `r${serverTime}`, data });

describe("a response cache", () => {
  it("returns the cached value while only the time of the response differs", () => {
    const cache = createResponseCache<object>();
    const data = { rows: [1] };
    cache.set("list 1", reply(1, [1]), data);
    expect(cache.get("list 1", reply(2, [1]))).toBe(data);
    expect(cache.get("list 2", reply(2, [1]))).toBeUndefined();
  });

  it.each([
    ["other data", reply(2, [2])],
    ["a time inside the data", reply(2, [{ serverTime: 2 }])],
    ["another code", reply(2, [{ serverTime: 1 }], 610)],
    ["a truncated response", reply(2, [{ serverTime: 1 }]).slice(0, -2)],
    ["no envelope", "<html>"],
  ])("misses for %s", (_, other) => {
    const cache = createResponseCache<object>();
    cache.set("list", reply(1, [{ serverTime: 1 }]), {});
    expect(cache.get("list", reply(3, [{ serverTime: 1 }]))).toBeDefined();
    expect(cache.get("list", other)).toBeUndefined();
  });

  it("drops the entry of the oldest request", () => {
    const cache = createResponseCache<number>(2);
    for (const id of [1, 2, 1, 3]) cache.set(`${id}`, reply(1, id), id);
    expect([1, 2, 3].map((id) => cache.get(`${id}`, reply(2, id)))).toEqual([1, undefined, 3]);
  });
});
