/**
 * All frames of a leaf as one immutable value that grows page by page. Which pages to read again is a function of the value
 * (frame-refresh.ts); load-frame-pages.ts sends the requests.
 */
import type { Frame } from "../../protocol/frames/frame";
import { compareFrameNames, type FrameName, parseFrameName } from "../../protocol/frames/frame-name";
import { type CountedState, countedState, frameStatus } from "../../protocol/frames/frame-status";
import type { FrameCounts } from "../../protocol/tasks/task-tree";
import type { Failure } from "../../protocol/wire/failure";
import { type Page, rowCount } from "../../protocol/wire/page";

/** Pages requested in parallel: a browser opens six connections to one origin. */
export const FRAME_PAGES_AT_ONCE = 6;
/** Pages queued in the browser: without them a connection would idle while the page parses a response. */
export const FRAME_PAGES_WAITING = 6;

/** A frame with its parsed name, because sorting and ranges use the name often. */
export type FrameRow = { readonly frame: Frame; readonly name: FrameName };

/** The counts of a task that frames add up to. A frame that timed out counts as failed; waiting frames are not counted. */
type AddedState = Exclude<CountedState, "waiting">;
export type StateCounts = Readonly<Record<AddedState, number>>;

/** Figures of a page, computed once when it is loaded: a pass over 100,000 frames takes a noticeable time. */
type PageTally = {
  readonly counts: StateCounts;
  readonly isUnfinished: boolean;
  /** Its rows are in natural order of their names, and in order of their ids. */
  readonly isOrdered: boolean;
};

export type FramePage = {
  readonly rows: readonly FrameRow[];
  /** Rows that could not be parsed. */
  readonly malformed: number;
  readonly dataReadAtMs: number;
  readonly tally: PageTally;
};

export type FrameSet = {
  readonly pageCount: number;
  /** Frames of the task or of the search, as the farm counts them. */
  readonly total: number;
  readonly pages: ReadonlyMap<number, FramePage>;
  /** Pages whose last request failed. They hide no other page and can be requested again. */
  readonly failed: ReadonlyMap<number, Failure>;
  /** The user has paused the load. */
  readonly isPaused: boolean;
  /** The frames are the result of a search at the farm, not all of the task. */
  readonly isSearchResult: boolean;
  readonly reported: ReportedCounts | null;
};

/** The counts of the whole task as the farm last reported them. Moments are epoch ms. */
type ReportedCounts = {
  readonly counts: FrameCounts;
  /** When these counts were first reported. */
  readonly sinceMs: number;
  /** When the farm last counted fewer frames in a state than before: some were restarted. */
  readonly decreasedMs: Readonly<Partial<Record<AddedState, number>>>;
};

export const emptyFrameSet: FrameSet = {
  pageCount: 0,
  total: 0,
  pages: new Map(),
  failed: new Map(),
  isPaused: false,
  isSearchResult: false,
  reported: null,
};

/** Whether every page was read. */
export const isComplete = (set: FrameSet) => set.pageCount > 0 && set.pages.size >= set.pageCount;

/** Whether every page was read or has failed. Later fetches are refreshes. */
export const isLoaded = (set: FrameSet) =>
  set.pageCount > 0 && !set.isPaused && missingPages(set).every((page) => set.failed.has(page));

/** Pages that were never read, including failed ones. */
export function missingPages(set: FrameSet): number[] {
  const missing: number[] = [];
  for (let page = 1; page <= Math.max(1, set.pageCount); page += 1) if (!set.pages.has(page)) missing.push(page);
  return missing;
}

/** The page to read next although the farm does not count it: fewer frames are listed than it counts. Else null. */
export function pageBehindEnd(set: FrameSet): number | null {
  if (!isComplete(set)) return null;
  const listed = [...set.pages.values()].reduce((sum, page) => sum + rowCount(page), 0);
  return listed > 0 && listed < set.total ? set.pageCount + 1 : null;
}

/** The set with the counts of the whole task. The same set when they are unchanged. */
export function withCounts(set: FrameSet, counts: FrameCounts, nowMs: number): FrameSet {
  const { reported } = set;
  if (reported && haveEqualMembers(reported.counts, counts)) return set;
  const decreasedMs = { ...reported?.decreasedMs };
  for (const state of endedStates) if (reported && counts[state] < reported.counts[state]) decreasedMs[state] = nowMs;
  return { ...set, reported: { counts, sinceMs: nowMs, decreasedMs } };
}

