/** Usage as CSV: a line for each period and value. */
import type { UsageRow } from "../../mirror/recorded-history";
import { spendOf } from "../../mirror/usage-sum";
import { csvLine, csvText } from "../../protocol/csv-text";
import { atLeast } from "../../ui/format/format";

export type UsageCsvLabels = {
  readonly start: string;
  readonly value: string;
  readonly done: string;
  readonly failed: string;
  readonly restarted: string;
  readonly machine: string;
  readonly spend: string;
  readonly queueMean: string;
  readonly queueMax: string;
  /** The name of a value. */
  readonly nameOf: (value: string) => string;
};

/** Moments as ISO 8601 UTC, durations in seconds. Without amounts where they are hidden. */
export function usageToCsv(rows: readonly UsageRow[], labels: UsageCsvLabels, chargesHidden: boolean): string {
  const { start, value, done, failed, restarted, machine, spend, queueMean, queueMax, nameOf } = labels;
  const titles = [
    start,
    value,
    done,
    failed,
    restarted,
    machine,
    ...(chargesHidden ? [] : [spend]),
    queueMean,
    queueMax,
  ];
  const lines = rows.map((row) => {
    const amount = spendOf(row);
    // "≥ 4.8" where some frames have no amount, so that a spreadsheet adds up no incomplete amounts.
    const cost = amount === null || row.unpriced === 0 ? amount : atLeast(String(amount), row.unpriced);
    return csvLine([
      new Date(row.startMs).toISOString(),
      nameOf(row.value),
      row.done,
      row.failed,
      row.restarted,
      row.machineSeconds,
      ...(chargesHidden ? [] : [cost]),
      row.queueMean,
      row.queueMax,
    ]);
  });
  return csvText([csvLine(titles), ...lines]);
}
