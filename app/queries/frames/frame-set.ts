/**
 * All frames of a leaf as one value that grows page by page. Pure: what a page changes is a function of the value, and so is
 * which pages to read again (frame-refresh.ts); the loading itself is in frames.ts.
 */

import { type Frame, frameStatus } from "../../protocol/frames/frame";
import { compareFrameNames, type FrameName, parseFrameName } from "../../protocol/frames/frame-name";
import type { FrameCounts } from "../../protocol/tasks/task-tree";
import type { Failure } from "../../protocol/wire/failure";
import type { Page } from "../../protocol/wire/wire";

/** Frames a request asks for: the most today's farm gives (endpoints-current section 2), so that both farms serve. */
export const FRAME_PAGE_SIZE = 100;
/** Pages the farm is asked for side by side: a browser opens six connections to one origin. */
export const FRAME_PAGES_AT_ONCE = 6;
/** Pages that wait for a connection to come free: without them it would idle until an answer has been read here. */
export const FRAME_PAGES_WAITING = 6;

/** A frame with its name taken apart once, since sorting and ranges need it again and again. */
export type FrameRow = { readonly frame: Frame; readonly name: FrameName };

/** The task's counts a frame state belongs to; a frame that timed out counts as failed, all that waits is no count. */
export type CountedState = "done" | "failed" | "executing" | "stopped";
export type StateCounts = Readonly<Record<CountedState, number>>;

/** What is asked of every page again and again, taken once when it is read: at 100,000 frames each pass is felt. */
type PageTally = {
  readonly counts: StateCounts;
  readonly unfinished: boolean;
  /** Its rows stand in natural order, and their ids with them. */
  readonly ordered: boolean;
};

export type FramePage = {
  readonly rows: readonly FrameRow[];
  readonly malformed: number;
  readonly readMs: number;
  readonly tally: PageTally;
};

export type FrameSet = {
  readonly pageCount: number;
  /** Frames the farm says there are. */
  readonly total: number;
  readonly pages: ReadonlyMap<number, FramePage>;
  /** Pages that could not be read; the others are shown, these can be asked for again. */
  readonly failed: ReadonlyMap<number, Failure>;
  /** Loading was broken off by the user. */
  readonly paused: boolean;
  /** The frames are those a search at the farm found, not all of the task. */
  readonly ofSearch: boolean;
  readonly told: Told | null;
};

/** What the farm last said of the whole task. Moments are epoch ms. */
type Told = {
  readonly counts: FrameCounts;
  /** Since when it has said so. */
  readonly sinceMs: number;
  /** When it last counted fewer frames in a state than before: some were restarted. */
  readonly fewerMs: Readonly<Partial<Record<CountedState, number>>>;
};

export const emptyFrameSet: FrameSet = {
  pageCount: 0,
  total: 0,
  pages: new Map(),
  failed: new Map(),
  paused: false,
  ofSearch: false,
  told: null,
};

/** Every page was read: what is shown is the whole. */
export const isComplete = (set: FrameSet) => set.pageCount > 0 && set.pages.size >= set.pageCount;

/** Every page was read or at least tried: what follows are refreshes. */
export const isLoaded = (set: FrameSet) =>
  set.pageCount > 0 && !set.paused && missingPages(set).every((page) => set.failed.has(page));

/** Pages that were never read, the failed ones among them. */
export function missingPages(set: FrameSet): number[] {
  const missing: number[] = [];
  for (let page = 1; page <= Math.max(1, set.pageCount); page += 1) if (!set.pages.has(page)) missing.push(page);
  return missing;
}

/** The set knowing what the farm says of the whole task. */
export function withCounts(set: FrameSet, counts: FrameCounts, nowMs: number): FrameSet {
  const { told } = set;
  if (told && sameMembers(told.counts, counts)) return set;
  const fewerMs = { ...told?.fewerMs };
  for (const state of endedStates) if (told && counts[state] < told.counts[state]) fewerMs[state] = nowMs;
  return { ...set, told: { counts, sinceMs: nowMs, fewerMs } };
}

