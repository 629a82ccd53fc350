/** The task list that this instance serves to pages: its collector changes it, or what the account's leader has written. */
import { randomBytes } from "node:crypto";
import { changesBetween, type HistoryChanges } from "../../mirror/history-changes";
import { emptyHistory, type TaskHistory } from "../../mirror/task-history";

export type ListStep = {
  readonly previous: TaskHistory;
  readonly next: TaskHistory;
  readonly changes: HistoryChanges;
  /** The list's revision after the step. */
  readonly revision: number;
};

export type ServedList = {
  readonly history: () => TaskHistory;
  /** Which numbering the revisions belong to: a revision of another run means nothing. */
  readonly run: () => string;
  readonly revision: () => number;
  /** Replaces the list under the next revision, or under a later one. */
  readonly set: (next: TaskHistory, revision?: number) => void;
  /** Begins another run: what pages hold means nothing any more. */
  readonly begin: (run: string, revision: number, history: TaskHistory) => void;
  readonly onStep: (listener: (step: ListStep) => void) => void;
  readonly onBegin: (listener: () => void) => void;
};

/** A run of this instance alone. */
export const newRun = (): string => randomBytes(6).toString("hex");

export function createServedList(): ServedList {
  let history = emptyHistory;
  let run = newRun();
  let revision = 0;
  const stepListeners = new Set<(step: ListStep) => void>();
  const beginListeners = new Set<() => void>();
  return {
    history: () => history,
    run: () => run,
    revision: () => revision,
    set(next, nextRevision = revision + 1) {
      if (next === history) return;
      const previous = history;
      history = next;
      revision = nextRevision;
      const step = { previous, next, changes: changesBetween(previous, next), revision };
      for (const listener of stepListeners) listener(step);
    },
    begin(nextRun, nextRevision, nextHistory) {
      run = nextRun;
      revision = nextRevision;
      history = nextHistory;
      for (const listener of beginListeners) listener();
    },
    onStep: (listener) => void stepListeners.add(listener),
    onBegin: (listener) => void beginListeners.add(listener),
  };
}
