/**
 * The whole task history as one immutable value that grows page by page and is then refreshed with few requests. Which
 * requests a poll sends (poll-plan.ts) and what the responses change (merge-poll.ts) are functions of the value and the clock.
 *
 * The farm lists tasks newest first and reports no changes. So the page loads all list pages once. Afterwards every poll
 * reads the head of the list, where new tasks appear, and reads by id the active tasks and, in turns, ended ones, so that a
 * restart or a deletion by somebody else is noticed. An id without a response was deleted. While the farm counts more or
 * fewer tasks than the history holds, the list pages are read again as well, one per second poll.
 */
import type { TroubleByLeaf } from "../protocol/frames/task-trouble";
import { taskStatus } from "../protocol/tasks/task-status";
import type { TaskNode } from "../protocol/tasks/task-tree";
import type { Failure } from "../protocol/wire/failure";
import { emptyReadTimes, type ReadTimes, readMsOf } from "./read-times";

export type TaskHistory = {
  /** Top-level tasks by id. Unchanged ones keep their identity from one value to the next. */
  readonly nodes: ReadonlyMap<number, TaskNode>;
  /** When each top-level task was last read: the moment of the request, because a slow response may be out of date. */
  readonly readTimes: ReadTimes;
  /** Deleted tasks with the moment of the request that missed them: a response to an older request does not bring them back. */
  readonly removedAtMs: ReadonlyMap<number, number>;
  /** Tasks that the farm may change without a command. */
  readonly active: ReadonlySet<number>;
  /** Tasks that were submitted in the last two days, as of the last time they were read. */
  readonly recent: ReadonlySet<number>;
  /** Top-level tasks as the farm counts them, and the moment of that request. */
  readonly total: number;
  readonly totalReadMs: number;
  readonly pageCount: number;
  /** List pages read or failed so far, counted from the first. */
  readonly pagesRead: number;
  /** Loading is over: every list page was read, or has failed. */
  readonly isComplete: boolean;
  /** List pages that could not be read, the one tried longest ago first. Their tasks are missing. */
  readonly failedPages: ReadonlyMap<number, Failure>;
  /** The list page to read next while the farm's count differs from the history. */
  readonly nextScanPage: number;
  /** Rows that could not be parsed, by list page (from 1). The page counts them and does not show them. */
  readonly malformed: ReadonlyMap<number, number>;
  readonly polls: number;
  /** Tasks that the last poll reported as deleted, in their final state: notifications need their end. */
  readonly removed: ReadonlyMap<number, TaskNode>;
  /** Frames that hang or are slow, by leaf, as far as frames were read (frame-watch.ts). */
  readonly troubles: TroubleByLeaf;
};

export const noTasks: TaskHistory["removed"] = new Map();

export const emptyHistory: TaskHistory = {
  nodes: new Map(),
  readTimes: emptyReadTimes,
  removedAtMs: new Map(),
  active: new Set(),
  recent: new Set(),
  total: 0,
  totalReadMs: 0,
  pageCount: 1,
  pagesRead: 0,
  isComplete: false,
  failedPages: new Map(),
  nextScanPage: 2,
  malformed: new Map(),
  polls: 0,
  removed: noTasks,
  troubles: new Map(),
};

/** List pages that are read at most, 40,000 tasks: a farm that counts or lists without end is not read without end. */
export const MAX_PAGES = 400;

type ListSize = Pick<TaskHistory, "pagesRead" | "total" | "nodes">;

/** Tasks that the farm counts and that are left out, because the list is longer than MAX_PAGES. */
export const leftOutCount = ({ pagesRead, total, nodes }: ListSize): number =>
  pagesRead < MAX_PAGES ? 0 : Math.max(0, total - nodes.size);

/** Whether every task is loaded, so that a missing one does not exist. */
export const hasEveryTask = (history: ListSize & Pick<TaskHistory, "isComplete" | "failedPages">): boolean =>
  history.isComplete && history.failedPages.size === 0 && leftOutCount(history) === 0;

/** Whether the farm may change the task without a command. */
export const isActive = (node: TaskNode): boolean => !taskStatus(node.rollUp.statusCode).isEnded;

/** Milliseconds since the oldest of these tasks was read; null when one of them was never read. */
export function oldestAgeMs(history: TaskHistory, ids: readonly number[], nowMs: number): number | null {
  let oldest = 0;
  for (const id of ids) {
    const readMs = readMsOf(history.readTimes, id);
    if (readMs === undefined) return null;
    oldest = Math.max(oldest, nowMs - readMs);
  }
  return oldest;
}
