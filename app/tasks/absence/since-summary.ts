/** The summary after an absence: how many tasks ended since a moment. */
import { type TaskStatusName, taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";

/** Groups of the summary and the statuses of each, in the order of the summary: what needs attention first. */
export const sinceGroups = {
  failed: ["failed", "finishedWithFailed", "submitFailed"],
  timedOut: ["timedOut"],
  arrears: ["arrearsStopped"],
  stopped: ["stopped", "userStopped", "finishedWithStopped", "abandoned"],
  finished: ["finished", "testDone"],
} as const satisfies Record<string, readonly TaskStatusName[]>;

export type SinceGroup = keyof typeof sinceGroups;
export const sinceGroupNames = ["failed", "timedOut", "arrears", "stopped", "finished"] as const;

const groupOf = new Map<TaskStatusName, SinceGroup>(
  sinceGroupNames.flatMap((group) => sinceGroups[group].map((name) => [name, group] as const)),
);

/** Tasks per group that ended at or after the moment. */
export function sinceSummary(nodes: Iterable<TaskNode>, sinceMs: number): ReadonlyMap<SinceGroup, number> {
  const counts = new Map<SinceGroup, number>();
  for (const { rollUp } of nodes) {
    if (rollUp.completedMs === null || rollUp.completedMs < sinceMs) continue;
    const group = groupOf.get(taskStatus(rollUp.statusCode).name);
    if (group) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}
