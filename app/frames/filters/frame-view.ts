/** From loaded frames to rows on the screen: filter and sort. Pure; sized for 100,000 frames. */
import { type Frame, frameStatus } from "../../protocol/frames/frame";
import { elapsedOf, type FrameFigures, slowness, timeLeft } from "../../protocol/frames/frame-figures";
import type { FrameName } from "../../protocol/frames/frame-name";
import { type FrameRange, matchesRange } from "../../protocol/frames/frame-range";
import { nodeOrder } from "../../protocol/frames/node-failures";
import { frameCharge } from "../../protocol/pricing";
import type { FrameRow } from "../../queries/frames/frame-set";
import type { sortColumns } from "./frame-search";

/** Stands in the filter for a frame without a type code. */
export const NO_TYPE = "none";

export type FrameFilter = {
  readonly status: ReadonlySet<string>;
  readonly type: ReadonlySet<string>;
  /** Part of a name, as the farm writes it or as it is shown. */
  readonly text: string;
  readonly shownName: (name: FrameName) => string;
  readonly ranges: readonly FrameRange[] | null;
  /** Address of a machine; "": any, or none. */
  readonly node: string;
};

export type FilteredFrames = {
  readonly rows: readonly FrameRow[];
  /** Frames per state name and per type code among those that match everything else. */
  readonly statusCounts: ReadonlyMap<string, number>;
  readonly typeCounts: ReadonlyMap<string, number>;
};

/** The frame numbers a name stands for; an opaque name stands for none. */
function inRanges(name: FrameName, ranges: readonly FrameRange[]): boolean {
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

/** Whether two stepped ranges have a number in common. Walks the one with larger steps, for one period at most. */
function meets(a: Steps, b: Steps): boolean {
  const [wide, narrow] = a.step >= b.step ? [a, b] : [b, a];
  const last = Math.min(wide.last ?? Number.POSITIVE_INFINITY, narrow.last ?? Number.POSITIVE_INFINITY);
  const skipped = Math.max(0, Math.ceil((narrow.first - wide.first) / wide.step));
  let number = wide.first + skipped * wide.step;
  for (let tried = 0; tried < narrow.step && number <= last; tried += 1, number += wide.step)
    if ((number - narrow.first) % narrow.step === 0) return true;
  return false;
}

/** Whether a name holds a text, upper case or lower. What is shown of a single frame is what the farm calls it. */
function isNamed({ frame, name }: FrameRow, text: string, shownName: FrameFilter["shownName"]): boolean {
  if (frame.name.toLowerCase().includes(text)) return true;
  return (name.kind === "tile" || name.kind === "group") && shownName(name).toLowerCase().includes(text);
}

/** The rows that match, in their order (the very list when all do), and the counts of the chips. */
export function filterFrames(rows: readonly FrameRow[], filter: FrameFilter): FilteredFrames {
  const statusCounts = new Map<string, number>();
  const typeCounts = new Map<string, number>();
  const { status, type, shownName, ranges, node } = filter;
  const text = filter.text.toLowerCase();
  const matching: FrameRow[] = [];
  const startRun = ({ statusCode, typeCode }: Frame) => {
    const [state, kind] = [frameStatus(statusCode).name, String(typeCode ?? NO_TYPE)];
    const [ofStatus, ofType] = [status.size === 0 || status.has(state), type.size === 0 || type.has(kind)];
    return { statusCode, typeCode, state, kind, ofStatus, ofType, length: 0 };
  };
  const endRun = ({ state, kind, ofStatus, ofType, length }: ReturnType<typeof startRun>) => {
    if (ofType) statusCounts.set(state, (statusCounts.get(state) ?? 0) + length);
    if (ofStatus) typeCounts.set(kind, (typeCounts.get(kind) ?? 0) + length);
  };
  // Neighbours are mostly alike: what state and type come to is looked up once for a run of them.
  let run: ReturnType<typeof startRun> | null = null;
  for (const row of rows) {
    const { frame, name } = row;
    if (node !== "" && frame.node !== node) continue;
    if (text !== "" && !isNamed(row, text, shownName)) continue;
    if (ranges !== null && !inRanges(name, ranges)) continue;
    if (run === null || run.statusCode !== frame.statusCode || run.typeCode !== frame.typeCode) {
      if (run) endRun(run);
      run = startRun(frame);
    }
    run.length += 1;
    if (run.ofStatus && run.ofType) matching.push(row);
  }
  if (run) endRun(run);
  return { rows: matching.length === rows.length ? rows : matching, statusCounts, typeCounts };
}

export type FrameSortValue = number | string | null;

/** What each sortable column compares; frames without a value come last either way. */
export const frameSortValues = {
  status: (row) => frameStatus(row.frame.statusCode).code,
  type: (row) => row.frame.typeCode,
  time: (row, { nowMs }) => elapsedOf(row.frame, nowMs),
  ratio: (row, { figures, nowMs }) => slowness(row.frame, figures.medianByType, nowMs),
  node: (row) => (row.frame.node === null ? null : nodeOrder(row.frame.node)),
  cpu: (row) => row.frame.cpuPercent,
  memory: (row) => row.frame.memoryBytes,
  cost: (row) => frameCharge(row.frame),
  resubmits: (row) => row.frame.resubmits,
  started: (row) => row.frame.startedMs,
  ended: (row) => row.frame.endedMs,
  timeout: (row, { nowMs }) => timeLeft(row.frame, nowMs),
} as const satisfies Record<
  Exclude<(typeof sortColumns)[number], "frame">,
  (row: FrameRow, present: Present) => number | null
>;

type Present = { readonly figures: FrameFigures; readonly nowMs: number };
type SortKey = keyof typeof frameSortValues;
const isSortKey = (key: string): key is SortKey => Object.hasOwn(frameSortValues, key);

/** Rows (given in natural order) by a column; by "frame" they stay as they are, or reversed. */
export function sortFrames(
  rows: readonly FrameRow[],
  column: string,
  descending: boolean,
  present: Present,
): readonly FrameRow[] {
  if (!isSortKey(column)) return descending ? rows.toReversed() : rows;
  const value = frameSortValues[column];
  const direction = descending ? -1 : 1;
  // Natural order is the tie-break: the sort is stable and the rows come in it.
  const keyed = rows.map((row) => ({ row, value: value(row, present) }));
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1;
    return (a.value - b.value) * direction;
  });
  return keyed.map(({ row }) => row);
}
