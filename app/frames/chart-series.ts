/** What the chart of render times draws, and what a brush over it means. Pure. */
import { elapsedOf, type FrameFigures, isOutlier } from "../protocol/frame-figures";
import type { FrameRow } from "../queries/frame-set";

/** More points than this cannot be told apart on a screen: neighbours are drawn as their slowest. */
const MAX_POINTS = 4000;

type Series = { readonly x: number[]; readonly usual: (number | null)[]; readonly slow: (number | null)[] };

/** Points of the chart: x is the place in the row order, y seconds. Buckets keep their slowest frame. */
export function chartSeries(rows: readonly FrameRow[], figures: FrameFigures, nowMs: number): Series {
  const step = Math.max(1, Math.ceil(rows.length / MAX_POINTS));
  const series: Series = { x: [], usual: [], slow: [] };
  for (let from = 0; from < rows.length; from += step) {
    let worst: number | null = null;
    let outlier = false;
    for (const row of rows.slice(from, from + step)) {
      const elapsed = elapsedOf(row.frame, nowMs);
      if (elapsed === null || (worst !== null && elapsed <= worst)) continue;
      worst = elapsed;
      outlier = isOutlier(row.frame, figures, nowMs);
    }
    series.x.push(from);
    series.usual.push(outlier ? null : worst);
    series.slow.push(outlier ? worst : null);
  }
  return series;
}

/** The frames between two places of the row order as a range expression. */
export function rangeBetween(rows: readonly FrameRow[], from: number, to: number): string {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { name } of rows.slice(Math.max(0, Math.floor(from)), Math.ceil(to) + 1)) {
    if (name.kind === "opaque") continue;
    first = Math.min(first, name.kind === "group" ? name.first : name.frame);
    last = Math.max(last, name.kind === "group" ? name.last : name.frame);
  }
  if (first > last) return "";
  return first === last ? `${first}` : `${first}-${last}`;
}
