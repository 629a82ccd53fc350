/** What a rerender sends and costs, and whether each frame was rendered again afterwards. */
import { countedState, frameStatus, rerenderableStates } from "../../protocol/frames/frame-status";
import { type ChargesByType, meanFrameCharge, type PriceRange, priceOfRerender } from "../../protocol/pricing";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { FrameRow } from "../../queries/frames/frame-set";
import type { Rerender } from "../../queries/frames/rerender-frames";

/** Frames that ended with an error or were stopped by the time limit: the farm counts both as failed. */
export const isFailed = (row: FrameRow) => countedState(row.frame.statusCode) === "failed";

/** Those states with their numbers of frames, without the one that "failed" covers exactly. */
export function rerenderStates(rows: readonly FrameRow[]): readonly (readonly [state: number, count: number])[] {
  const counts = rerenderableStates
    .map((state) => [state, rows.filter((row) => row.frame.statusCode === state).length] as const)
    .filter(([, count]) => count > 0);
  const failed = counts.filter(([state]) => countedState(state) === "failed");
  return failed.length > 1 ? counts : counts.filter((entry) => !failed.includes(entry));
}

/** Only frames that have ended can be rendered again: the others wait or render already. */
export const canRerender = (row: FrameRow) => frameStatus(row.frame.statusCode).isEnded;

/**
 * The request that renders exactly these frames again. The farm's own "failed" and "all" go to the complete task, so where
 * only a part of it is loaded (a search, a page that failed, a paused load) the frames are named by id.
 */
export function rerenderRequest(
  kind: Rerender["kind"],
  taskId: number,
  rows: readonly FrameRow[],
  isComplete: boolean,
): Rerender {
  if (isComplete && kind !== "selected") return { kind, taskId };
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

/** Whether a frame that was read back is rendered again: it waits, renders, or was resubmitted and has ended since. */
export function isTakenUp(before: FrameRow, after: FrameRow | undefined): boolean {
  if (after === undefined) return false;
  return after.frame.resubmits > before.frame.resubmits || !frameStatus(after.frame.statusCode).isEnded;
}
