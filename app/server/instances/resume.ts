/** How a collector goes on from a list that somebody else has read. */
import { applyTasks } from "../../mirror/apply-live";
import { newestReadMs, readMsOf } from "../../mirror/read-times";
import type { TaskHistory } from "../../mirror/task-history";

/** Polls of the slowest pace leave out this much. */
const LONGEST_GAP_MS = 180_000;

/** The run of the revisions that a writer gives. */
export const runOfTerm = (term: number): string => term.toString(36);

/** The history to go on from: after a longer gap every list page is read again, because many tasks may be new or deleted. */
export function resumedHistory(history: TaskHistory, nowMs: number): TaskHistory {
  const ageMs = nowMs - (newestReadMs(history.readTimes) ?? 0);
  if (history.isComplete && ageMs >= 0 && ageMs < LONGEST_GAP_MS) return history;
  return { ...history, isComplete: false, pagesRead: 0, pageCount: 1, failedPages: new Map() };
}

/** `base` with what `own` read later, and with the list pages that `own` has read. */
export function mergeLater(base: TaskHistory, own: TaskHistory): TaskHistory {
  const tasks = [...own.nodes.values()].map(({ task }) => task);
  const reads = new Map(tasks.map(({ id }) => [id, readMsOf(own.readTimes, id) ?? 0]));
  const { nodes, readTimes, active, recent } = applyTasks(base, tasks, reads);
  return { ...own, nodes, readTimes, active, recent };
}
