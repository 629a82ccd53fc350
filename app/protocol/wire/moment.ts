/** Moments in epoch ms, and which of them a calendar can show. */
import * as z from "zod/mini";

/** The last millisecond of the year 9999 (UTC): later years have more digits than the farm's format and ours. */
export const MAX_MOMENT_MS = 253_402_300_799_999;

/** Whether a number is a moment from 1970 to 9999. Anything else (nanoseconds, an overflow) is no date, and Intl may throw. */
export const isMoment = (ms: number): boolean => ms >= 0 && ms <= MAX_MOMENT_MS;

/** A moment as this browser stores it. */
export const storedMoment = z.number().check(z.refine(isMoment));
