import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeUsage } from "../test/make-usage";
import { runwayOf, runwaySpan } from "./runway";

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 10, 18, 9, 15);
const LAST_HOUR = Date.UTC(2026, 10, 18, 9);

/** An amount spent in each of the full hours, the newest last. */
const spent = (...amounts: readonly number[]) =>
  amounts.map((accountCost, index) =>
    makeUsage({ startMs: LAST_HOUR - (amounts.length - index) * HOUR_MS, accountCost }),
  );
const hours = (count: number, amount: number) => Array.from({ length: count }, () => amount);
const runway = (rows: ReturnType<typeof spent>, balance = 1000, recordedHours = 1000) =>
  runwayOf(rows, { balance, nowMs: NOW, recordingSinceMs: LAST_HOUR - recordedHours * HOUR_MS });

/** The runway of a balance that lasts. */
function lasting(amounts: readonly number[], balance: number) {
  const result = runway(spent(...amounts), balance);
  if (result.kind !== "lasts") throw new Error(`the runway is ${result.kind}`);
  return result;
}

describe("runwayOf", () => {
  it("is a range from the highest to the lowest rate of a day, three days and a week", () => {
    // 10 an hour in the last day, 4 in the two days before, 1 in the four days before those.
    const rows = spent(...hours(96, 1), ...hours(48, 4), ...hours(24, 10));
    const week = (96 + 48 * 4 + 240) / 7;
    expect(runway(rows)).toEqual({
      kind: "lasts",
      shortestDays: 1000 / 240,
      longestDays: 1000 / week,
      lowPerDay: week,
      highPerDay: 240,
      hours: 168,
      isIncomplete: false,
    });
  });

  it("uses only windows that were recorded whole", () => {
    const rows = spent(...hours(168, 10));
    expect(runway(rows, 1000, 100)).toMatchObject({ kind: "lasts", hours: 72 });
    expect(runway(rows, 1000, 24)).toMatchObject({ kind: "lasts", hours: 24 });
    expect(runway(rows, 1000, 23)).toEqual({ kind: "tooShort" });
    expect(runwayOf(rows, { balance: 1, nowMs: NOW, recordingSinceMs: null })).toEqual({ kind: "tooShort" });
  });

  it("has no end while a window had no spend, and none at all without any", () => {
    expect(runway(spent(...hours(100, 1), ...hours(24, 0)))).toMatchObject({ longestDays: null, lowPerDay: 0 });
    expect(runway([])).toEqual({ kind: "noSpend", hours: 168 });
  });

  it("is over when the balance is", () => {
    expect([runway(spent(1), 0), runway(spent(1), -3)]).toEqual([{ kind: "usedUp" }, { kind: "usedUp" }]);
  });

  it("leaves out the hour that has just begun", () => {
    const rows = [...spent(...hours(24, 1)), makeUsage({ startMs: LAST_HOUR, accountCost: 999 })];
    expect(runway(rows, 1000, 24)).toMatchObject({ highPerDay: 24 });
    expect(runwaySpan(NOW)).toEqual({ fromMs: LAST_HOUR - 168 * HOUR_MS, toMs: LAST_HOUR });
  });

  it("says that frames without an amount may have cost more", () => {
    const rows = [...spent(...hours(24, 1)), makeUsage({ startMs: LAST_HOUR - HOUR_MS, unpriced: 1 })];
    expect(runway(rows)).toMatchObject({ isIncomplete: true });
  });

  it("is never longer for a smaller balance, and the shortest is never longer than the longest", () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 168, maxLength: 168 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 1e6 }), (list, balance) => {
        const [less, more] = [lasting(list, balance), lasting(list, balance * 2)];
        expect(less.shortestDays).toBeLessThanOrEqual(less.longestDays ?? Number.POSITIVE_INFINITY);
        expect(more.shortestDays).toBeCloseTo(less.shortestDays * 2, 6);
      }),
    );
  });
});
