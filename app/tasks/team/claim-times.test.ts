import fc from "fast-check";
import { expect, it } from "vitest";
import { claimBounds } from "../../protocol/team/claims";
import { claimDuration, claimTimes } from "./claim-times";

const zones = { farm: "Asia/Shanghai", utc: "UTC", local: undefined } as const;
const dayOf = (zone: keyof typeof zones) => {
  const day = new Intl.DateTimeFormat("en-CA", {
    timeZone: zones[zone],
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return (ms: number) => day.format(ms);
};

it("until tomorrow is nine o'clock of the next day in the chosen zone", () => {
  // 23:30 in Shanghai.
  const nowMs = Date.UTC(2026, 10, 20, 15, 30);
  const until = nowMs + claimDuration("tomorrow", { nowMs, zone: "farm", dayOf: dayOf("farm") });
  expect(new Date(until).toISOString()).toBe("2026-11-21T01:00:00.000Z");
});

it("every choice is a duration that the server accepts", () => {
  const moment = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2030, 0) });
  fc.assert(
    fc.property(
      moment,
      fc.constantFrom(...claimTimes),
      fc.constantFrom("local" as const, "farm" as const, "utc" as const),
      (nowMs, time, zone) => {
        const duration = claimDuration(time, { nowMs, zone, dayOf: dayOf(zone) });
        expect(duration).toBeGreaterThanOrEqual(claimBounds.minMs);
        expect(duration).toBeLessThanOrEqual(claimBounds.maxMs);
      },
    ),
  );
});
