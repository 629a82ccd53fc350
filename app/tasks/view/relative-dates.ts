/** Dates of the filter that move on with the clock. They stay relative on the URL and in saved views, and are resolved here. */
import { clockMs, dayStart, resolveDay, shiftDay } from "../../ui/format/day-range";
import type { Preferences } from "../../ui/storage/preferences";

/** When the last night began and ended, on the clock of the chosen zone. */
const NIGHT = { from: "20:00", to: "08:00" } as const;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** "today", "yesterday", "last-night", "since-20:00" for the last time it was 20:00, "24h" for the last 24 hours. */
const RELATIVE_END =
  /^(?:today|yesterday|last-night|since-(?<time>(?:[01]\d|2[0-3]):[0-5]\d)|(?<hours>[1-9]\d{0,2})h)$/;

export const isRelativeEnd = (text: string): boolean => RELATIVE_END.test(text);

/** Dates of a search as the filter uses them. */
export type ResolvedDates = {
  /** First and last day of submission, `yyyy-MM-dd`. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** The task ended at or after the first and before the second, epoch ms. */
  readonly endedFromMs: number | undefined;
  readonly endedToMs: number | undefined;
};

type Dates = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly ended?: string | undefined;
};

/** What "today" means: the farm's time, the zone of the preferences and its calendar. */
export type Calendar = {
  readonly nowMs: number;
  readonly zone: Preferences["timeZone"];
  /** The calendar day of a moment in the zone, `yyyy-MM-dd`. */
  readonly dayOf: (ms: number) => string;
};

export function resolveDates({ from, to, ended }: Dates, calendar: Calendar): ResolvedDates {
  const today = calendar.dayOf(calendar.nowMs);
  const { fromMs, toMs } = resolveEnd(ended, calendar);
  return { from: resolveDay(from, today), to: resolveDay(to, today), endedFromMs: fromMs, endedToMs: toMs };
}

type Range = { readonly fromMs?: number | undefined; readonly toMs?: number | undefined };

/** The range of moments that `ended` names; a moment has no end. */
function resolveEnd(ended: string | undefined, { nowMs, zone, dayOf }: Calendar): Range {
  if (ended === undefined) return {};
  const parts = RELATIVE_END.exec(ended);
  if (parts === null) return { fromMs: Date.parse(ended) };
  const today = dayOf(nowMs);
  const yesterday = shiftDay(today, -1);
  const { time, hours } = parts.groups ?? {};
  const at = (day: string, clock: string) => clockMs(day, clock, zone) ?? undefined;
  // To the minute: the range moves on once a minute and not with every look at the clock.
  if (hours !== undefined) return { fromMs: Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - Number(hours) * HOUR_MS };
  if (time !== undefined) {
    const todayMs = at(today, time);
    return { fromMs: todayMs !== undefined && todayMs <= nowMs ? todayMs : at(yesterday, time) };
  }
  const todayMs = dayStart(today, zone) ?? undefined;
  if (ended === "today") return { fromMs: todayMs };
  if (ended === "yesterday") return { fromMs: dayStart(yesterday, zone) ?? undefined, toMs: todayMs };
  return { fromMs: at(yesterday, NIGHT.from), toMs: at(today, NIGHT.to) };
}
