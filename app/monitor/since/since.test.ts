import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeNode } from "../../test/make-task";
import { defaultMonitorSearch, readMonitorSearch } from "../monitor-search";
import { countEnded, sinceChoices, sinceMoment } from "./since";

const clocks = { utc: "UTC", farm: "Asia/Shanghai" } as const;
const clockIn = (zone: keyof typeof clocks) => {
  const clock = new Intl.DateTimeFormat("en", {
    timeZone: clocks[zone],
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (ms: number) => clock.format(ms);
};
/** 2026-11-01T10:30:00Z */
const NOW = Date.UTC(2026, 10, 1, 10, 30);

describe("the start of the period", () => {
  it.each([
    ["10:00", "utc", Date.UTC(2026, 10, 1, 10)],
    ["11:00", "utc", Date.UTC(2026, 9, 31, 11)],
    ["20:00", "utc", Date.UTC(2026, 9, 31, 20)],
    ["20:00", "farm", Date.UTC(2026, 9, 31, 12)],
    ["18:00", "farm", Date.UTC(2026, 10, 1, 10)],
    ["24h", "utc", NOW - 86_400_000],
    ["7d", "utc", NOW - 7 * 86_400_000],
  ] as const)("%s in zone %s", (choice, zone, moment) => {
    expect(sinceMoment(choice, NOW, clockIn(zone))).toBe(moment);
  });

  it("is the last time clocks showed that hour: less than a day ago and never in the future", () => {
    const hour = fc.constantFrom(...sinceChoices.filter((choice) => choice.includes(":")));
    fc.assert(
      fc.property(hour, fc.integer({ min: NOW, max: NOW + 3e10 }), (choice, nowMs) => {
        const at = sinceMoment(choice, nowMs, clockIn("farm"));
        expect(clockIn("farm")(at)).toBe(choice);
        expect(nowMs - at).toBeGreaterThanOrEqual(0);
        expect(nowMs - at).toBeLessThan(86_400_000);
      }),
      { numRuns: 30 },
    );
  });
});

const ended = (id: number, statusCode: number, completedMs: number) => makeNode({ id, statusCode, completedMs });

describe("tasks that ended", () => {
  it("count from the given time: finished and in trouble, but not stopped by their user", () => {
    const since = NOW - 3_600_000;
    const nodes = [
      ended(1, 25, since),
      ended(2, 25, since - 1),
      ended(3, 30, NOW),
      ended(4, 23, NOW),
      ended(5, 20, NOW),
      ended(6, 15, NOW),
      ended(7, 5, NOW),
    ];
    expect(countEnded(nodes, since)).toEqual({ finished: 1, failed: 3 });
  });
});

describe("the URL", () => {
  it("holds period, kiosk and page", () => {
    expect(readMonitorSearch({ since: "08:00", kiosk: "1", page: "3" })).toEqual({ since: "08:00", kiosk: 1, page: 3 });
  });

  it.each([[{}], [{ since: "25:00", kiosk: "no", page: "0" }], [{ since: 20, kiosk: "", page: "x" }]])(
    "uses the defaults for %j",
    (raw) => {
      expect(readMonitorSearch(raw)).toEqual(defaultMonitorSearch);
    },
  );
});
