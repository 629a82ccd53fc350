/** What the chart of render times draws, and what a brush over it means. Pure. */
import { elapsedOf, type FrameFigures, isOutlier } from "../../protocol/frames/frame-figures";
import type { FrameRow } from "../../queries/frames/frame-set";

/** More points than this cannot be told apart on a screen: neighbours are drawn as their slowest. */
const MAX_POINTS = 4000;

type Series = { readonly x: number[]; readonly usual: (number | null)[]; readonly slow: (number | null)[] };

/** Frames a bar stands for. */
const stepOf = (count: number) => Math.max(1, Math.ceil(count / MAX_POINTS));

/**
 * Points of the chart: x is the place in the row order, y seconds. Buckets keep their slowest frame and stand in the
 * middle of their places.
 */
export function chartSeries(rows: readonly FrameRow[], figures: FrameFigures, nowMs: number): Series {
  const step = stepOf(rows.length);
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
    series.x.push(from + (step - 1) / 2);
    series.usual.push(outlier ? null : worst);
    series.slow.push(outlier ? worst : null);
  }
  return series;
}

/** The ends of the chart: half a place beside the first and the last one, so that the bars on both have room. */
export function chartEnds(count: number): [number, number] {
  const step = stepOf(count);
  return [-0.5, Math.max(1, Math.ceil(count / step)) * step - 0.5];
}

export type Brush =
  | { readonly kind: "range"; readonly range: string }
  /** Frames no range tells from their neighbours: tiles of one frame, names without a number. */
  | { readonly kind: "frames"; readonly ids: readonly number[] };

/** What a brush between two places of the chart takes: the frames of every bar that is touched. */
export function brushed(rows: readonly FrameRow[], from: number, to: number): Brush {
  const step = stepOf(rows.length);
  const start = Math.max(0, Math.floor((from + 0.5) / step) * step);
  const end = Math.max(start + step, Math.ceil((to + 0.5) / step) * step);
  const taken = rows.slice(start, end);
  const [first, last] = extentOf(taken);
  const meets = (row: FrameRow) => {
    const [low, high] = extentOf([row]);
    return low <= last && high >= first;
  };
  const narrows = rows.some((row, index) => (index < start || index >= end) && !meets(row));
  if (first > last || !(narrows || taken.length === rows.length))
    return { kind: "frames", ids: taken.map(({ frame }) => frame.id) };
  return { kind: "range", range: first === last ? `${first}` : `${first}-${last}` };
}

/** The lowest and the highest frame number of some frames; the lowest is above the highest where none has one. */
function extentOf(rows: readonly FrameRow[]): readonly [number, number] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { name } of rows) {
    if (name.kind === "opaque") continue;
    first = Math.min(first, name.kind === "group" ? name.first : name.frame);
    last = Math.max(last, name.kind === "group" ? name.last : name.frame);
  }
  return [first, last];
}
