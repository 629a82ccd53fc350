import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shiftDay } from "../../ui/format/day-range";
import { type Calendar, isRelativeEnd, resolveDates } from "./relative-dates";

const HOUR = 3_600_000;
/** The zone of this machine during a test. */
let before: string | undefined;
beforeEach(() => {
  before = process.env["TZ"];
});
afterEach(() => {
  process.env["TZ"] = before;
});

const wallIn = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
  });
  return (ms: number) => format.format(ms);
};
const farmWall = wallIn("Asia/Shanghai");
const farm = (nowMs: number): Calendar => ({ nowMs, zone: "farm", dayOf: (ms) => farmWall(ms).slice(0, 10) });
/** The calendar of a browser in this zone, and its wall clock. */
const local = (timeZone: string, nowMs: number) => {
  process.env["TZ"] = timeZone;
  const wall = wallIn(timeZone);
  const calendar: Calendar = { nowMs, zone: "local", dayOf: (ms) => wall(ms).slice(0, 10) };
  return { wall, calendar };
};
const range = (ended: string, calendar: Calendar) => {
  const { endedFromMs, endedToMs } = resolveDates({ ended }, calendar);
  return [endedFromMs ?? Number.NaN, endedToMs] as const;
};

const moments = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) });
/** Moments around the changes of the clock in Berlin and in New York in 2026. */
const aroundChanges = fc
  .tuple(
    fc.constantFrom("2026-03-29T01:00Z", "2026-10-25T01:00Z", "2026-03-08T07:00Z", "2026-11-01T06:00Z"),
    fc.integer({ min: -26 * HOUR, max: 26 * HOUR }),
  )
  .map(([change, offset]) => Date.parse(change) + offset);
const anyMoment = fc.oneof(moments, aroundChanges);
const zone = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Shanghai", "UTC", "Australia/Lord_Howe");
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));

describe("last night", () => {
  it.each([
    ["2026-11-28T00:30+08:00", "2026-11-27 20:00", "2026-11-28 08:00"],
    ["2026-11-28T07:59+08:00", "2026-11-27 20:00", "2026-11-28 08:00"],
    ["2026-11-28T23:59+08:00", "2026-11-27 20:00", "2026-11-28 08:00"],
    ["2026-11-29T00:00+08:00", "2026-11-28 20:00", "2026-11-29 08:00"],
  ])("at %s is from %s to %s on the farm's clock", (now, from, to) => {
    expect(range("last-night", farm(Date.parse(now))).map((ms) => farmWall(ms ?? 0))).toEqual([from, to]);
  });

  it("begins and ends at the same time of the clock in every zone, also when the clock changes", () => {
    fc.assert(
      fc.property(zone, anyMoment, (timeZone, nowMs) => {
        const { wall, calendar } = local(timeZone, nowMs);
        const today = calendar.dayOf(nowMs);
        const night = range("last-night", calendar).map((ms) => wall(ms ?? 0));
        expect(night).toEqual([`${shiftDay(today, -1)} 20:00`, `${today} 08:00`]);
      }),
    );
  });
});

describe("yesterday and today", () => {
  it("meet at the midnight before now, and yesterday is one day of the calendar", () => {
    fc.assert(
      fc.property(zone, anyMoment, (timeZone, nowMs) => {
        const { calendar } = local(timeZone, nowMs);
        const { dayOf } = calendar;
        const [fromMs, toMs = 0] = range("yesterday", calendar);
        const [midnight, end] = range("today", calendar);
        expect([toMs, end]).toEqual([midnight, undefined]);
        expect(midnight).toBeLessThanOrEqual(nowMs);
        expect(dayOf(midnight)).toBe(dayOf(nowMs));
        expect([dayOf(fromMs - 1), dayOf(fromMs), dayOf(toMs - 1)]).toEqual([
          shiftDay(dayOf(nowMs), -2),
          shiftDay(dayOf(nowMs), -1),
          shiftDay(dayOf(nowMs), -1),
        ]);
      }),
    );
  });

  it("are days of submission too", () => {
    const calendar = farm(Date.parse("2026-11-28T00:10+08:00"));
    expect(resolveDates({ from: "yesterday", to: "yesterday" }, calendar)).toMatchObject({
      from: "2026-11-27",
      to: "2026-11-27",
    });
    expect(resolveDates({ from: "7d", to: "2026-11-28" }, calendar)).toMatchObject({
      from: "2026-11-22",
      to: "2026-11-28",
    });
  });
});

describe("since a time of the day", () => {
  it.each([
    ["2026-11-28T19:59+08:00", "2026-11-27 20:00"],
    ["2026-11-28T20:00+08:00", "2026-11-28 20:00"],
  ])("at %s begins at %s", (now, from) => {
    expect(farmWall(range("since-20:00", farm(Date.parse(now)))[0])).toBe(from);
  });

  it("is the last time the clock read it, at most a day and the change of the clock ago", () => {
    fc.assert(
      fc.property(zone, anyMoment, time, (timeZone, nowMs, clock) => {
        const { wall, calendar } = local(timeZone, nowMs);
        const [fromMs, toMs] = range(`since-${clock}`, calendar);
        expect(toMs).toBeUndefined();
        expect(fromMs).toBeLessThanOrEqual(nowMs);
        expect(nowMs - fromMs).toBeLessThan(25 * HOUR + 1);
        const reads = wall(fromMs).slice(11);
        // A time that the clock skips is read an hour (on Lord Howe half an hour) later.
        const isSkipped = wall(fromMs - 1).slice(11) < clock && reads > clock;
        expect(isSkipped || reads === clock).toBe(true);
      }),
    );
  });
});

describe("the last hours", () => {
  it("are hours, whatever the clock does, and move on once a minute", () => {
    fc.assert(
      fc.property(zone, anyMoment, fc.integer({ min: 1, max: 999 }), (timeZone, nowMs, hours) => {
        const [fromMs] = range(`${hours}h`, local(timeZone, nowMs).calendar);
        expect(fromMs % 60_000).toBe(0);
        const agoMs = nowMs - fromMs - hours * HOUR;
        expect(agoMs).toBeGreaterThanOrEqual(0);
        expect(agoMs).toBeLessThan(60_000);
      }),
    );
  });
});

it("leaves a fixed moment and no filter as they are", () => {
  const calendar = farm(Date.UTC(2026, 10, 28));
  expect(range("2026-11-23T01:30Z", calendar)).toEqual([Date.UTC(2026, 10, 23, 1, 30), undefined]);
  expect(resolveDates({}, calendar)).toEqual({
    from: undefined,
    to: undefined,
    endedFromMs: undefined,
    endedToMs: undefined,
  });
});

it.each(["since-24:00", "since-7:00", "0h", "1000h", "last-nights", "", "tomorrow", "since-20:60"])(
  "knows no range %j",
  (text) => {
    expect(isRelativeEnd(text)).toBe(false);
  },
);
