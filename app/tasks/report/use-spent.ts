/** What was spent in a period, as the server recorded it. */
import { useQuery } from "@tanstack/react-query";
import { spendOf } from "../../mirror/usage-sum";
import { useCurrency } from "../../queries/account/currency";
import { usageQuery } from "../../queries/history/recorded-history";
import { useHalfMinute } from "../../ui/browser/now";
import { usePreferences } from "../../ui/storage/preferences";
import { hasFilters } from "../view/task-search";
import { NO_PROJECT } from "../view/task-view";
import type { Span } from "./report-period";
import type { ReportSearch } from "./report-search";

const HOUR_MS = 3_600_000;

export type Spent = {
  readonly amount: number;
  /** Some frames have no amount: more was spent than is known. */
  readonly unpriced: number;
  /** When recording began, if that was after the start of the period. */
  readonly countedFromMs: number | null;
};

/** Recorded is what projects and the whole account spent; null for any other selection of tasks, and where nothing was recorded. */
export function useSpent({ filters, only }: ReportSearch, span: Span): Spent | null {
  const { polling } = usePreferences();
  const { chargesHidden } = useCurrency();
  const nowMs = useHalfMinute();
  const projects = filters.project;
  const isByProject = projects.length > 0;
  const isRecorded = only === undefined && !hasFilters({ ...filters, project: [] });
  const endMs = span.toMs ?? nowMs;
  const { data, isError } = useQuery({
    ...usageQuery(
      {
        fromMs: Math.floor(span.fromMs / HOUR_MS) * HOUR_MS,
        toMs: Math.ceil(endMs / HOUR_MS) * HOUR_MS,
        period: "hour",
        by: isByProject ? "project" : "total",
        zone: "UTC",
      },
      polling,
    ),
    enabled: isRecorded && !chargesHidden && !__DEMO__,
  });
  if (!isRecorded || chargesHidden || !data || isError || data.recordingSinceMs === null) return null;
  if (data.recordingSinceMs >= endMs) return null;
  const rows = data.rows.filter(({ value }) => !isByProject || projects.includes(value || NO_PROJECT));
  const countedFromMs = data.recordingSinceMs > span.fromMs ? data.recordingSinceMs : null;
  return {
    amount: rows.reduce((sum, row) => sum + (spendOf(row) ?? 0), 0),
    unpriced: rows.reduce((sum, { unpriced }) => sum + unpriced, 0),
    countedFromMs,
  };
}
