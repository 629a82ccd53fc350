/** What was spent in a period, and on each of its days, as the server recorded it. */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { spendOf } from "../../mirror/usage-sum";
import { useCurrency } from "../../queries/account/currency";
import { recordingStateQuery, usageQuery } from "../../queries/history/recorded-history";
import { useHalfMinute } from "../../ui/browser/now";
import { dayStart, shiftDay } from "../../ui/format/day-range";
import { zoneId } from "../../ui/format/zone-id";
import { usePreferences } from "../../ui/storage/preferences";
import { hasFilters } from "../view/task-search";
import { NO_PROJECT } from "../view/task-view";
import { daysOf, type ReportDay } from "./report-days";
import type { Span } from "./report-period";
import type { ReportSearch } from "./report-search";

const HOUR_MS = 3_600_000;
/** Days of a report of everything. */
const MOST_DAYS = 366;

export type Spent = {
  readonly amount: number;
  /** Some frames have no amount: more was spent than is known. */
  readonly unpriced: number;
  /** When recording began, if that was after the start of the period. */
  readonly countedFromMs: number | null;
};

/** Recorded is what projects and the whole account spent: which of it belongs to a report, and whether it is read. */
function useRecorded({ filters, only }: ReportSearch) {
  const { chargesHidden } = useCurrency();
  const { polling } = usePreferences();
  const projects = filters.project;
  const isByProject = projects.length > 0;
  const isRecorded = only === undefined && !hasFilters({ ...filters, project: [] }) && !chargesHidden;
  const { data: state } = useQuery({ ...recordingStateQuery(polling), enabled: isRecorded && !__DEMO__ });
  const sinceMs = state?.recordingSinceMs ?? null;
  return {
    isRecorded: isRecorded && sinceMs !== null,
    /** When recording began. What tasks did before it is known by their start alone, and left out. */
    sinceMs: sinceMs ?? 0,
    polling,
    by: isByProject ? ("project" as const) : ("total" as const),
    isChosen: useCallback(
      (value: string) => projects.length === 0 || projects.includes(value || NO_PROJECT),
      [projects],
    ),
  };
}

const wholeHours = (fromMs: number, toMs: number) => ({
  fromMs: Math.floor(fromMs / HOUR_MS) * HOUR_MS,
  toMs: Math.ceil(toMs / HOUR_MS) * HOUR_MS,
});

/** null where it is not recorded: for any other selection of tasks than projects, and without amounts. */
export function useSpent(search: ReportSearch, span: Span): Spent | null {
  const nowMs = useHalfMinute();
  const { isRecorded, sinceMs, by, isChosen, polling } = useRecorded(search);
  const endMs = span.toMs ?? nowMs;
  const isWanted = isRecorded && sinceMs < endMs;
  const range = wholeHours(Math.max(sinceMs, span.fromMs), endMs);
  const { data, isError } = useQuery({
    ...usageQuery({ ...range, period: "hour", by, zone: "UTC" }, polling),
    enabled: isWanted,
  });
  if (!isWanted || !data || isError) return null;
  const rows = data.rows.filter(({ value }) => isChosen(value));
  return {
    amount: rows.reduce((sum, row) => sum + (spendOf(row) ?? 0), 0),
    unpriced: rows.reduce((sum, { unpriced }) => sum + unpriced, 0),
    countedFromMs: sinceMs > span.fromMs ? sinceMs : null,
  };
}

/**
 * The recorded days of the period, newest first; of a report of everything those of the last year. Empty where `useSpent` is null,
 * and for a period of one day, which it tells.
 */
export function useSpentDays(search: ReportSearch, span: Span | null, today: string): readonly ReportDay[] {
  const { timeZone } = usePreferences();
  const nowMs = useHalfMinute((ms) => Math.ceil(ms / HOUR_MS) * HOUR_MS);
  const { isRecorded, sinceMs, by, isChosen, polling } = useRecorded(search);
  const fromMs = span?.fromMs ?? dayStart(shiftDay(today, 1 - MOST_DAYS), timeZone) ?? 0;
  const isWanted = isRecorded && search.period !== "today" && search.period !== "yesterday";
  const range = wholeHours(Math.max(sinceMs, fromMs), span?.toMs ?? nowMs);
  const { data, isError } = useQuery({
    ...usageQuery({ ...range, period: "day", by, zone: zoneId(timeZone) }, polling),
    enabled: isWanted,
  });
  return useMemo(
    () => (isWanted && data && !isError ? daysOf(data, isChosen) : []),
    [isWanted, data, isError, isChosen],
  );
}
