/** Stacked bars as one path per series, a period one unit wide. */
import type { Series } from "./series";

/** Free space beside a bar, as a part of its period. */
const GAP = 0.12;

const rounded = (value: number) => Math.round(value * 1000) / 1000;

/** The height of the highest stack. */
export function topOf(series: readonly Series[]): number {
  const heights = (series[0]?.amounts ?? []).map((_, index) =>
    series.reduce((sum, { amounts }) => sum + (amounts[index] ?? 0), 0),
  );
  return Math.max(0, ...heights);
}

/** Paths in a box of height `top`, whose y axis points down. The first series is at the bottom. */
export function stackPaths(series: readonly Series[], top: number): readonly string[] {
  const heights: number[] = [];
  return series.map(({ amounts }) =>
    amounts
      .map((amount, index) => {
        const from = heights[index] ?? 0;
        heights[index] = from + (amount ?? 0);
        if (!amount) return "";
        return `M${rounded(index + GAP / 2)} ${top - from}v${-amount}h${1 - GAP}v${amount}z`;
      })
      .join(""),
  );
}