/** The set with one page that was requested at `requestedMs`. Unchanged frames keep their identity. */
export function withPage(set: FrameSet, pageNum: number, page: Page<Frame>, requestedMs: number): FrameSet {
  const previous = new Map(set.pages.get(pageNum)?.rows.map((row) => [row.frame.id, row]));
  const rows = page.rows.map((frame) => {
    const row = previous.get(frame.id);
    return row && haveEqualMembers(row.frame, frame) ? row : { frame, name: parseFrameName(frame.name, frame.tile) };
  });
  const pageCount = Math.max(page.pageCount, 1);
  const pages = new Map(set.pages).set(pageNum, {
    rows,
    malformed: page.malformed,
    dataReadAtMs: requestedMs,
    tally: tallyOf(rows),
  });
  const failed = new Map(set.failed);
  failed.delete(pageNum);
  const next = { ...set, pageCount, total: page.total, pages, failed };
  if (pageCount >= Math.max(pageNum, set.pageCount)) return next;
  // The farm has fewer pages than before: frames on the pages behind the last one do not exist any more.
  for (const number of pages.keys()) if (number > pageCount) pages.delete(number);
  for (const number of failed.keys()) if (number > pageCount) failed.delete(number);
  return next;
}

/** The set with those pages of another load of the same frames that were requested later. */
export function withNewerPages(set: FrameSet, other: FrameSet): FrameSet {
  const newer = [...other.pages].filter(
    ([number, page]) => number <= set.pageCount && page.dataReadAtMs > (set.pages.get(number)?.dataReadAtMs ?? 0),
  );
  if (newer.length === 0) return set;
  const failed = new Map(set.failed);
  for (const [number] of newer) failed.delete(number);
  return { ...set, pages: new Map([...set.pages, ...newer]), failed };
}

/** The set with a page whose request failed. */
export function withFailure(set: FrameSet, pageNum: number, failure: Failure): FrameSet {
  return { ...set, failed: new Map(set.failed).set(pageNum, failure) };
}

/** Whether two records have equal members. */
export function haveEqualMembers(a: object, b: object): boolean {
  for (const key of Object.keys(a)) if (Reflect.get(a, key) !== Reflect.get(b, key)) return false;
  return true;
}

/** States that a frame leaves only when a user restarts it. */
export const endedStates = ["done", "failed", "stopped"] as const;

function tallyOf(rows: readonly FrameRow[]): PageTally {
  const counts = { done: 0, failed: 0, executing: 0, stopped: 0 };
  for (const { frame } of rows) {
    const state = countedState(frame.statusCode);
    if (state !== "waiting") counts[state] += 1;
  }
  return {
    counts,
    isUnfinished: rows.some(({ frame }) => !frameStatus(frame.statusCode).isEnded),
    isOrdered: rows.every((row, index) => comesBefore(rows[index - 1], row)),
  };
}

const compareRows = (a: FrameRow, b: FrameRow) => compareFrameNames(a.name, b.name) || a.frame.id - b.frame.id;
/** By name and by id: a list that is ordered by both contains no frame twice. */
const comesBefore = (a: FrameRow | undefined, b: FrameRow | undefined) =>
  !a || !b || (a.frame.id < b.frame.id && compareFrameNames(a.name, b.name) < 0);

/** Pages that contain the given frames. */
export function pagesOf(set: FrameSet, ids: ReadonlySet<number>): number[] {
  return [...set.pages].filter(([, page]) => page.rows.some((row) => ids.has(row.frame.id))).map(([number]) => number);
}

/** All rows in natural order of their names. Most farms send them in this order already. */
export function orderedRows(set: FrameSet): FrameRow[] {
  const numbered = [...set.pages].sort(([a], [b]) => a - b);
  const pages = numbered.map(([, page]) => page).filter(({ rows }) => rows.length > 0);
  const rows: FrameRow[] = pages.flatMap((page) => page.rows);
  const ordered = pages.every(
    (page, index) => page.tally.isOrdered && comesBefore(pages[index - 1]?.rows.at(-1), page.rows[0]),
  );
  if (ordered) return rows;
  // Pages shift when frames are added during a load, so that a frame may be on two pages.
  const seen = new Set<number>();
  return rows.filter(({ frame }) => !seen.has(frame.id) && seen.add(frame.id)).sort(compareRows);
}
