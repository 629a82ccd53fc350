import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayEnd, dayStart } from "./day-range";

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
