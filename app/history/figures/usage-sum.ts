/** The figures of the page, of a row and of a sum, and the sums by value. */
import type { UsageRow } from "../../mirror/recorded-history";
import { spendOf, sumUsage, type UsageSum } from "../../mirror/usage-sum";
import type { FigureName } from "../history-search";

/** How long the queue was observed in all periods, from the rows of the total. */
export const observedSecondsOf = (totals: readonly UsageRow[]): number =>
  totals.reduce((sum, { observedSeconds }) => sum + observedSeconds, 0);

/** The figure of a row; null: hidden or not observed. Machine time in hours. */
export function figureOfRow(row: UsageRow, figure: FigureName): number | null {
  if (figure === "spend") return spendOf(row);
  if (figure === "machine") return row.machineSeconds / 3600;
  return figure === "queue" ? row.queueMean : row[figure];
}

/** The figure of a sum; null: hidden or not observed. Machine time in hours. */
export function figureOfSum(sum: UsageSum, figure: FigureName): number | null {
  if (figure === "spend") return sum.spend?.amount ?? null;
  if (figure === "machine") return sum.machineSeconds / 3600;
  return figure === "queue" ? sum.queueMean : sum[figure];
}

/** The sums by value, in the order of the rows. */
export function sumsByValue(
  rows: readonly UsageRow[],
  observedSeconds: number,
): readonly { readonly value: string; readonly sum: UsageSum }[] {
  const groups = new Map<string, UsageRow[]>();
  for (const row of rows) {
    const group = groups.get(row.value);
    if (group) group.push(row);
    else groups.set(row.value, [row]);
  }
  return [...groups].map(([value, group]) => ({ value, sum: sumUsage(group, observedSeconds) }));
}
