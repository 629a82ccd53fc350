/** What a rerender would do and cost, before it is sent; what became of each frame afterwards. Pure. */

import { frameStatus } from "../../protocol/frames/frame";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import { type PriceRange, priceFrames } from "../../protocol/pricing";
import type { FrameRow } from "../../queries/frames/frame-set";
import type { Rerender } from "../../queries/frames/frames";

const FAILED: ReadonlySet<number | null> = new Set([5, 11]);

/** Frames that ended with an error or were stopped by the time limit: the farm counts both as failed. */
export const isFailed = (row: FrameRow) => FAILED.has(row.frame.statusCode);

/** States worth rendering again by themselves, in the order of the need: timed out, failed, stopped. */
const ownStates = [11, 5, 3] as const;

/** States whose frames alone may be rendered again, with their numbers: those that "failed" does not cover exactly. */
export function rerenderStates(rows: readonly FrameRow[]): readonly (readonly [state: number, count: number])[] {
  const counts = ownStates.map(
    (state) => [state, rows.filter((row) => row.frame.statusCode === state).length] as const,
  );
  const failed = counts.filter(([state, count]) => FAILED.has(state) && count > 0);
  return counts.filter(([state, count]) => count > 0 && (!FAILED.has(state) || failed.length > 1));
}

/** Frames that can be rendered again: those that have ended. The others wait or render already. */
export const canRerender = (row: FrameRow) => frameStatus(row.frame.statusCode).isEnded;

/**
 * What to send so that exactly these frames are rendered again. The farm's own "failed" and "all" go to the whole task;
 * where only a part of it is in view (a search, a page that failed, a load broken off) the frames are named instead.
 */
export function rerenderRequest(
  kind: Rerender["kind"],
  taskId: number,
  rows: readonly FrameRow[],
  whole: boolean,
): Rerender {
  if (whole && kind !== "selected") return { kind, taskId };
  return { kind: "selected", taskId, ids: rows.map((row) => row.frame.id) };
}

/** The price of rendering these frames again: per frame type, frames x median, cheapest to 95th percentile. */
export const priceRerender = (rows: readonly FrameRow[], costsByType: FrameFigures["costsByType"]) =>
  priceEnded(rows, rows.length, costsByType);

/**
 * The price of rendering again so many frames, of which these are known: the others are taken to be of the same types in
 * the same proportion. null when nothing is known of any.
 */
export function priceEnded(
  rows: readonly FrameRow[],
  count: number,
  costsByType: FrameFigures["costsByType"],
): PriceRange | null {
  const frames = new Map<number | null, number>();
  for (const { frame } of rows) frames.set(frame.typeCode, (frames.get(frame.typeCode) ?? 0) + 1);
  return priceFrames(
    [...frames].map(([type, known]) => ({
      frames: Math.round((known / rows.length) * count),
      costs: costsByType.get(type) ?? [],
      mean: null,
    })),
  );
}

/** Whether a frame read back shows that it was taken up again. */
export function wasTakenUp(before: FrameRow, after: FrameRow | undefined): boolean {
  if (after === undefined) return false;
  return after.frame.resubmits > before.frame.resubmits || !frameStatus(after.frame.statusCode).isEnded;
}
