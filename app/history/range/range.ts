/** The range of the view in epoch ms, and the one before it with which it is compared. */
import type { UsagePeriod } from "../../mirror/recorded-history";
import { dayStart, shiftDay } from "../../ui/format/day-range";
import type { Preferences } from "../../ui/storage/preferences";
import type { HistorySearch } from "../history-search";

export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The end is not included. */
export type Span = { readonly fromMs: number; readonly toMs: number };

export type Range = Span & {
  /** The first and the last day, `yyyy-MM-dd`. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly days: number;
  /** As long a time before it: up to the same hour if the range is not over yet. */
  readonly previous: Span;
};

type Days = { readonly first: string; readonly end: string };

const firstOfMonth = (day: string) => `${day.slice(0, 8)}01`;
const daysBetween = (first: string, end: string) => Math.round((Date.parse(end) - Date.parse(first)) / DAY_MS);

/** The days of a range, the end not included. */
function daysOf({ range, from, to }: Pick<HistorySearch, "range" | "from" | "to">, today: string): Days {
  const tomorrow = shiftDay(today, 1);
  const thisMonth = firstOfMonth(today);
  switch (range) {
    case "today":
      return { first: today, end: tomorrow };
    case "yesterday":
      return { first: shiftDay(today, -1), end: today };
    case "7d":
      return { first: shiftDay(today, -6), end: tomorrow };
    case "30d":
      return { first: shiftDay(today, -29), end: tomorrow };
    case "90d":
      return { first: shiftDay(today, -89), end: tomorrow };
    case "month":
      return { first: thisMonth, end: tomorrow };
    case "lastMonth":
      return { first: firstOfMonth(shiftDay(thisMonth, -1)), end: thisMonth };
    case "own": {
      const [a, b] = [from ?? to ?? today, to ?? from ?? today];
      return a <= b ? { first: a, end: shiftDay(b, 1) } : { first: b, end: shiftDay(a, 1) };
    }
  }
}

/** The first day of the range before: a month is compared with the month before, anything else with as many days. */
function previousFirst(range: HistorySearch["range"], { first, end }: Days): string {
  if (range === "month" || range === "lastMonth") return firstOfMonth(shiftDay(first, -1));
  return shiftDay(first, -daysBetween(first, end));
}

/** `today` is the day of `nowMs` in the zone. A range that contains now ends with the current hour. */
export function rangeOf(
  search: Pick<HistorySearch, "range" | "from" | "to">,
  { nowMs, today, zone }: { readonly nowMs: number; readonly today: string; readonly zone: Preferences["timeZone"] },
): Range {
  const startOf = (day: string) => dayStart(day, zone) ?? 0;
  const days = daysOf(search, today);
  const fromMs = startOf(days.first);
  const endMs = startOf(days.end);
  const hourEndMs = (Math.floor(nowMs / HOUR_MS) + 1) * HOUR_MS;
  const isRunning = fromMs < hourEndMs && hourEndMs < endMs;
  const toMs = isRunning ? hourEndMs : endMs;

  const before = previousFirst(search.range, days);
  // The same hour of the day that is as many days after the first one.
  const elapsedDays = daysBetween(days.first, today);
  const sameHourMs = startOf(shiftDay(before, elapsedDays)) + (hourEndMs - startOf(today));
  const previousToMs = isRunning ? Math.min(sameHourMs, fromMs) : fromMs;
  return {
    fromMs,
    toMs,
    firstDay: days.first,
    lastDay: shiftDay(days.end, -1),
    days: daysBetween(days.first, days.end),
    previous: { fromMs: startOf(before), toMs: previousToMs },
  };
}

/** Longest range in days that is shown per period: more bars than that cannot be told apart. */
const longest: Readonly<Record<UsagePeriod, number>> = { hour: 31, day: 731, week: 3660, month: 36_600 };
/** The first period whose limit the range keeps is shown if none was chosen. */
const fitting: readonly (readonly [period: UsagePeriod, days: number])[] = [
  ["hour", 2],
  ["day", 62],
  ["week", 400],
];

export const isPeriodAllowed = (period: UsagePeriod, days: number): boolean => days <= longest[period];

/** The chosen period, or the one that fits the range. */
export function periodOf(chosen: UsagePeriod | undefined, days: number): UsagePeriod {
  if (chosen !== undefined && isPeriodAllowed(chosen, days)) return chosen;
  return fitting.find(([, limit]) => days <= limit)?.[0] ?? "month";
}
