/** What the chart stacks: the largest values of a figure, and the rest as one. */
import type { UsageRow } from "../../mirror/recorded-history";
import { figureOfRow } from "../figures/usage-sum";
import type { FigureName } from "../history-search";

/** Values that are stacked apart. More shades cannot be told apart. */
export const MAX_SERIES = 5;

export type Series = {
  /** null: all other values together. */
  readonly value: string | null;
  /** How many values it contains. */
  readonly count: number;
  /** The figure by period; null: not recorded, or not observed. */
  readonly amounts: readonly (number | null)[];
  readonly sum: number;
};

/**
 * The series by sum, largest first, the rest last. Values without any amount are left out. A period that ended before recording
 * began and has no row is null, not 0.
 */
export function seriesOf(
  rows: readonly UsageRow[],
  { periods, figure, recordedFrom }: { periods: readonly number[]; figure: FigureName; recordedFrom: number },
): readonly Series[] {
  const places = new Map(periods.map((startMs, index) => [startMs, index]));
  const byValue = new Map<string, (number | null)[]>();
  for (const row of rows) {
    const place = places.get(row.startMs);
    if (place === undefined) continue;
    const amounts = byValue.get(row.value) ?? periods.map((_, index) => (index < recordedFrom ? null : 0));
    byValue.set(row.value, amounts);
    amounts[place] = figureOfRow(row, figure);
  }
  const all = [...byValue]
    .map(([value, amounts]): Series => ({ value, count: 1, amounts, sum: total(amounts) }))
    .filter(({ sum }) => sum > 0)
    .toSorted((a, b) => b.sum - a.sum || (a.value ?? "").localeCompare(b.value ?? ""));
  // A rest of one value takes no more room than the value itself.
  if (all.length <= MAX_SERIES + 1) return all;
  return [...all.slice(0, MAX_SERIES), restOf(all.slice(MAX_SERIES))];
}

const total = (amounts: readonly (number | null)[]) => amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);

function restOf(series: readonly Series[]): Series {
  const amounts = (series[0]?.amounts ?? []).map((_, index) =>
    series.reduce<number | null>((sum, one) => {
      const amount = one.amounts[index] ?? null;
      return amount === null ? sum : (sum ?? 0) + amount;
    }, null),
  );
  return { value: null, count: series.length, amounts, sum: total(amounts) };
}

/** The index of the first period that recording reached: the last one that starts at or before it, or 0. */
export function recordedFromIndex(periods: readonly number[], recordingSinceMs: number | null): number {
  if (recordingSinceMs === null) return periods.length;
  const after = periods.findIndex((startMs) => startMs > recordingSinceMs);
  return after === -1 ? Math.max(0, periods.length - 1) : Math.max(0, after - 1);
}

/** Round marks of a scale from 0 up to at least `max`, at most five. */
export function scaleMarks(max: number): readonly number[] {
  if (!(max > 0)) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(max / 4));
  const step = ([1, 2, 5, 10].find((factor) => factor * power * 4 >= max) ?? 10) * power;
  const count = Math.ceil(max / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
