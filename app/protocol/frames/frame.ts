/** FrameInfo (endpoints-2018 section 9.14): as the farm sends it and as the page uses it. */
import * as z from "zod/mini";
import { pageSchema } from "../wire/page";
import {
  anything,
  bytes,
  count,
  epochMs,
  flag,
  gigabytes,
  integer,
  mixedDuration,
  money,
  percent,
  percentText,
  requiredId,
  rowSchema,
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
  /** Number of resubmissions. */
  readonly resubmits: number;
  /** `taskOverTime` of the frame. Which limit that is, reminder or frame stop, is not certain: prefer the task's frameLimitSeconds. */
  readonly timeLimitSeconds: number | null;
  /** The farm marks the frame as past the reminder of its task; null where it does not say. */
  readonly isOverdue: boolean | null;
  readonly simulationNode: string | null;
  /** Memory that is charged, and memory of the rented machine. */
  readonly ramGb: number | null;
  readonly rentedRamGb: number | null;
  /** Per cent of its run that is done; null while it does not render and in the dialect of 2018. */
  readonly progressPercent: number | null;
  readonly dispatcherTaskId: string;
  readonly dispatcherJobId: string;
  /** Address of the machine of its last run; null before the first run and in the dialect of 2018 (endpoints-current section 4). */
  readonly node: string | null;
  /** Mean CPU load of its run, 100 for the whole machine; a load near 0 for a long time means that it hangs (frame-hang.ts). */
  readonly cpuPercent: number | null;
  readonly memoryBytes: number | null;
};

/** FrameInfo with the farm's member names. */
export const frameInfoSchema = z.object({
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
  recommitFlag: count,
  isCopy: anything,
  taskOverTime: mixedDuration,
  isOverTime: flag,
  gopName: text,
  frameRam: gigabytes,
  renderRam: gigabytes,
  frameProgress: percentText,
  nodeId: text,
  averageCpu: percent,
  averageMemory: bytes,
  currentRenderTime: seconds,
});

/** One FrameInfo. Fails only without a valid id. taskOverTime is ms from 1,000,000 on, else seconds (section 5). */
export const frameSchema = rowSchema(
  frameInfoSchema,
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
    isOverdue: wire.isOverTime,
    simulationNode: wire.gopName,
    ramGb: wire.frameRam,
    rentedRamGb: wire.renderRam,
    progressPercent: wire.frameProgress,
    dispatcherTaskId: wire.munuTaskId,
    dispatcherJobId: wire.munuJobId,
    node: wire.nodeId || null,
    cpuPercent: wire.averageCpu,
    memoryBytes: wire.averageMemory || null,
  }),
);

/** A page of queryTaskFrames. */
export const framePageSchema = pageSchema(frameSchema);

/** Account-wide frame totals (section 9.15); the remainder of `totalFrames` is abandoned frames (section 5). */
export const frameStatsSchema = z.object({
  executingFramesTotal: count,
  doneFramesTotal: count,
  failedFramesTotal: count,
  waitingFramesTotal: count,
  totalFrames: count,
});
