/** The log of a frame as far as it has been read, page by page. Pure; the reading itself is in frame-further.ts. */
import { FIRST_LOG_PAGE, type FrameLogPage } from "../../protocol/frames/frame-log";

export type FrameLog = {
  /** Number of the first page; a farm may count from 0. */
  readonly first: number;
  readonly pages: readonly FrameLogPage[];
  readonly pageCount: number;
  /** Characters the farm says there are. */
  readonly total: number;
  /** Reading was broken off by the user. */
  readonly paused: boolean;
};

export const emptyFrameLog: FrameLog = { first: FIRST_LOG_PAGE, pages: [], pageCount: 0, total: 0, paused: false };

/** Every page that the farm speaks of was read. */
export const isLogRead = (log: FrameLog) => !log.paused && log.pages.length >= log.pageCount;

/** Positions to read next, `most` at a time, from `start` on; before anything is known, the first alone. */
export const nextLogPages = (log: FrameLog, start: number, most: number): number[] =>
  Array.from({ length: Math.max(1, Math.min(most, log.pageCount - start)) }, (_, offset) => start + offset);

/**
 * The log with pages read from position `start` on, which replace what is known there and behind. One that became shorter
 * is of another run, and one whose last page is empty is counted from 0: both have to be read from the start.
 */
export function withLogPages(log: FrameLog, start: number, read: readonly FrameLogPage[]): FrameLog {
  const last = read.at(-1);
  if (last === undefined) return log;
  const { pageCount, total } = last;
  if (total < log.total) return { ...emptyFrameLog, first: log.first, pageCount };
  const reachesEnd = start + read.length >= pageCount;
  if (log.first > 0 && reachesEnd && total > 0 && last.rows.length === 0)
    return { ...emptyFrameLog, first: 0, pageCount };
  return { ...log, pages: [...log.pages.slice(0, start), ...read], pageCount, total };
}
