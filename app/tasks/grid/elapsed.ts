import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";

/** Seconds from the first start to the end, or to now while the task runs; null before the start. */
export function elapsedSeconds({ rollUp }: TaskNode, nowMs: number): number | null {
  if (rollUp.startedMs === null) return null;
  if (rollUp.completedMs !== null) return (rollUp.completedMs - rollUp.startedMs) / 1000;
  return taskStatus(rollUp.statusCode).isEnded ? null : (nowMs - rollUp.startedMs) / 1000;
}