/** The set with one page read as of `askedMs`. Frames that did not change keep their identity. */
export function withPage(set: FrameSet, pageNum: number, page: Page<Frame>, askedMs: number): FrameSet {
  const known = new Map(set.pages.get(pageNum)?.rows.map((row) => [row.frame.id, row]));
  const rows = page.rows.map((frame) => {
    const before = known.get(frame.id);
    return before && sameMembers(before.frame, frame)
      ? before
      : { frame, name: parseFrameName(frame.name, frame.tile) };
  });
  const pageCount = Math.max(page.pageCount, 1);
  const pages = new Map(set.pages).set(pageNum, {
    rows,
    malformed: page.malformed,
    readMs: askedMs,
    tally: tallyOf(rows),
  });
  const failed = new Map(set.failed);
  failed.delete(pageNum);
  const next = { ...set, pageCount, total: page.total, pages, failed };
  if (pageCount >= Math.max(pageNum, set.pageCount)) return next;
  // The farm has fewer pages than before: what stood on those behind the end is gone.
  for (const number of pages.keys()) if (number > pageCount) pages.delete(number);
  for (const number of failed.keys()) if (number > pageCount) failed.delete(number);
  return next;
}

/** The set with every page of another reading of the same frames that was asked for later. */
export function withNewer(set: FrameSet, other: FrameSet): FrameSet {
  const newer = [...other.pages].filter(
    ([number, page]) => number <= set.pageCount && page.readMs > (set.pages.get(number)?.readMs ?? 0),
  );
  if (newer.length === 0) return set;
  const failed = new Map(set.failed);
  for (const [number] of newer) failed.delete(number);
  return { ...set, pages: new Map([...set.pages, ...newer]), failed };
}

/** The set with a page that could not be read. */
export function withFailure(set: FrameSet, pageNum: number, failure: Failure): FrameSet {
  return { ...set, failed: new Map(set.failed).set(pageNum, failure) };
}

export function sameMembers(a: object, b: object): boolean {
  for (const key of Object.keys(a)) if (Reflect.get(a, key) !== Reflect.get(b, key)) return false;
  return true;
}

const countedStates: Readonly<Record<number, CountedState | undefined>> = {
  2: "executing",
  3: "stopped",
  4: "done",
  5: "failed",
  11: "failed",
};

/** States a frame leaves only when it is restarted. */
export const endedStates = ["done", "failed", "stopped"] as const;

function tallyOf(rows: readonly FrameRow[]): PageTally {
  const counts = { done: 0, failed: 0, executing: 0, stopped: 0 };
  for (const { frame } of rows) {
    const state = countedStates[frame.statusCode ?? -1];
    if (state) counts[state] += 1;
  }
  return {
    counts,
    unfinished: rows.some(({ frame }) => !frameStatus(frame.statusCode).isEnded),
    ordered: rows.every((row, index) => comesBefore(rows[index - 1], row)),
  };
}

const compareRows = (a: FrameRow, b: FrameRow) => compareFrameNames(a.name, b.name) || a.frame.id - b.frame.id;
/** By name and by id at once: a list of which that is true throughout holds no frame twice. */
const comesBefore = (a: FrameRow | undefined, b: FrameRow | undefined) =>
  !a || !b || (a.frame.id < b.frame.id && compareFrameNames(a.name, b.name) < 0);

/** Pages that hold the given frames. */
export function pagesOf(set: FrameSet, ids: ReadonlySet<number>): number[] {
  return [...set.pages].filter(([, page]) => page.rows.some((row) => ids.has(row.frame.id))).map(([number]) => number);
}

/** All rows in natural order of their names, which is mostly how the farm sends them. */
export function orderedRows(set: FrameSet): FrameRow[] {
  const numbered = [...set.pages].sort(([a], [b]) => a - b);
  const pages = numbered.map(([, page]) => page).filter(({ rows }) => rows.length > 0);
  const none: FrameRow[] = [];
  const rows = none.concat(...pages.map((page) => page.rows));
  const ordered = pages.every(
    (page, index) => page.tally.ordered && comesBefore(pages[index - 1]?.rows.at(-1), page.rows[0]),
  );
  if (ordered) return rows;
  // Pages shift when frames are added while they are read: the same frame may come twice.
  const seen = new Set<number>();
  return rows.filter(({ frame }) => !seen.has(frame.id) && seen.add(frame.id)).sort(compareRows);
}
