/** What a stop of frames sends and loses, and whether each frame has stopped afterwards. */

import { type ChargeSum, frameCharge, sumCharges } from "../../protocol/charges";
import { elapsedSeconds } from "../../protocol/frames/frame-figures";
import { FRAME, frameStatus, waitingStates } from "../../protocol/frames/frame-status";
import type { StopFrames } from "../../queries/frames/current-frame-commands";
import type { FrameRow } from "../../queries/frames/frame-set";
import { isDerived } from "./rerender-plan";

/** Frames to stop: the selected ones, those that render, those that wait, or both. */
export type StopKind = "selected" | "rendering" | "waiting" | "all";

const statesOf = { rendering: [FRAME.rendering], waiting: waitingStates } as const;

/** Frames that can be stopped: those that have not ended. An unknown state cannot. */
export const canStop = ({ frame }: FrameRow) => {
  const { isEnded, name } = frameStatus(frame.statusCode);
  return !isEnded && name !== "unknown";
};

const isRendering = ({ frame }: FrameRow) => frame.statusCode === FRAME.rendering;

/** The frames a kind of stop goes to. */
export function stopTargets(kind: StopKind, rows: readonly FrameRow[], selected: ReadonlySet<number>): FrameRow[] {
  return rows.filter(
    (row) =>
      canStop(row) &&
      (kind === "all" ||
        (kind === "selected" ? selected.has(row.frame.id) : (kind === "rendering") === isRendering(row))),
  );
}

/** The request that stops exactly these frames; where only a part of the task is loaded they are named by id. */
export function stopRequest(
  kind: StopKind,
  taskId: number,
  rows: readonly FrameRow[],
  isComplete: boolean,
): StopFrames {
  if (!isComplete || kind === "selected") return { kind: "ids", taskId, ids: rows.map((row) => row.frame.id) };
  if (kind === "all") return { kind, taskId };
  return { kind: "states", taskId, states: statesOf[kind] };
}

/** What the rendering frames among those to stop have used: it is lost. */
export type StopLoss = {
  readonly waiting: number;
  readonly rendering: number;
  readonly seconds: number;
  readonly charge: ChargeSum;
};

export function stopLoss(rows: readonly FrameRow[], nowMs: number): StopLoss {
  const rendering = rows.filter(isRendering).map(({ frame }) => frame);
  return {
    waiting: rows.length - rendering.length,
    rendering: rendering.length,
    seconds: rendering.reduce((sum, frame) => sum + (elapsedSeconds(frame, nowMs) ?? 0), 0),
    charge: sumCharges(rendering.map(frameCharge)),
  };
}

/** Rendering frames that can be stopped and rendered again: not those that the farm makes from others. */
export const canStopAndRerender = (row: FrameRow) => isRendering(row) && !isDerived(row);

/** Whether a frame that was read back has ended: it stopped, or finished before it could be stopped. */
export const hasStopped = (_: FrameRow, after: FrameRow | undefined) =>
  after !== undefined && frameStatus(after.frame.statusCode).isEnded;
