/** FrameInfo (endpoints-2018 section 9.14) and the tables of frame states (3.2) and frame types (3.3). */
import * as z from "zod/mini";
import type { StatusTone } from "../tasks/task-status";
import {
  anything,
  bytes,
  epochMs,
  gigabytes,
  integer,
  mixedDuration,
  money,
  percent,
  requiredId,
  rowOf,
  seconds,
  text,
  textOrEmpty,
} from "../wire/wire";

/** One frame, tile or group of frames rendered by one machine. Moments are epoch ms, durations seconds. */
export type Frame = {
  readonly id: number;
  readonly taskId: number | null;
  /** A name, not a number: "10", "0-1" (with tile "1"), "2-4[1]". */
  readonly name: string;
  /** 1-based tile number as text; null when the frame is not tiled. */
  readonly tile: string | null;
  readonly statusCode: number | null;
  readonly typeCode: number | null;
  readonly startedMs: number | null;
  readonly endedMs: number | null;
  readonly renderSeconds: number | null;
  readonly accountCost: number | null;
  readonly couponCost: number | null;
  readonly arrears: number | null;
  readonly price: number | null;
  readonly feeType: number | null;
  /** How often it was resubmitted, from 0. */
  readonly resubmits: number;
  readonly timeLimitSeconds: number | null;
  readonly simulationNode: string | null;
  readonly ramGb: number | null;
  readonly dispatcherTaskId: string;
  readonly dispatcherJobId: string;
  /** Address of the machine it ran on last; null in the 2018 protocol and before it ran (endpoints-current section 4). */
  readonly node: string | null;
  /** Mean load of its run, of one machine; next to nothing for long means that it hangs. */
  readonly cpuPercent: number | null;
  readonly memoryBytes: number | null;
};

export type FrameStatus = {
  readonly code: number;
  readonly name: FrameStatusName;
  readonly tone: StatusTone;
  readonly isEnded: boolean;
};

/** Codes of the frame states (section 3.2) by name. */
export const FRAME = {
  waiting: 1,
  rendering: 2,
  stopped: 3,
  done: 4,
  failed: 5,
  waitsForPreRender: 6,
  waitsForPhotonFrames: 7,
  waitsForPriorityFrames: 8,
  waitsForPhotonJob: 9,
  waitsForSimulation: 10,
  timedOut: 11,
  waitsForSubFrame: 12,
} as const;

const statusTable = [
  ["waiting", "idle", false],
  ["rendering", "active", false],
  ["stopped", "halted", true],
  ["done", "good", true],
  ["failed", "bad", true],
  ["waitsForPreRender", "held", false],
  ["waitsForPhotonFrames", "held", false],
  ["waitsForPriorityFrames", "held", false],
  ["waitsForPhotonJob", "held", false],
  ["waitsForSimulation", "held", false],
  ["timedOut", "bad", true],
  ["waitsForSubFrame", "held", false],
] as const satisfies readonly (readonly [keyof typeof FRAME, StatusTone, boolean])[];

export type FrameStatusName = keyof typeof FRAME | "unknown";

/** Every known frame state, in the order of the codes. */
export const frameStatuses: readonly FrameStatus[] = statusTable.map(([name, tone, isEnded]) => ({
  code: FRAME[name],
  name,
  tone,
  isEnded,
}));

const statusByCode = new Map(frameStatuses.map((status) => [status.code, status]));

/** The row of a frame state; an unknown code is never green and never ended. */
export function frameStatus(code: number | null): FrameStatus {
  return statusByCode.get(code ?? Number.NaN) ?? { code: code ?? -1, name: "unknown", tone: "unknown", isEnded: false };
}

/** The count of its task that a frame belongs to (FrameCounts); a frame stopped by its time limit counts as failed. */
export type CountedState = "done" | "failed" | "executing" | "stopped" | "waiting";

const countedStates: Readonly<Record<number, CountedState>> = {
  [FRAME.rendering]: "executing",
  [FRAME.stopped]: "stopped",
  [FRAME.done]: "done",
  [FRAME.failed]: "failed",
  [FRAME.timedOut]: "failed",
};

/** Every other state, unknown ones included, counts as waiting: the farm sends no count for these. */
export const countedState = (code: number | null): CountedState => countedStates[code ?? -1] ?? "waiting";

/** Frame types by code (section 3.3). */
export const frameTypes = {
  1: "preRender",
  2: "photon",
  3: "photonMerge",
  4: "priority",
  5: "main",
  6: "priorityComposite",
  7: "mainComposite",
  8: "simulation",
  9: "channel",
} as const;

/** FrameInfo member by member, under the wire's own names. */
export const frameWire = z.object({
  id: requiredId,
  userId: integer,
  framePrice: money,
  feeType: integer,
  platform: integer,
  frameIndex: textOrEmpty,
  frameBlock: text,
  frameStatus: integer,
  frameStatusText: text,
  feeAmount: money,
  couponFee: money,
  arrearsFee: money,
  startTime: epochMs,
  endTime: epochMs,
  frameExecuteTime: seconds,
  taskId: integer,
  munuTaskId: textOrEmpty,
  munuJobId: textOrEmpty,
  frameType: integer,
  recommitFlag: integer,
  isCopy: anything,
  taskOverTime: mixedDuration,
  gopName: text,
  frameRam: gigabytes,
  nodeId: text,
  averageCpu: percent,
  averageMemory: bytes,
  currentRenderTime: seconds,
});

/** One FrameInfo. Fails only without a usable id. taskOverTime: ms from 1 000 000 on, else seconds (section 5). */
export const frame = rowOf(
  frameWire,
  (wire): Frame => ({
    id: wire.id,
    taskId: wire.taskId,
    name: wire.frameIndex,
    tile: wire.frameBlock || null,
    statusCode: wire.frameStatus,
    typeCode: wire.frameType,
    startedMs: wire.startTime,
    endedMs: wire.endTime,
    renderSeconds: wire.frameExecuteTime ?? (wire.currentRenderTime || null),
    accountCost: wire.feeAmount,
    couponCost: wire.couponFee,
    arrears: wire.arrearsFee,
    price: wire.framePrice,
    feeType: wire.feeType,
    resubmits: wire.recommitFlag ?? 0,
    timeLimitSeconds:
      wire.taskOverTime && wire.taskOverTime >= 1_000_000 ? wire.taskOverTime / 1000 : wire.taskOverTime || null,
    simulationNode: wire.gopName,
    ramGb: wire.frameRam,
    dispatcherTaskId: wire.munuTaskId,
    dispatcherJobId: wire.munuJobId,
    node: wire.nodeId || null,
    cpuPercent: wire.averageCpu,
    memoryBytes: wire.averageMemory || null,
  }),
);

/** Account-wide frame totals (section 9.15); the remainder of `totalFrames` is abandoned frames (section 5). */
export const frameStats = z.object({
  executingFramesTotal: integer,
  doneFramesTotal: integer,
  failedFramesTotal: integer,
  waitingFramesTotal: integer,
  totalFrames: integer,
});
