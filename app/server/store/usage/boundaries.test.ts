import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketsOf, MAX_BUCKETS, offsetMinutes, type Period, type TimeZone } from "./boundaries";

const HOUR = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);
const startsOf = (period: Period, from: string, to: string, zone: TimeZone) =>
  bucketsOf(period, Date.parse(from), Date.parse(to), zone).map(({ startMs }) => iso(startMs));

describe("bucketsOf", () => {
  it("starts days at midnight of the zone", () => {
    expect(startsOf("day", "2026-11-02T00:00Z", "2026-11-03T00:00Z", 480)).toEqual([
      "2026-11-01T16:00",
      "2026-11-02T16:00",
    ]);
    expect(startsOf("day", "2026-11-02T00:00Z", "2026-11-03T00:00Z", "Asia/Shanghai")).toEqual([
      "2026-11-01T16:00",
      "2026-11-02T16:00",
    ]);
  });

  it("starts weeks on Monday and months on the first", () => {
    expect(startsOf("week", "2026-11-04T00:00Z", "2026-11-10T00:00Z", 0)).toEqual([
      "2026-11-02T00:00",
      "2026-11-09T00:00",
    ]);
    expect(startsOf("month", "2026-11-30T17:00Z", "2027-01-01T00:00Z", 480)).toEqual([
      "2026-11-30T16:00",
      "2026-12-31T16:00",
    ]);
  });

  it("has days of 23 and 25 hours where the clocks change", () => {
    const [spring] = bucketsOf(
      "day",
      Date.parse("2026-03-28T23:00Z"),
      Date.parse("2026-03-29T22:00Z"),
      "Europe/Berlin",
    );
    const [autumn] = bucketsOf(
      "day",
      Date.parse("2026-10-24T22:00Z"),
      Date.parse("2026-10-25T23:00Z"),
      "Europe/Berlin",
    );
    expect([spring, autumn].map((bucket) => (bucket ? bucket.toHour - bucket.fromHour : 0))).toEqual([23, 25]);
  });

  it("counts an hour of UTC to the day of the zone in which it starts", () => {
    const [first, second] = bucketsOf("day", Date.parse("2026-11-01T00:00Z"), Date.parse("2026-11-03T00:00Z"), 330);
    expect(iso(second?.startMs ?? 0)).toBe("2026-11-01T18:30");
    expect([iso((first?.toHour ?? 0) * HOUR), iso((second?.fromHour ?? 0) * HOUR)]).toEqual([
      "2026-11-01T19:00",
      "2026-11-01T19:00",
    ]);
  });

  it("covers each hour of the range once, for every period and zone", () => {
    const zones = fc.constantFrom<TimeZone>(
      0,
      480,
      -210,
      345,
      840,
      "Asia/Shanghai",
      "America/New_York",
      "Australia/Lord_Howe",
    );
    const periods = fc.constantFrom<Period>("hour", "day", "week", "month");
    const start = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(periods, zones, start, fc.integer({ min: 1, max: 1000 * HOUR }), (period, zone, fromMs, length) => {
        const hours = bucketsOf(period, fromMs, fromMs + length, zone).flatMap(({ fromHour, toHour }) =>
          Array.from({ length: toHour - fromHour }, (_, index) => fromHour + index),
        );
        const [first, last] = [Math.ceil(fromMs / HOUR), Math.ceil((fromMs + length) / HOUR)];
        expect(hours).toEqual(Array.from({ length: last - first }, (_, index) => first + index));
      }),
    );
  });

  it.each<[string, Period, number, number, TimeZone]>([
    ["an empty range", "day", 5, 5, 0],
    ["a range that is no number", "day", Number.NaN, 5, 0],
    ["more periods than anybody reads", "hour", 0, (MAX_BUCKETS + 1) * HOUR, 0],
    ["more periods than anybody reads, found at once", "day", 0, Number.MAX_SAFE_INTEGER, 0],
    ["an unknown zone", "day", 0, HOUR, "Mars/Olympus"],
    ["an impossible offset", "day", 0, HOUR, 900],
    ["an offset that is no number of minutes", "day", 0, HOUR, 0.5],
  ])("refuses %s", (_what, period, fromMs, toMs, zone) => {
    expect(() => bucketsOf(period, fromMs, toMs, zone)).toThrow(RangeError);
  });
});

describe("offsetMinutes", () => {
  it("follows the seasons", () => {
    expect([Date.UTC(2026, 0, 1), Date.UTC(2026, 6, 1)].map((ms) => offsetMinutes("America/New_York", ms))).toEqual([
      -300, -240,
    ]);
  });
});
