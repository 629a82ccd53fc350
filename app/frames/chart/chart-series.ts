/** The points of the chart of render times, and the frames under a brush. */
import { elapsedSeconds, type FrameFigures, isOutlier } from "../../protocol/frames/frame-figures";
import { countedState } from "../../protocol/frames/frame-status";
import type { FrameRow } from "../../queries/frames/frame-set";

/** A screen shows no more points than this: neighbours become one bar with their slowest time. */
const MAX_POINTS = 4000;

/** The series of the chart, one per colour of a state. */
export const barKinds = ["done", "executing", "stopped", "failed"] as const;
type BarKind = (typeof barKinds)[number];

type Series = {
  readonly x: number[];
  readonly bars: Readonly<Record<BarKind, (number | null)[]>>;
  /** Bars of outliers, which get a mark. */
  readonly slow: { readonly x: number; readonly seconds: number }[];
};

/** Frames per bar. */
const stepOf = (count: number) => Math.max(1, Math.ceil(count / MAX_POINTS));

/**
 * Bars of the chart: x is the index in the row order, y seconds. A bar of several frames has their slowest time, the middle of
 * their indexes, and the colour of a failed one if there is any.
 */
export function chartSeries(rows: readonly FrameRow[], figures: FrameFigures, nowMs: number): Series {
  const step = stepOf(rows.length);
  const series: Series = { x: [], bars: { done: [], executing: [], stopped: [], failed: [] }, slow: [] };
  for (let from = 0; from < rows.length; from += step) {
    let worst: { readonly seconds: number; readonly row: FrameRow } | null = null;
    let hasFailed = false;
    for (const row of rows.slice(from, from + step)) {
      const seconds = elapsedSeconds(row.frame, nowMs);
      if (seconds === null) continue;
      hasFailed ||= countedState(row.frame.statusCode) === "failed";
      if (worst === null || seconds > worst.seconds) worst = { seconds, row };
    }
    const x = from + (step - 1) / 2;
    const state = hasFailed ? "failed" : countedState(worst?.row.frame.statusCode ?? null);
    series.x.push(x);
    for (const kind of barKinds) series.bars[kind].push(kind === state ? (worst?.seconds ?? null) : null);
    if (worst !== null && isOutlier(worst.row.frame, figures, nowMs)) series.slow.push({ x, seconds: worst.seconds });
  }
  return series;
}

/** The ends of the x axis: half a frame outside the first and the last one, so that their bars fit. */
export function chartEnds(count: number): [number, number] {
  const step = stepOf(count);
  return [-0.5, Math.max(1, Math.ceil(count / step)) * step - 0.5];
}

export type Brush =
  | { readonly kind: "range"; readonly range: string }
  /** Frames that no range separates from their neighbours: tiles of one frame, names without a number. */
  | { readonly kind: "frames"; readonly ids: readonly number[] };

/** The frames of every bar that a brush touches, as a range where that describes them exactly. */
export function brushed(rows: readonly FrameRow[], from: number, to: number): Brush {
  const step = stepOf(rows.length);
  const start = Math.max(0, Math.floor((from + 0.5) / step) * step);
  const end = Math.max(start + step, Math.ceil((to + 0.5) / step) * step);
  const touched = rows.slice(start, end);
  const [first, last] = extentOf(touched);
  const meets = (row: FrameRow) => {
    const [low, high] = extentOf([row]);
    return low <= last && high >= first;
  };
  const narrows = rows.some((row, index) => (index < start || index >= end) && !meets(row));
  if (first > last || !(narrows || touched.length === rows.length))
    return { kind: "frames", ids: touched.map(({ frame }) => frame.id) };
  return { kind: "range", range: first === last ? `${first}` : `${first}-${last}` };
}

/** The lowest and the highest frame number of some frames; without any number the lowest is above the highest. */
function extentOf(rows: readonly FrameRow[]): readonly [number, number] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { name } of rows) {
    if (name.kind === "opaque") continue;
    first = Math.min(first, name.kind === "group" ? name.first : name.frame);
    last = Math.max(last, name.kind === "group" ? name.last : name.frame);
  }
  return [first, last];
}
