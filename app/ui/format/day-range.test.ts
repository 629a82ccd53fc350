import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayEnd, dayStart, resolveDay, shiftDay } from "./day-range";

/** The day a moment is shown with, by the zone's name (app/ui/format/format.ts). */
const days = {
  local: new Intl.DateTimeFormat("sv-SE"),
  farm: new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }),
  utc: new Intl.DateTimeFormat("sv-SE", { timeZone: "UTC" }),
};

describe("dayStart and dayEnd", () => {
  it("start at midnight of the chosen zone", () => {
    expect(dayStart("2026-11-23", "utc")).toBe(Date.UTC(2026, 10, 23));
    expect(dayStart("2026-11-23", "farm")).toBe(Date.UTC(2026, 10, 22, 16));
    expect(dayEnd("2026-12-31", "farm")).toBe(Date.UTC(2026, 11, 31, 15, 59, 59));
  });

  it("are null for a day that does not exist", () => {
    expect([dayStart("2026-13-01", "utc"), dayEnd("2026-13-01", "utc")]).toEqual([null, null]);
  });

  it("cover the day that format.dayKey shows", () => {
    const moments = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) });
    fc.assert(
      fc.property(moments, fc.constantFrom("local" as const, "farm" as const, "utc" as const), (ms, zone) => {
        const dayKey = (at: number) => days[zone].format(at);
        const day = dayKey(ms);
        const [start, end] = [dayStart(day, zone) ?? Number.NaN, dayEnd(day, zone) ?? Number.NaN];
        expect([dayKey(start), dayKey(end)]).toEqual([day, day]);
        expect(start).toBeLessThanOrEqual(ms);
        expect(ms).toBeLessThan(end + 1000);
      }),
    );
  });
});

const dayIn = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone });
  return (ms: number) => format.format(ms);
};

describe("the last days", () => {
  it.each([
    ["2026-10-25T23:30+01:00", "2026-10-19"],
    ["2026-03-30T00:30+02:00", "2026-03-24"],
  ])("of a week at %s in Berlin begin on %s", (moment, first) => {
    expect(resolveDay("7d", dayIn("Europe/Berlin")(Date.parse(moment)))).toBe(first);
  });

  it("are as many calendar days in every time zone, whatever the hour", () => {
    const zones = Intl.supportedValuesOf("timeZone").map(dayIn);
    const moments = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, fc.integer({ min: 1, max: 400 }), (dayOf, ms, count) => {
        const today = dayOf(ms);
        const first = resolveDay(`${count}d`, today) ?? "";
        expect(shiftDay(first, count - 1)).toBe(today);
        expect(first < today).toBe(count > 1);
      }),
    );
  });

  it("leave a fixed day as it is", () => {
    expect([resolveDay("2026-11-23", "2026-11-29"), resolveDay(undefined, "2026-11-29")]).toEqual([
      "2026-11-23",
      undefined,
    ]);
  });
});
