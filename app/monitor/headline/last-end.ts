/** When the last of the running tasks ends. */
import { estimateEta } from "../../protocol/tasks/task-estimate";
import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";

export type LastEnd = {
  readonly node: TaskNode;
  readonly earliestMs: number;
  readonly latestMs: number;
  /** The middle of the range. */
  readonly middleMs: number;
};

/** `last`: the task whose estimate ends last, null without any; `unknown`: tasks that have not ended and have no estimate. */
export function lastEndOf(
  nodes: Iterable<TaskNode>,
  readMsOf: (taskId: number) => number,
): { readonly last: LastEnd | null; readonly unknown: number } {
  let last: LastEnd | null = null;
  let unknown = 0;
  for (const node of nodes) {
    if (taskStatus(node.rollUp.statusCode).isEnded) continue;
    const eta = estimateEta(node, readMsOf(node.task.id));
    if (!eta) unknown += 1;
    else if (last === null || eta.latestMs > last.latestMs)
      last = { node, ...eta, middleMs: (eta.earliestMs + eta.latestMs) / 2 };
  }
  return { last, unknown };
}
