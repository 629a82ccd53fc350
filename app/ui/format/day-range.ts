/** Calendar days in the chosen time zone as ranges of epoch ms. */
import type { Preferences } from "../storage/preferences";

const suffix = { local: "", farm: "+08:00", utc: "Z" } as const satisfies Record<Preferences["timeZone"], string>;
const DAY_MS = 86_400_000;

/** The day (`yyyy-MM-dd`) some days later, or earlier. Counted on the calendar: days of 23 or 25 hours are days. */
export const shiftDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The first of the last `count` days, today included. */
export const firstOfLastDays = (count: number, today: string): string => shiftDay(today, 1 - count);

const RELATIVE_DAY = /^([1-9]\d{0,2})d$/;

/** The day that a search parameter names: a fixed one, with "7d" the first of the last seven, or "yesterday". */
export function resolveDay(day: string | undefined, today: string): string | undefined {
  if (day === "yesterday") return shiftDay(today, -1);
  const count = RELATIVE_DAY.exec(day ?? "")?.[1];
  return count === undefined ? day : firstOfLastDays(Number(count), today);
}

/** Epoch ms at which a day (`yyyy-MM-dd`) begins; null for a day that does not exist. */
export const dayStart = (day: string, zone: Preferences["timeZone"]): number | null => clockMs(day, "00:00", zone);

/**
 * Epoch ms at which a clock reads a time (`HH:mm`) on a day; null for a day or time that does not exist. A time that the clock
 * skips is the same time after the skip, one that it reads twice is the first.
 */
export function clockMs(day: string, time: string, zone: Preferences["timeZone"]): number | null {
  const ms = Date.parse(`${day}T${time}:00${suffix[zone]}`);
  return Number.isNaN(ms) ? null : ms;
}

/** Epoch ms of the last second of a day. Days of 23 or 25 hours end where the next day begins. */
export function dayEnd(day: string, zone: Preferences["timeZone"]): number | null {
  const noon = Date.parse(`${day}T12:00:00Z`);
  if (Number.isNaN(noon)) return null;
  const next = dayStart(new Date(noon + DAY_MS).toISOString().slice(0, 10), zone);
  return next === null ? null : next - 1000;
}
