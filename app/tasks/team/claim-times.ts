/** How long somebody stays on a task. */
import { clockMs, shiftDay } from "../../ui/format/day-range";
import type { Preferences } from "../../ui/storage/preferences";

export const claimTimes = ["hour", "fourHours", "tomorrow"] as const;
export type ClaimTime = (typeof claimTimes)[number];

const HOUR_MS = 3_600_000;

type Calendar = {
  readonly nowMs: number;
  readonly zone: Preferences["timeZone"];
  /** The calendar day of a moment in the zone, `yyyy-MM-dd`. */
  readonly dayOf: (ms: number) => string;
};

/** The duration of a claim that begins now, ms. Tomorrow is the next day of the chosen zone, at nine. */
export function claimDuration(time: ClaimTime, { nowMs, zone, dayOf }: Calendar): number {
  if (time === "hour") return HOUR_MS;
  if (time === "fourHours") return 4 * HOUR_MS;
  const untilMs = clockMs(shiftDay(dayOf(nowMs), 1), "09:00", zone);
  return untilMs === null ? 24 * HOUR_MS : untilMs - nowMs;
}
