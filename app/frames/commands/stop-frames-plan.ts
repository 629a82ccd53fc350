/** What a stop of frames would do, before it is sent; what became of each frame afterwards. Pure. */
import { type Frame, frameStatus, frameStatuses } from "../../protocol/frames/frame";
import { elapsedOf } from "../../protocol/frames/frame-figures";
import { frameCharge } from "../../protocol/pricing";
import type { StopFrames } from "../../queries/frames/current-frame-commands";
import type { FrameRow } from "../../queries/frames/frame-set";

/** Which frames: the selected ones, those that render, those that wait, or both. */
export type StopKind = "selected" | "rendering" | "waiting" | "all";

const RENDERING = 2;
/** Every known state before rendering. */
const waitingStates = frameStatuses
  .filter(({ isEnded: ended, code }) => !ended && code !== RENDERING)
  .map(({ code }) => code);
const statesOf = { rendering: [RENDERING], waiting: waitingStates } as const;

/** Frames that can be stopped: those that have not ended. Of a state nobody knows nothing is assumed. */
export const canStop = ({ frame }: FrameRow) => {
  const { isEnded: ended, name } = frameStatus(frame.statusCode);
  return !ended && name !== "unknown";
};

const renders = ({ frame }: FrameRow) => frame.statusCode === RENDERING;

/** The frames a kind of stop goes to. */
export function stopTargets(kind: StopKind, rows: readonly FrameRow[], selected: ReadonlySet<number>): FrameRow[] {
  return rows.filter(
    (row) =>
      canStop(row) &&
      (kind === "all" || (kind === "selected" ? selected.has(row.frame.id) : (kind === "rendering") === renders(row))),
  );
}

/** What to send so that exactly these frames stop; where only a part of the task is in view they are named. */
export function stopRequest(kind: StopKind, taskId: number, rows: readonly FrameRow[], whole: boolean): StopFrames {
  if (!whole || kind === "selected") return { kind: "ids", taskId, ids: rows.map((row) => row.frame.id) };
  if (kind === "all") return { kind, taskId };
  return { kind: "states", taskId, states: statesOf[kind] };
}

export type StopLoss = {
  readonly waiting: number;
  readonly rendering: number;
  /** Seconds the rendering ones have rendered so far, which are lost. */
  readonly seconds: number;
  readonly cost: number;
};

/** What is lost by stopping these frames. */
export function stopLoss(rows: readonly FrameRow[], nowMs: number): StopLoss {
  const running: Frame[] = rows.filter(renders).map(({ frame }) => frame);
  return {
    waiting: rows.length - running.length,
    rendering: running.length,
    seconds: running.reduce((sum, frame) => sum + (elapsedOf(frame, nowMs) ?? 0), 0),
    cost: running.reduce((sum, frame) => sum + frameCharge(frame), 0),
  };
}

/** Whether a frame read back shows that it came to an end: stopped, or done before it could be. */
export const hasStopped = (_: FrameRow, after: FrameRow | undefined) =>
  after !== undefined && frameStatus(after.frame.statusCode).isEnded;
