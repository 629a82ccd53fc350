/** What a rerender sends and costs, and whether each frame was rendered again afterwards. */
import { hasRestarted } from "../../protocol/frames/frame-restart";
import { countedState, frameStatus, isRerenderableType, rerenderableStates } from "../../protocol/frames/frame-status";
import { type ChargesByType, meanFrameCharge, type PriceRange, priceOfFrames } from "../../protocol/pricing";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { FrameRow } from "../../queries/frames/frame-set";
import type { RefusedStates } from "../../queries/frames/refused-states";
import type { Rerender } from "../../queries/frames/rerender-frames";

/** Frames that ended with an error or were stopped by the time limit: the farm counts both as failed. */
export const isFailed = (row: FrameRow) => countedState(row.frame.statusCode) === "failed";

/** States of failed and stopped frames with their numbers of frames, without the one that "failed" covers exactly. */
export function rerenderStates(rows: readonly FrameRow[]): readonly (readonly [state: number, count: number])[] {
  const rerenderable = rows.filter((row) => canRerender(row));
  const counts = rerenderableStates
    .map((state) => [state, rerenderable.filter((row) => row.frame.statusCode === state).length] as const)
    .filter(([, count]) => count > 0);
  const failed = counts.filter(([state]) => countedState(state) === "failed");
  return failed.length > 1 ? counts : counts.filter((entry) => !failed.includes(entry));
}

/** Frames that the farm makes from others: they are never rendered again by themselves. */
export const isDerived = (row: FrameRow) => !isRerenderableType(row.frame.typeCode);

/**
 * Only frames that have ended can be rendered again, the others wait or render already; and of these only those of a type and a
 * state that the farm takes.
 */
export const canRerender = (row: FrameRow, refused: RefusedStates = noRefusedStates) =>
  frameStatus(row.frame.statusCode).isEnded && !isDerived(row) && !isRefused(row, refused);

/** The farm has refused to render frames in this state again. */
export const isRefused = ({ frame }: FrameRow, refused: RefusedStates) => refused.has(frame.statusCode ?? -1);

const noRefusedStates: RefusedStates = new Map();

/**
 * The request that renders exactly these frames again. The farm's own "failed" and "all" go to the complete task, so where
 * only a part of it is meant (a search, a page that failed, a paused load, frames left out) the frames are named by id.
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
  priceOfFrames([{ count, frames: rows.map(({ frame }) => frame), charges, mean: meanFrameCharge(leaf.rollUp) }]);

/** Whether a frame that was read back is rendered again. */
export const isTakenUp = (before: FrameRow, after: FrameRow | undefined): boolean =>
  hasRestarted(before.frame, after?.frame);
