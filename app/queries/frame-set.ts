/**
 * All frames of a leaf as one value that grows page by page. Pure: which pages to read again and what a page changes are
 * functions of the value; the loading itself is in frames.ts.
 */
import type { Failure } from "../protocol/failure";
import { type Frame, frameStatus } from "../protocol/frame";
import { compareFrameNames, type FrameName, parseFrameName } from "../protocol/frame-name";
import type { FrameCounts } from "../protocol/task-tree";
import type { Page } from "../protocol/wire";

/** Frames a request asks for: the most today's farm gives (endpoints-current section 2), so that both farms serve. */
export const FRAME_PAGE_SIZE = 100;
/** Pages asked for side by side: a browser opens six connections to one origin, more would only queue. */
export const FRAME_PAGES_AT_ONCE = 6;
/** Pages a refresh reads at most: what renders first, then what was not read for longest. */
const REFRESH_PAGES = 24;

/** A frame with its name taken apart once, since sorting and ranges need it again and again. */
export type FrameRow = { readonly frame: Frame; readonly name: FrameName };

/** The task's counts a frame state belongs to; a frame that timed out counts as failed, all that waits is no count. */
type CountedState = "done" | "failed" | "executing" | "stopped";
type StateCounts = Readonly<Record<CountedState, number>>;

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
  /** What the farm last said of the whole task, and since when it has said so, epoch ms. */
  readonly told: { readonly counts: FrameCounts; readonly sinceMs: number } | null;
};

export const emptyFrameSet: FrameSet = {
  pageCount: 0,
  total: 0,
  pages: new Map(),
  failed: new Map(),
  paused: false,
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
  if (set.told && sameMembers(set.told.counts, counts)) return set;
  return { ...set, told: { counts, sinceMs: nowMs } };
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

function sameMembers(a: object, b: object): boolean {
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

function tallyOf(rows: readonly FrameRow[]): PageTally {
  const counts = { done: 0, failed: 0, executing: 0, stopped: 0 };
  for (const { frame } of rows) {
    const state = countedStates[frame.statusCode ?? -1];
    if (state) counts[state] += 1;
  }
  return {
    counts,
    unfinished: rows.some(({ frame }) => !frameStatus(frame.statusCode).ended),
    ordered: rows.every((row, index) => comesBefore(rows[index - 1], row)),
  };
}

const compareRows = (a: FrameRow, b: FrameRow) => compareFrameNames(a.name, b.name) || a.frame.id - b.frame.id;
/** By name and by id at once: a list of which that is true throughout holds no frame twice. */
const comesBefore = (a: FrameRow | undefined, b: FrameRow | undefined) =>
  !a || !b || (a.frame.id < b.frame.id && compareFrameNames(a.name, b.name) < 0);

const renders = ({ tally }: FramePage) => tally.counts.executing > 0;
const urgency = (page: FramePage) => (renders(page) ? 0 : 1);

/**
 * Pages a refresh reads: those that failed, those that still hold unfinished frames, and those that must have changed
 * because the farm counts less than they hold, as when somebody else restarted frames. What renders comes first, then
 * what was not read for longest, so that a large waiting task costs a bounded number of requests a refresh.
 */
export function pagesToRefresh(set: FrameSet): number[] {
  const outdated = outdatedStates(set);
  const isOpen = ([number, page]: [number, FramePage]) =>
    page.tally.unfinished ||
    (number === set.pageCount && set.total < (set.told?.counts.total ?? 0)) ||
    (page.readMs < (set.told?.sinceMs ?? 0) && outdated.some((state) => page.tally.counts[state] > 0));
  const open = [...set.pages].filter(isOpen);
  open.sort(([, a], [, b]) => urgency(a) - urgency(b) || a.readMs - b.readMs);
  return [...set.failed.keys(), ...open.map(([number]) => number).filter((number) => !set.failed.has(number))].slice(
    0,
    REFRESH_PAGES,
  );
}

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

function countLoaded(set: FrameSet): StateCounts {
  const loaded = { done: 0, failed: 0, executing: 0, stopped: 0 };
  for (const { tally } of set.pages.values()) {
    loaded.done += tally.counts.done;
    loaded.failed += tally.counts.failed;
    loaded.executing += tally.counts.executing;
    loaded.stopped += tally.counts.stopped;
  }
  return loaded;
}

/** States that the farm says fewer frames are in than were loaded. */
function outdatedStates(set: FrameSet): readonly CountedState[] {
  const { told } = set;
  if (told === null) return [];
  const loaded = countLoaded(set);
  return (["done", "failed", "stopped"] as const).filter((state) => loaded[state] > told.counts[state]);
}

/**
 * Whether the loaded frames add up to the counts the farm gives of the task. Only a set of all frames can be compared; one
 * of a keyword search agrees when nothing in it moves.
 */
export function agrees(set: FrameSet, counts: FrameCounts, keyword: string): boolean {
  if (set.failed.size > 0) return false;
  if (keyword !== "") return pagesToRefresh(set).length === 0;
  const loaded = countLoaded(set);
  return (
    set.total >= counts.total &&
    loaded.done === counts.done &&
    loaded.failed === counts.failed &&
    loaded.executing === counts.executing &&
    loaded.stopped === counts.stopped
  );
}

/** When the oldest page was read, epoch ms; finished pages do not age, they cannot change by themselves. */
export function oldestReadMs(set: FrameSet): number | null {
  let oldest: number | null = null;
  let newest: number | null = null;
  for (const page of set.pages.values()) {
    newest = Math.max(newest ?? 0, page.readMs);
    if (renders(page)) oldest = Math.min(oldest ?? page.readMs, page.readMs);
  }
  return oldest ?? newest;
}
