/** The task history of a page after an answer of the live endpoint. The same tasks keep their identity. */
import type { Task } from "../protocol/tasks/task";
import { buildTaskTree } from "../protocol/tasks/task-tree";
import type { ListFigures, LiveAnswer } from "./live-tasks";
import { mergeTasks, removeTasks } from "./merge-poll";
import { readMsOf, withReadTimes } from "./read-times";
import { noTasks, type TaskHistory } from "./task-history";

/** Tasks with the moment each was read, epoch ms on this machine's clock. A task without one is left out. */
export type TaskReads = ReadonlyMap<number, number>;

/** Merges tasks, each with the moment of its own read. What was read later already wins. */
export function applyTasks(history: TaskHistory, tasks: readonly Task[], reads: TaskReads): TaskHistory {
  const byMoment = new Map<number, Task[]>();
  for (const task of tasks) {
    const readMs = reads.get(task.id);
    if (readMs === undefined) continue;
    const together = byMoment.get(readMs);
    if (together) together.push(task);
    else byMoment.set(readMs, [task]);
  }
  let merged = history;
  for (const [readMs, read] of byMoment) merged = mergeTasks(merged, read, readMs);
  return merged;
}

/** Notes that tasks were read and have not changed. */
export function applyReads(history: TaskHistory, reads: TaskReads): TaskHistory {
  const newer = [...reads].filter(([id, readMs]) => {
    const knownMs = readMsOf(history.readTimes, id);
    return knownMs !== undefined && knownMs < readMs;
  });
  return newer.length === 0 ? history : { ...history, readTimes: withReadTimes(history.readTimes, newer) };
}

/** Removes tasks that the server reports as deleted; `atMs`: when it was asked. */
export function applyRemovals(
  history: TaskHistory,
  removed: readonly (readonly [id: number, finalState: Task | null])[],
  atMs: number,
): TaskHistory {
  const finals = removed.flatMap(([id, task]) =>
    task !== null && history.nodes.has(id) ? [[id, buildTaskTree(task)] as const] : [],
  );
  const merged = { ...history, removed: finals.length > 0 ? new Map(finals) : noTasks };
  return removeTasks(
    merged,
    removed.map(([id]) => id),
    atMs,
  );
}

/** Removes tasks that are not among all the tasks of the server, unless they were read here after it was asked. */
export function keepOnly(history: TaskHistory, ids: ReadonlySet<number>, atMs: number): TaskHistory {
  const gone = [...history.nodes.keys()].filter((id) => !ids.has(id) && (readMsOf(history.readTimes, id) ?? 0) < atMs);
  return removeTasks(history, gone, atMs);
}

/** Takes the hung and slow frames of an answer; `offsetMs` leads from the server's clock to this machine's. */
export function applyTroubles(
  history: TaskHistory,
  { troubles: changes = [], parts }: Pick<LiveAnswer, "troubles" | "parts">,
  offsetMs: number,
): TaskHistory {
  if (changes.length === 0 && !parts) return history;
  const troubles = new Map(parts ? [] : history.troubles);
  for (const [id, trouble] of changes) {
    if (trouble) troubles.set(id, { ...trouble, readMs: trouble.readMs + offsetMs });
    else troubles.delete(id);
  }
  return { ...history, troubles };
}

/** The figures of the list as the server has them. `failedPages` and `malformed` keep their identity while they are the same. */
export function applyFigures(history: TaskHistory, figures: ListFigures): TaskHistory {
  const { total, pageCount, pagesRead, isComplete, failedPages, malformed } = figures;
  return {
    ...history,
    total: Math.max(total, history.nodes.size),
    pageCount,
    pagesRead,
    isComplete,
    failedPages: isSame(history.failedPages, failedPages) ? history.failedPages : new Map(failedPages),
    malformed: isSame(history.malformed, malformed) ? history.malformed : new Map(malformed),
  };
}

const isSame = (current: ReadonlyMap<number, unknown>, next: readonly (readonly [number, unknown])[]) =>
  JSON.stringify([...current]) === JSON.stringify(next);
