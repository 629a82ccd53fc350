/** Figures of a task's frames: medians, outliers, throughput and time to the time limit. */

import { type ChargeSum, frameCharge, sumCharges } from "../charges";
import { ascending, type ChargesByType, chargesByType, quantile } from "../pricing";
import type { EtaRange } from "../tasks/task-estimate";
import type { Frame } from "./frame";
import { isHung } from "./frame-hang";
import { FRAME, frameStatus } from "./frame-status";

/** A frame this many times slower than the median of its type is an outlier. */
export const OUTLIER_RATIO = 2.5;
/** Least number of finished frames for which a median and a rate are computed. */
const MIN_BASIS = 3;
/** The rate is computed from this many recent frames, so that it follows a change of machines. */
const RATE_BASIS = 60;
/** Half-width of an 80 % interval in standard deviations. */
const Z80 = 1.28;

export type Spread = {
  readonly median: number;
  readonly p95: number;
  readonly slowest: number;
  readonly count: number;
};

/** Frames per minute and the estimated end; `eta` is null when no frame remains. */
export type Pace = { readonly perMinute: number; readonly eta: EtaRange | null };

export type FrameFigures = {
  /** Frames per state code. */
  readonly states: ReadonlyMap<number | null, number>;
  readonly total: number;
  readonly done: number;
  /** Sum of the charges of all frames. */
  readonly charge: ChargeSum;
  /** Render seconds of finished frames, all types together. */
  readonly seconds: Spread | null;
  /** Median render seconds by frame type, for types with at least three finished frames. */
  readonly medianByType: ReadonlyMap<number | null, number>;
  /** The frames that prices are computed from, and the charges of the finished ones. */
  readonly basis: readonly Frame[];
  readonly charges: ChargesByType;
  readonly resubmitted: number;
  /** Highest ratio of a rendering frame's time to the median of its type; null when there is none to compare. */
  readonly slowestRunning: number | null;
  readonly outliers: number;
  /** Rendering frames that hang. */
  readonly hung: number;
  /** Whether any frame has a render time to show. */
  readonly hasTimes: boolean;
  /** Epoch ms at which a time limit will stop the first rendering frame. */
  readonly firstTimeoutMs: number | null;
  /** The frame stop of the task; null where the farm does not send it, so that times left are not certain. */
  readonly taskLimitSeconds: number | null;
  readonly pace: Pace | null;
};

/** Render seconds of a frame: until now while it renders, the farm's figure after its end; null when it never ran. */
export function elapsedSeconds(frame: Frame, nowMs: number): number | null {
  if (frame.statusCode === FRAME.rendering) {
    return frame.startedMs === null ? null : Math.max(0, (nowMs - frame.startedMs) / 1000);
  }
  // A frame that was stopped before its start has no start time and a render time of 0.
  if (frame.statusCode === FRAME.stopped && frame.startedMs === null && frame.renderSeconds === 0) return null;
  return frameStatus(frame.statusCode).isEnded ? frame.renderSeconds : null;
}

/** Render time divided by the median of the frame's type; null when either is missing. */
export function slownessRatio(frame: Frame, medianByType: FrameFigures["medianByType"], nowMs: number): number | null {
  const median = medianByType.get(frame.typeCode);
  const elapsed = elapsedSeconds(frame, nowMs);
  return median && elapsed !== null ? elapsed / median : null;
}

/**
 * Seconds until the frame stop ends a rendering frame, negative after that; null without a limit or a start.
 * `taskLimitSeconds` is the frame stop of the task. Without it the frame's own limit counts, which may be the reminder instead.
 */
export function secondsUntilTimeout(frame: Frame, taskLimitSeconds: number | null, nowMs: number): number | null {
  const limit = taskLimitSeconds ?? frame.timeLimitSeconds;
  if (frame.statusCode !== FRAME.rendering || frame.startedMs === null || limit === null) return null;
  return limit - (nowMs - frame.startedMs) / 1000;
}

