/** What each recorded day of a period brought. */
import type { UsageAnswer, UsageRow } from "../../mirror/recorded-history";
import { sumUsage, type UsageSum } from "../../mirror/usage-sum";

/** A calendar day of the chosen zone. */
export type ReportDay = Pick<UsageSum, "spend" | "done" | "failed"> & {
  /** When it began, epoch ms. */
  readonly startMs: number;
  /** When counting began, if that was within the day. */
  readonly countedFromMs: number | null;
};

/**
 * The days of an answer with the period `day`, newest first: those that were recorded, also if nothing happened on them. `isChosen`:
 * the rows that count, by their value.
 */
export function daysOf(
  { periods, rows, recordingSinceMs }: Pick<UsageAnswer, "periods" | "rows" | "recordingSinceMs">,
  isChosen: (value: string) => boolean,
): ReportDay[] {
  if (recordingSinceMs === null) return [];
  const byDay = new Map<number, UsageRow[]>();
  for (const row of rows) if (isChosen(row.value)) byDay.set(row.startMs, [...(byDay.get(row.startMs) ?? []), row]);
  const days = periods.flatMap((startMs, index): ReportDay[] => {
    const endMs = periods[index + 1] ?? Number.POSITIVE_INFINITY;
    if (endMs <= recordingSinceMs) return [];
    const { spend, done, failed } = sumUsage(byDay.get(startMs) ?? [], 0);
    const countedFromMs = recordingSinceMs > startMs ? recordingSinceMs : null;
    return [{ startMs, spend, done, failed, countedFromMs }];
  });
  return days.toReversed();
}
