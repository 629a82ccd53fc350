/** Filter and sort of loaded frames, fast enough for 100,000. */

import { frameCharge } from "../../protocol/charges";
import type { Frame } from "../../protocol/frames/frame";
import {
  elapsedSeconds,
  type FrameFigures,
  isOutlier,
  secondsUntilTimeout,
  slownessRatio,
} from "../../protocol/frames/frame-figures";
import type { FrameName } from "../../protocol/frames/frame-name";
import { type FrameRange, matchesRange } from "../../protocol/frames/frame-range";
import { FRAME, frameStatus } from "../../protocol/frames/frame-status";
import { hungOrSlow } from "../../protocol/frames/hung-or-slow";
import { nodeOrder } from "../../protocol/frames/node-failures";
import { OVERDUE } from "../../protocol/tasks/task-status-order";
import { foldText } from "../../protocol/wire/fold-text";
import type { FrameRow } from "../../queries/frames/frame-set";
import type { sortColumns } from "./frame-search";

/** Type filter for frames without a type code. */
export const NO_TYPE = "none";

/** Chips beside the states of the farm: rendering frames that hang or are slow; frames of any state that are outliers. */
export const HUNG_OR_SLOW = "hung";
export const OUTLIER = "outlier";

export type FrameFilter = {
  /** Names of states, HUNG_OR_SLOW, OUTLIER and OVERDUE. */
  readonly status: ReadonlySet<string>;
  readonly type: ReadonlySet<string>;
  /** Part of a name, as the farm writes it or as its label. */
  readonly text: string;
  readonly labelOf: (name: FrameName) => string;
  readonly ranges: readonly FrameRange[] | null;
  /** Address of a node; "": all frames. */
  readonly node: string;
  /** Median render seconds by frame type, and the time at which running frames are compared with it. */
  readonly medianByType: FrameFigures["medianByType"];
  readonly nowMs: number;
};

export type FilteredFrames = {
  readonly rows: readonly FrameRow[];
  /** Frames per state name and per type code among those that match all other filters. */
  readonly statusCounts: ReadonlyMap<string, number>;
  readonly typeCounts: ReadonlyMap<string, number>;
};

/** Whether a name has a frame number in the ranges; an opaque name has no number. */
export function inRanges(name: FrameName, ranges: readonly FrameRange[]): boolean {
  switch (name.kind) {
    case "single":
    case "tile":
      return matchesRange(ranges, name.frame);
    case "group":
      return ranges.some((range) => meets(name, range));
    case "opaque":
      return false;
  }
}

type Steps = { readonly first: number; readonly last: number | null; readonly step: number };

/** Whether two stepped ranges share a number. Walks the one with larger steps, for one period at most. */
function meets(a: Steps, b: Steps): boolean {
  const [wide, narrow] = a.step >= b.step ? [a, b] : [b, a];
  const last = Math.min(wide.last ?? Number.POSITIVE_INFINITY, narrow.last ?? Number.POSITIVE_INFINITY);
  const skipped = Math.max(0, Math.ceil((narrow.first - wide.first) / wide.step));
  let number = wide.first + skipped * wide.step;
  // Between two steps of 1 or less lie sub-frames.
  if (narrow.step <= 1) return number <= last;
  for (let tried = 0; tried < narrow.step && number <= last; tried += 1, number += wide.step)
    if ((number - narrow.first) % narrow.step === 0) return true;
  return false;
}

/** Whether a name contains a text (foldText). The label of a single frame is the farm's name. */
function isNamed({ frame, name }: FrameRow, text: string, labelOf: FrameFilter["labelOf"]): boolean {
  if (foldText(frame.name).includes(text)) return true;
  return (name.kind === "tile" || name.kind === "group") && foldText(labelOf(name)).includes(text);
}

