/** The log of a frame as an immutable value that grows page by page, whatever the farm counts. */
import { FIRST_LOG_PAGE, type FrameLogPage, pageText } from "../../protocol/frames/frame-log";

/** Pages that are read of one log: some 30 MB. A farm that always has another page would fill the tab. */
export const MAX_LOG_PAGES = 2000;

export type FrameLog = {
  /** Number of the first page: some farms count from 0. */
  readonly firstPage: number;
  /** Both numbers of the first page were tried. */
  readonly isFirstPageKnown: boolean;
  readonly pages: readonly FrameLogPage[];
  /** Characters up to the end of each page. */
  readonly ends: readonly number[];
  /** Pages to expect by the farm's counts, for the progress. The log may have more. */
  readonly pageCount: number;
  /** Characters of the whole log, as the farm counts them, or bytes; 0 where it counts none. */
  readonly total: number;
  /** The log has no further page yet. */
  readonly isEnded: boolean;
  /** It ended at MAX_LOG_PAGES. */
  readonly isCut: boolean;
  /** The user has paused the load. */
  readonly isPaused: boolean;
};

export const emptyFrameLog: FrameLog = {
  firstPage: FIRST_LOG_PAGE,
  isFirstPageKnown: false,
  pages: [],
  ends: [],
  pageCount: 0,
  total: 0,
  isEnded: false,
  isCut: false,
  isPaused: false,
};

/** Whether every page was read. */
export const isLogRead = (log: FrameLog) => !log.isPaused && log.isEnded;

/** Positions to read next, from `start` on and `limit` at most. Behind the expected pages, and while none is known, one alone. */
export const nextLogPages = (log: FrameLog, start: number, limit: number): number[] =>
  Array.from({ length: Math.max(1, Math.min(limit, log.pageCount - start)) }, (_, offset) => start + offset);

const isEmpty = ({ rows, malformed }: FrameLogPage) => rows.length + malformed === 0;

/** Some farms answer a page behind the end with the last one. */
const repeats = (page: FrameLogPage, before: FrameLogPage | undefined) =>
  before !== undefined && pageText(page) === pageText(before);

/**
 * The log with pages read from position `start` on; they replace the previous ones from there. It ends with an empty page, or
 * with the last counted one if that completes the total. A log that became shorter is of another run, and one with an empty
 * page among the counted ones, but with less than its total, is counted from 0: both start over.
 */
export function withLogPages(log: FrameLog, start: number, read: readonly FrameLogPage[]): FrameLog {
  const [first] = read;
  if (first === undefined) return log;
  const total = read.findLast((page) => page.total !== null)?.total ?? null;
  const counted = Math.max(...read.map((page) => page.pageCount ?? 0));
  const size = first.size ?? 0;
  const pageCount = Math.min(
    MAX_LOG_PAGES,
    Math.max(1, counted, total !== null && size > 0 ? Math.ceil(total / size) : 0),
  );
  if (total !== null && total < log.total) return { ...emptyFrameLog, firstPage: log.firstPage, pageCount };

  const pages = log.pages.slice(0, start);
  const ends = log.ends.slice(0, start);
  let endsEmpty = false;
  for (const page of read) {
    const isBehindCounted = pages.length >= counted;
    endsEmpty = isEmpty(page) || (isBehindCounted && repeats(page, pages.at(-1)));
    if (endsEmpty) break;
    pages.push(page);
    ends.push((ends.at(-1) ?? 0) + pageText(page).length);
  }
  const isShort = total !== null && (ends.at(-1) ?? 0) < total;
  if (endsEmpty && isShort && !log.isFirstPageKnown && pages.length < counted)
    return { ...emptyFrameLog, firstPage: 0, isFirstPageKnown: true, pageCount };
  // Page 0 does not exist, so the log is counted from 1 after all.
  if (endsEmpty && isShort && log.firstPage === 0 && pages.length === 0)
    return { ...emptyFrameLog, isFirstPageKnown: true, pageCount };
  const isCut = pages.length >= MAX_LOG_PAGES;
  const isEnded = endsEmpty || isCut || (total !== null && !isShort && pages.length >= counted);
  // A log without a line is one empty page.
  if (pages.length === 0) return { ...log, pages: [first], ends: [0], pageCount, total: total ?? 0, isEnded, isCut };
  return { ...log, pages, ends, pageCount, total: total ?? 0, isEnded, isCut };
}
