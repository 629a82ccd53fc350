/** What one poll of a farm account adds to the store. */
import type { TaskEventType } from "../../../mirror/task-events";
import type { TaskNode } from "../../../protocol/tasks/task-tree";

/** Something that happened to a task. An event with the same `key` is recorded once, however many instances report it and how often. */
export type NewEvent = {
  readonly key: string;
  readonly type: TaskEventType;
  readonly taskId: string | null;
  readonly atMs: number;
  /** Anything that JSON holds. */
  readonly details?: unknown;
};

/** An event with its sequence number, which grows by one from event to event of an account. */
export type StoredEvent = NewEvent & { readonly seq: number };

/** A run of a frame that has ended; recorded once, by leaf, frame and start. Amounts in units of the currency. */
export type FrameAttempt = {
  readonly leafId: string;
  readonly frameId: string;
  readonly frameName: string;
  readonly startedMs: number;
  readonly endedMs: number | null;
  readonly node: string;
  readonly statusCode: number | null;
  readonly renderSeconds: number | null;
  readonly accountCost: number | null;
  readonly couponCost: number | null;
  readonly arrears: number | null;
};

/** Totals of the account: frames by state, tasks that have not ended, amounts in units of the currency. */
export type FarmSample = {
  readonly waiting: number;
  readonly rendering: number;
  readonly done: number;
  readonly failed: number;
  readonly stopped: number;
  readonly activeTasks: number;
  readonly spend: number | null;
  readonly balance: number | null;
};

/** Tasks that were asked for at a moment, whether they had changed or not. */
export type Reads = { readonly readMs: number; readonly taskIds: readonly string[] };

export type PollWrite = {
  /** Revision of the task list after the poll; larger than the one before. */
  readonly revision: number;
  /** When the poll ended, on this machine's clock. */
  readonly atMs: number;
  /** Tasks that are new or differ from what the former poll saw. */
  readonly changed: readonly TaskNode[];
  readonly removedIds: readonly string[];
  readonly reads: readonly Reads[];
  readonly events: readonly NewEvent[];
  readonly attempts?: readonly FrameAttempt[];
  readonly farm?: FarmSample;
  /** JSON of how the reading of the farm goes, for instances that follow. */
  readonly reading?: string;
  /** The farm could not be read: nothing but `reading` is written. */
  readonly hasFailed?: boolean;
};
