/** The log of a frame as an immutable value that grows page by page. */
import { FIRST_LOG_PAGE, type FrameLogPage } from "../../protocol/frames/frame-log";

export type FrameLog = {
  /** Number of the first page: some farms count from 0. */
  readonly firstPage: number;
  readonly pages: readonly FrameLogPage[];
  readonly pageCount: number;
  /** Characters of the whole log, as the farm counts them. */
  readonly total: number;
  /** The user has paused the load. */
  readonly isPaused: boolean;
};

export const emptyFrameLog: FrameLog = {
  firstPage: FIRST_LOG_PAGE,
  pages: [],
  pageCount: 0,
  total: 0,
  isPaused: false,
};

/** Whether every page was read. */
export const isLogRead = (log: FrameLog) => !log.isPaused && log.pages.length >= log.pageCount;

/** Positions to read next, from `start` on and `limit` at most. While the page count is unknown, the first alone. */
export const nextLogPages = (log: FrameLog, start: number, limit: number): number[] =>
  Array.from({ length: Math.max(1, Math.min(limit, log.pageCount - start)) }, (_, offset) => start + offset);

/**
 * The log with pages read from position `start` on; they replace the previous ones from there. A log that became shorter is
 * of another run, and one whose last page is empty is counted from 0: both start over.
 */
export function withLogPages(log: FrameLog, start: number, pages: readonly FrameLogPage[]): FrameLog {
  const last = pages.at(-1);
  if (last === undefined) return log;
  const { pageCount, total } = last;
  if (total < log.total) return { ...emptyFrameLog, firstPage: log.firstPage, pageCount };
  const reachesEnd = start + pages.length >= pageCount;
  if (log.firstPage > 0 && reachesEnd && total > 0 && last.rows.length === 0)
    return { ...emptyFrameLog, firstPage: 0, pageCount };
  return { ...log, pages: [...log.pages.slice(0, start), ...pages], pageCount, total };
}
