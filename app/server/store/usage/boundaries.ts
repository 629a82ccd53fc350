/** Hours, days, weeks and months of a time zone, as ranges of whole hours since the epoch. */
import { HOUR_MS } from "./hours";

export type Period = "hour" | "day" | "week" | "month";

/** Minutes east of UTC, such as 480, or an IANA name, such as "Asia/Shanghai", whose offset changes with the seasons. */
export type TimeZone = number | string;

/** Start in epoch ms, and the range of hours, the end not included. */
export type Bucket = { readonly startMs: number; readonly fromHour: number; readonly toHour: number };

/** More are refused: 5 years of days, or 11 weeks of hours. */
export const MAX_BUCKETS = 1900;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;

/** No zone is further from UTC. */
const MAX_OFFSET_MINUTES = 14 * 60;

/** Minutes east of UTC at a moment. Throws a RangeError for an unknown name or an impossible offset. */
export function offsetMinutes(zone: TimeZone, atMs: number): number {
  if (typeof zone === "number") {
    if (Number.isInteger(zone) && Math.abs(zone) <= MAX_OFFSET_MINUTES) return zone;
    throw new RangeError("The offset of the time zone is no number of minutes.");
  }
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const localMs = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return Math.round((localMs - Math.floor(atMs / MINUTE_MS) * MINUTE_MS) / MINUTE_MS);
}

/** The epoch ms at which a wall clock of the zone shows `localMs` (the wall time as if it were UTC). */
function momentOf(zone: TimeZone, localMs: number): number {
  const guess = localMs - offsetMinutes(zone, localMs) * MINUTE_MS;
  return localMs - offsetMinutes(zone, guess) * MINUTE_MS;
}

/** The wall time at which the period that contains `localMs` starts. Weeks start on Monday. */
function startOf(period: Period, localMs: number): number {
  const date = new Date(localMs);
  const midnight = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  if (period === "day") return midnight;
  if (period === "month") return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  return midnight - ((date.getUTCDay() + 6) % 7) * DAY_MS;
}

function nextStart(period: Period, startLocalMs: number): number {
  const date = new Date(startLocalMs);
  if (period === "month") return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return startLocalMs + (period === "week" ? 7 : 1) * DAY_MS;
}

/** Usage is summed per hour of UTC. Where a zone is off by a part of an hour, an hour counts to the period in which it starts. */
const firstHourFrom = (ms: number) => Math.ceil(ms / HOUR_MS);

/**
 * The periods that overlap the range, oldest first; the first and last are cut to the range. Throws a RangeError for more than
 * MAX_BUCKETS, for an empty range and for an unknown zone.
 */
export function bucketsOf(period: Period, fromMs: number, toMs: number, zone: TimeZone): Bucket[] {
  if (!(fromMs < toMs)) throw new RangeError("The range is empty.");
  const buckets: Bucket[] = [];
  const from = firstHourFrom(fromMs);
  const to = firstHourFrom(toMs);
  const add = (startMs: number, endMs: number) => {
    if (buckets.length === MAX_BUCKETS) throw new RangeError(`More than ${MAX_BUCKETS} periods: choose longer ones.`);
    const bucket = {
      startMs,
      fromHour: Math.max(from, firstHourFrom(startMs)),
      toHour: Math.min(to, firstHourFrom(endMs)),
    };
    if (bucket.fromHour < bucket.toHour) buckets.push(bucket);
  };
  if (period === "hour") {
    for (let hour = from; hour < to; hour += 1) add(hour * HOUR_MS, (hour + 1) * HOUR_MS);
    return buckets;
  }
  let start = startOf(period, fromMs + offsetMinutes(zone, fromMs) * MINUTE_MS);
  while (momentOf(zone, start) < toMs) {
    const end = nextStart(period, start);
    add(momentOf(zone, start), momentOf(zone, end));
    start = end;
  }
  return buckets;
}
