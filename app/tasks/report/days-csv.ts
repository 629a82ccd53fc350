/** The days of a report as CSV. */
import { csvLine, csvText } from "../../protocol/csv-text";
import { atLeast } from "../../ui/format/format";
import type { ReportDay } from "./report-days";

export type DaysCsvLabels = {
  readonly day: string;
  readonly spend: string;
  readonly done: string;
  readonly failed: string;
  readonly countedFrom: string;
  /** The day as `yyyy-MM-dd` of the report's zone. */
  readonly dayOf: (ms: number) => string;
};

/** A line a day, oldest first; "≥ 4.8" where some frames have no amount. When counting began is ISO 8601 UTC. */
export function daysToCsv(days: readonly ReportDay[], labels: DaysCsvLabels): string {
  const { day, spend, done, failed, countedFrom, dayOf } = labels;
  const lines = days.toReversed().map((row) => {
    const amount =
      row.spend && (row.spend.unknown > 0 ? atLeast(String(row.spend.amount), row.spend.unknown) : row.spend.amount);
    const from = row.countedFromMs === null ? null : new Date(row.countedFromMs).toISOString();
    // A date is meant to be one: csvCell would make it text.
    return `${dayOf(row.startMs)},${csvLine([amount, row.done, row.failed, from])}`;
  });
  return csvText([csvLine([day, spend, done, failed, countedFrom]), ...lines]);
}
