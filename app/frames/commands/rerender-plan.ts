/** What a rerender would do and cost, before it is sent; what became of each frame afterwards. Pure. */

import { frameStatus } from "../../protocol/frames/frame";
import { type ChargesByType, meanFrameCharge, type PriceRange, priceOfRerender } from "../../protocol/pricing";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { FrameRow } from "../../queries/frames/frame-set";
import type { Rerender } from "../../queries/frames/rerender-frames";

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

/** The price of rendering `count` frames of a leaf again, of which these are loaded. */
export const rerenderPrice = (
  leaf: TaskNode,
  charges: ChargesByType,
  rows: readonly FrameRow[],
  count = rows.length,
): PriceRange | null =>
  priceOfRerender([{ count, frames: rows.map(({ frame }) => frame), charges, mean: meanFrameCharge(leaf.rollUp) }]);

/** Whether a frame read back shows that it was taken up again. */
export function wasTakenUp(before: FrameRow, after: FrameRow | undefined): boolean {
  if (after === undefined) return false;
  return after.frame.resubmits > before.frame.resubmits || !frameStatus(after.frame.statusCode).isEnded;
}
