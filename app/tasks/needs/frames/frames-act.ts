/** An act on single frames of several tasks: those that failed on one machine, or those that hang. */
import type { Frame } from "../../../protocol/frames/frame";
import { FRAME, frameStatus, isRerenderableType } from "../../../protocol/frames/frame-status";
import { chargesByType, meanFrameCharge, type PriceRange, priceOfFrames } from "../../../protocol/pricing";
import type { TaskNode } from "../../../protocol/tasks/task-tree";
import type { RefusedStates } from "../../../queries/frames/refused-states";

/** Hung frames are stopped first, because the farm renders only ended frames again (decision 079). */
export type FramesAct = "rerender" | "stopRerender";

/** Ids of frames by the leaf that they are in. */
export type FramesByLeaf = ReadonlyMap<number, readonly number[]>;

/** Frames of one leaf to act on. */
export type LeafFrames = { readonly leaf: TaskNode; readonly frames: readonly Frame[] };

export const countFrames = (parts: readonly LeafFrames[]): number =>
  parts.reduce((sum, { frames }) => sum + frames.length, 0);

export const idsByLeaf = (parts: readonly LeafFrames[]): FramesByLeaf =>
  new Map(parts.map(({ leaf, frames }) => [leaf.task.id, frames.map(({ id }) => id)]));

/** Whether an act applies to a frame in the state that was read: rerender to ended frames, stop and rerender to rendering ones. */
export function appliesTo(act: FramesAct, { statusCode, typeCode }: Frame, refused: RefusedStates): boolean {
  if (!isRerenderableType(typeCode)) return false;
  if (act === "stopRerender") return statusCode === FRAME.rendering && !refused.has(FRAME.stopped);
  return frameStatus(statusCode).isEnded && statusCode !== FRAME.done && !refused.has(statusCode ?? -1);
}

/** The leaves with the frames that an act applies to. A leaf that the account may not change has none. */
export function targetsOf(act: FramesAct, parts: readonly LeafFrames[], refused: RefusedStates): LeafFrames[] {
  return parts
    .filter(({ leaf }) => leaf.task.isOperable !== false)
    .map(({ leaf, frames }) => ({ leaf, frames: frames.filter((frame) => appliesTo(act, frame, refused)) }))
    .filter(({ frames }) => frames.length > 0);
}

/** What rendering these frames again will cost, each priced by the frames of its leaf. */
export const priceOfTargets = (
  targets: readonly LeafFrames[],
  basisOf: (leafId: number) => readonly Frame[],
): PriceRange | null =>
  priceOfFrames(
    targets.map(({ leaf, frames }) => ({
      count: frames.length,
      frames,
      charges: chargesByType(basisOf(leaf.task.id)),
      mean: meanFrameCharge(leaf.rollUp),
    })),
  );