/** The matching rows in their order (the same array when all match) and the counts of the chips. */
export function filterFrames(rows: readonly FrameRow[], filter: FrameFilter): FilteredFrames {
  const statusCounts = new Map<string, number>();
  const typeCounts = new Map<string, number>();
  const { type, labelOf, ranges, node, medianByType, nowMs } = filter;
  // A frame of any state may be overdue: that chip narrows what the other chips choose.
  const onlyOverdue = filter.status.has(OVERDUE);
  const status = new Set([...filter.status].filter((key) => key !== OVERDUE));
  const [byHungOrSlow, byOutlier] = [status.has(HUNG_OR_SLOW), status.has(OUTLIER)];
  let [overdue, hungOrSlowCount, outliers] = [0, 0, 0];
  const text = foldText(filter.text);
  const matching: FrameRow[] = [];
  const startRun = ({ statusCode, typeCode }: Frame) => {
    const [state, kind] = [frameStatus(statusCode).name, String(typeCode ?? NO_TYPE)];
    const [ofStatus, ofType] = [status.size === 0 || status.has(state), type.size === 0 || type.has(kind)];
    return { statusCode, typeCode, state, kind, ofStatus, ofType, length: 0, chosen: 0 };
  };
  const endRun = ({ state, kind, ofType, length, chosen }: ReturnType<typeof startRun>) => {
    if (ofType) statusCounts.set(state, (statusCounts.get(state) ?? 0) + length);
    if (chosen > 0) typeCounts.set(kind, (typeCounts.get(kind) ?? 0) + chosen);
  };
  // Neighbours mostly share state and type, so these are looked up once per run of equal frames.
  let run: ReturnType<typeof startRun> | null = null;
  for (const row of rows) {
    const { frame, name } = row;
    if (node !== "" && frame.node !== node) continue;
    if (text !== "" && !isNamed(row, text, labelOf)) continue;
    if (ranges !== null && !inRanges(name, ranges)) continue;
    if (run === null || run.statusCode !== frame.statusCode || run.typeCode !== frame.typeCode) {
      if (run) endRun(run);
      run = startRun(frame);
    }
    const isTroubled = frame.statusCode === FRAME.rendering && hungOrSlow(frame, medianByType, nowMs) !== null;
    const isSlowest = byOutlier && isOutlier(frame, filter, nowMs);
    const ofStatus = run.ofStatus || (byHungOrSlow && isTroubled) || isSlowest;
    const isChosen = ofStatus && run.ofType;
    if (frame.isOverdue === true && isChosen) overdue += 1;
    if (onlyOverdue && frame.isOverdue !== true) continue;
    run.length += 1;
    if (ofStatus) run.chosen += 1;
    if (isTroubled && run.ofType) hungOrSlowCount += 1;
    if (isSlowest && run.ofType) outliers += 1;
    if (isChosen) matching.push(row);
  }
  if (run) endRun(run);
  if (overdue > 0) statusCounts.set(OVERDUE, overdue);
  if (hungOrSlowCount > 0) statusCounts.set(HUNG_OR_SLOW, hungOrSlowCount);
  if (outliers > 0) statusCounts.set(OUTLIER, outliers);
  return { rows: matching.length === rows.length ? rows : matching, statusCounts, typeCounts };
}

export type FrameSortValue = number | string | null;

/** The value each sortable column compares; frames without one come last in both directions. */
export const frameSortValues = {
  status: (row) => frameStatus(row.frame.statusCode).code,
  type: (row) => row.frame.typeCode,
  time: (row, { nowMs }) => elapsedSeconds(row.frame, nowMs),
  ratio: (row, { figures, nowMs }) => slownessRatio(row.frame, figures.medianByType, nowMs),
  node: (row) => (row.frame.node === null ? null : nodeOrder(row.frame.node)),
  cpu: (row) => row.frame.cpuPercent,
  memory: (row) => row.frame.memoryBytes,
  cost: (row) => frameCharge(row.frame),
  resubmits: (row) => row.frame.resubmits,
  started: (row) => row.frame.startedMs,
  ended: (row) => row.frame.endedMs,
  timeout: (row, { figures, nowMs }) => secondsUntilTimeout(row.frame, figures.taskLimitSeconds, nowMs),
} as const satisfies Record<
  Exclude<(typeof sortColumns)[number], "frame">,
  (row: FrameRow, context: SortContext) => number | null
>;

type SortContext = { readonly figures: FrameFigures; readonly nowMs: number };
type SortKey = keyof typeof frameSortValues;
const isSortKey = (key: string): key is SortKey => Object.hasOwn(frameSortValues, key);

/** Rows (given in natural order) sorted by a column; "frame" is the natural order. */
export function sortFrames(
  rows: readonly FrameRow[],
  column: string,
  descending: boolean,
  context: SortContext,
): readonly FrameRow[] {
  if (!isSortKey(column)) return descending ? rows.toReversed() : rows;
  const value = frameSortValues[column];
  const direction = descending ? -1 : 1;
  // The sort is stable, so equal values remain in natural order.
  const keyed = rows.map((row) => ({ row, value: value(row, context) }));
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1;
    return (a.value - b.value) * direction;
  });
  return keyed.map(({ row }) => row);
}
