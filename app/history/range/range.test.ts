import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_USAGE_PERIODS, usagePeriods } from "../../mirror/recorded-history";
import { rangeNames, readHistorySearch, writeHistorySearch } from "../history-search";
import { HOUR_MS, isPeriodAllowed, periodOf, rangeOf } from "./range";

/** Wednesday, a quarter past nine in the farm's zone. */
const NOW = Date.parse("2026-11-18T09:15+08:00");

const range = (query: object, nowMs = NOW) => {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(nowMs);
  return rangeOf(readHistorySearch(query), { nowMs, today, zone: "farm" });
};
const local = (ms: number) => new Date(ms + 8 * HOUR_MS).toISOString().slice(0, 16);
const spans = (query: object, nowMs?: number) => {
  const { fromMs, toMs, previous } = range(query, nowMs);
  return [fromMs, toMs, previous.fromMs, previous.toMs].map(local);
};

describe("rangeOf", () => {
  it.each([
    ["today", ["2026-11-18T00:00", "2026-11-18T10:00", "2026-11-17T00:00", "2026-11-17T10:00"]],
    ["yesterday", ["2026-11-17T00:00", "2026-11-18T00:00", "2026-11-16T00:00", "2026-11-17T00:00"]],
    ["7d", ["2026-11-12T00:00", "2026-11-18T10:00", "2026-11-05T00:00", "2026-11-11T10:00"]],
    ["30d", ["2026-10-20T00:00", "2026-11-18T10:00", "2026-09-20T00:00", "2026-10-19T10:00"]],
    ["90d", ["2026-08-21T00:00", "2026-11-18T10:00", "2026-05-23T00:00", "2026-08-20T10:00"]],
    ["month", ["2026-11-01T00:00", "2026-11-18T10:00", "2026-10-01T00:00", "2026-10-18T10:00"]],
    ["lastMonth", ["2026-10-01T00:00", "2026-11-01T00:00", "2026-09-01T00:00", "2026-10-01T00:00"]],
  ])("reads %s and the range before up to the same hour", (name, expected) => {
    expect(spans({ range: name })).toEqual(expected);
  });

  it("reads two days in either order, and compares with as many days before", () => {
    const expected = ["2026-11-02T00:00", "2026-11-06T00:00", "2026-10-29T00:00", "2026-11-02T00:00"];
    expect(spans({ range: "own", from: "2026-11-02", to: "2026-11-05" })).toEqual(expected);
    expect(spans({ range: "own", from: "2026-11-05", to: "2026-11-02" })).toEqual(expected);
  });

  it("takes a missing day of the own range for the other one, and today for both", () => {
    expect(range({ range: "own", to: "2026-11-05" })).toMatchObject({ firstDay: "2026-11-05", lastDay: "2026-11-05" });
    expect(range({ range: "own" })).toMatchObject({ firstDay: "2026-11-18", days: 1 });
  });

  it("compares the end of March with no more than February", () => {
    expect(spans({ range: "month" }, Date.parse("2026-03-31T12:30+08:00")).slice(2)).toEqual([
      "2026-02-01T00:00",
      "2026-03-01T00:00",
    ]);
  });

  it("is never empty, and the range before ends where it begins or earlier", () => {
    const days = fc.option(
      fc
        .integer({ min: 0, max: 2000 })
        .map((day) => new Date(NOW + (day - 1500) * 24 * HOUR_MS).toISOString().slice(0, 10)),
    );
    const moments = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...rangeNames), days, days, moments, (name, from, to, nowMs) => {
        const { fromMs, toMs, previous, days: count } = range({ range: name, from, to }, nowMs);
        expect(fromMs).toBeLessThan(toMs);
        expect(previous.fromMs).toBeLessThan(previous.toMs);
        expect(previous.toMs).toBeLessThanOrEqual(fromMs);
        expect(previous.toMs - previous.fromMs).toBeLessThanOrEqual(31 * 24 * HOUR_MS + count * 24 * HOUR_MS);
        expect(count).toBeGreaterThan(0);
      }),
    );
  });
});

describe("periodOf", () => {
  it.each([
    [1, "hour"],
    [7, "day"],
    [62, "day"],
    [90, "week"],
    [800, "month"],
  ] as const)("fits %i days with %s", (days, period) => {
    expect(periodOf(undefined, days)).toBe(period);
  });

  it("keeps the chosen one unless the range is too long for it", () => {
    expect(periodOf("hour", 31)).toBe("hour");
    expect(periodOf("hour", 32)).toBe("day");
    expect(periodOf("month", 1)).toBe("month");
  });

  it("never asks the server for more periods than it gives", () => {
    const hours = { hour: 1, day: 24, week: 24 * 7, month: 24 * 28 };
    fc.assert(
      fc.property(fc.constantFrom(...usagePeriods), fc.integer({ min: 1, max: 36_500 }), (chosen, days) => {
        const period = periodOf(chosen, days);
        expect(isPeriodAllowed(period, days)).toBe(true);
        expect((days * 24) / hours[period]).toBeLessThanOrEqual(MAX_USAGE_PERIODS);
      }),
    );
  });
});

describe("the search parameters", () => {
  it("fall back to the default where they are not valid", () => {
    const bad = { range: "8d", from: "2026-02-30", to: "x", per: "year", by: "color", figure: "fun", sort: "--" };
    expect(readHistorySearch(bad)).toEqual({ range: "7d", by: "project", figure: "spend", sort: "" });
    const good = { range: "own", from: "2026-02-28", per: "week", by: "node", figure: "failed", sort: "-done" };
    expect(readHistorySearch(good)).toEqual(good);
    expect(writeHistorySearch(readHistorySearch(good))).toEqual(good);
    expect(writeHistorySearch(readHistorySearch(bad))).toEqual({});
  });
});