function push<Key>(lists: Map<Key, number[]>, key: Key, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/**
 * Computes the figures in one pass over the frames and a second one that compares each with the median of its type. `basis`:
 * the frames that prices are computed from, where these are not all.
 */
export function frameFigures(
  frames: readonly Frame[],
  nowMs: number,
  basis = frames,
  taskLimitSeconds: number | null = null,
): FrameFigures {
  const states = new Map<number | null, number>();
  const secondsByType = new Map<number | null, number[]>();
  const allSeconds: number[] = [];
  const ends: number[] = [];
  const rendering: Frame[] = [];
  let [resubmitted, unfinished, firstTimeoutMs] = [0, 0, Number.POSITIVE_INFINITY];
  for (const frame of frames) {
    states.set(frame.statusCode, (states.get(frame.statusCode) ?? 0) + 1);
    if (frame.resubmits > 0) resubmitted += 1;
    if (!frameStatus(frame.statusCode).isEnded) unfinished += 1;
    if (frame.statusCode === FRAME.done) {
      if (frame.endedMs !== null) ends.push(frame.endedMs);
      if (frame.renderSeconds !== null) {
        push(secondsByType, frame.typeCode, frame.renderSeconds);
        allSeconds.push(frame.renderSeconds);
      }
    } else if (frame.statusCode === FRAME.rendering) {
      rendering.push(frame);
      const left = secondsUntilTimeout(frame, taskLimitSeconds, nowMs);
      if (left !== null) firstTimeoutMs = Math.min(firstTimeoutMs, nowMs + left * 1000);
    }
  }
  const medianByType = new Map<number | null, number>();
  for (const [type, list] of secondsByType) {
    const median = list.length < MIN_BASIS ? null : quantile(ascending(list), 0.5);
    if (median !== null) medianByType.set(type, median);
  }
  let outliers = 0;
  for (const frame of frames) if (isOutlier(frame, { medianByType }, nowMs)) outliers += 1;
  const running = ascending(rendering.flatMap((frame) => slownessRatio(frame, medianByType, nowMs) ?? []));
  return {
    states,
    total: frames.length,
    done: states.get(FRAME.done) ?? 0,
    charge: sumCharges(frames.map(frameCharge)),
    seconds: spread(allSeconds),
    medianByType,
    basis,
    charges: chargesByType(basis),
    resubmitted,
    slowestRunning: running.at(-1) ?? null,
    outliers,
    hung: rendering.filter((frame) => isHung(frame, medianByType, nowMs)).length,
    hasTimes: allSeconds.length > 0 || rendering.length > 0,
    taskLimitSeconds,
    firstTimeoutMs: Number.isFinite(firstTimeoutMs) ? firstTimeoutMs : null,
    pace: rendering.length === 0 ? null : paceOf(ends, unfinished, nowMs),
  };
}

function spread(list: number[]): Spread | null {
  const sorted = ascending(list);
  const [median, p95, slowest] = [quantile(sorted, 0.5), quantile(sorted, 0.95), sorted.at(-1)];
  if (median === null || p95 === null || slowest === undefined) return null;
  return { median, p95, slowest, count: sorted.length };
}

/**
 * The rate at which recent frames ended, and the 80 % range (of a Poisson count) of the time at which the unfinished frames
 * will be done. null when fewer than three frames have ended.
 */
export function paceOf(endsMs: readonly number[], unfinished: number, nowMs: number): Pace | null {
  const recent = ascending(endsMs.filter((end) => end <= nowMs)).subarray(-RATE_BASIS);
  const first = recent[0];
  if (recent.length < MIN_BASIS || first === undefined || nowMs <= first) return null;
  // The first end only starts the window: n further ends give n intervals until now.
  const counted = recent.length - 1;
  const rate = counted / (nowMs - first);
  if (rate === 0) return null;
  const spreadOfRate = Math.min(0.75, Z80 / Math.sqrt(counted));
  const eta =
    unfinished === 0
      ? null
      : {
          earliestMs: nowMs + unfinished / (rate * (1 + spreadOfRate)),
          latestMs: nowMs + unfinished / (rate * (1 - spreadOfRate)),
        };
  return { perMinute: rate * 60_000, eta };
}

/** Whether a frame is OUTLIER_RATIO times slower than the median of its type, or hangs. */
export function isOutlier(frame: Frame, { medianByType }: Pick<FrameFigures, "medianByType">, nowMs: number): boolean {
  return (slownessRatio(frame, medianByType, nowMs) ?? 0) > OUTLIER_RATIO || isHung(frame, medianByType, nowMs);
}
