import { Client } from "pg";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { tcpGateTo } from "../store/testing/tcp-gate";
import { postgresPlaces } from "../store/testing/test-stores";
import { openSharedLimits } from "./database-limiter";

const url = inject("postgresUrl");
const rule = { points: 2, seconds: 60 };

function openOn(place: string, pauseMs?: number) {
  const limits = openSharedLimits(place, 500, pauseMs);
  onTestFinished(limits.close);
  return limits;
}

describe.skipIf(url === null)("limits that instances share", () => {
  const newPlace = postgresPlaces(url ?? "postgres://none");
  const newUrl = async () => {
    const place = await newPlace();
    if (place.engine !== "postgres") throw new Error("not a PostgreSQL");
    return place.url;
  };

  it("count what two instances get as one, although both make the table at once", async () => {
    const place = await newUrl();
    const [first, second] = [openOn(place), openOn(place)].map((limits) => limits.limiterOf("write.person", rule));
    const waits = await Promise.all([first?.("ann"), second?.("ann")]);
    expect(waits.map((result) => result?.waitMs)).toEqual([0, 0]);
    expect((await first?.("ann"))?.waitMs).toBeGreaterThan(50_000);
    expect((await second?.("ann"))?.waitMs).toBeGreaterThan(50_000);
    expect(await second?.("bob")).toMatchObject({ waitMs: 0 });
  });

  it("keep the keys of several limiters apart", async () => {
    const limits = openOn(await newUrl());
    const [write, signIn] = ["write.address", "signIn.address"].map((name) => limits.limiterOf(name, rule));
    for (let index = 0; index < 3; index += 1) await write?.("10.0.0.1");
    expect(await signIn?.("10.0.0.1")).toMatchObject({ waitMs: 0 });
  });

  it("go on in memory while the database is away, and in the database when it is back", async () => {
    const place = await newUrl();
    const gate = await tcpGateTo(place);
    const limiter = openOn(gate.url, 0).limiterOf("write.person", rule);
    expect(await limiter("ann")).toMatchObject({ waitMs: 0 });
    await gate.cut();
    const away = [await limiter("ann"), await limiter("ann"), await limiter("ann")];
    expect(away.map(({ waitMs }) => waitMs > 0)).toEqual([false, false, true]);
    await gate.restore();
    expect(await limiter("ann")).toMatchObject({ waitMs: 0 });
    expect((await limiter("ann")).waitMs).toBeGreaterThan(0);
  });

  it("start while the database is away, and do not wait for it again and again", async () => {
    const gate = await tcpGateTo(await newUrl());
    gate.stall();
    const limiter = openOn(gate.url).limiterOf("write.person", rule);
    const startedMs = performance.now();
    for (let index = 0; index < 20; index += 1) await limiter(`person ${index}`);
    expect(performance.now() - startedMs).toBeLessThan(3000);
  });

  it("store neither names nor addresses, and count any name", async () => {
    const place = await newUrl();
    const limiter = openOn(place).limiterOf("write.person", rule);
    const names = ["ann", "x".repeat(1000), "with\0zero"];
    for (const name of [...names, ...names, ...names]) await limiter(name);
    const client = new Client({ connectionString: place });
    await client.connect();
    onTestFinished(() => client.end());
    const { rows } = await client.query("select key, points from rate_limit");
    expect(rows.map(({ points }) => points)).toEqual([3, 3, 3]);
    for (const { key } of rows) expect(key).toMatch(/^write\.person:[\w-]{43}$/);
  });
});
