/**
 * What needs a user: tasks that stay as they are, or lose frames, until somebody acts. The list of tasks, the navigation, the
 * command palette and Monitor count with these functions, so that they show the same number.
 */
import { taskStatus } from "./task-status";
import type { TaskNode } from "./task-tree";

/** Why a task needs a user, the most urgent cause first. A task has at most one of them, and "overdue" besides. */
export const needCauses = [
  "stuck",
  "arrears",
  "submitFailed",
  "failed",
  "failedFrames",
  "timedOut",
  "tests",
  "overdue",
] as const;
export type NeedCause = (typeof needCauses)[number];

/** What ended longer ago has been seen: it is found under its state and is no news, ms. */
export const NEEDS_FOR_MS = 3 * 86_400_000;

/** The causes of a task, the most urgent first; none: it does not need anybody. `nowMs` is the farm's time. */
export function causesOf(node: TaskNode, nowMs: number): readonly NeedCause[] {
  const { isOverdue, statusCode } = node.rollUp;
  const cause = mainCause(node);
  // An ended task cannot become later than it is.
  const overdue = isOverdue && !taskStatus(statusCode).isEnded;
  if (cause === null) return overdue ? ["overdue"] : [];
  const endedMs = sinceMsOf(node);
  if (endedMs !== null && nowMs - endedMs > NEEDS_FOR_MS) return [];
  return overdue ? [cause, "overdue"] : [cause];
}

/** Whether a task needs a user. */
export const needsYou = (node: TaskNode, nowMs: number): boolean => causesOf(node, nowMs).length > 0;

/** How many tasks need a user. */
export function countNeeds(nodes: Iterable<TaskNode>, nowMs: number): number {
  let count = 0;
  for (const node of nodes) if (needsYou(node, nowMs)) count += 1;
  return count;
}

/** Since when a task is as it is: when it ended, or where the farm does not say, when it was submitted; null while it goes on. */
export function sinceMsOf({ task, rollUp }: TaskNode): number | null {
  if (rollUp.isStuck || !taskStatus(rollUp.statusCode).isEnded) return null;
  return rollUp.completedMs ?? task.submittedMs;
}

function mainCause({ rollUp }: TaskNode): NeedCause | null {
  if (rollUp.isStuck) return "stuck";
  const { name, isEnded } = taskStatus(rollUp.statusCode);
  if (name === "arrearsStopped") return "arrears";
  if (name === "submitFailed" || name === "failed" || name === "timedOut") return name;
  if (name === "testDone") return "tests";
  // What a user stopped or abandoned is meant as it is, whatever failed before.
  return rollUp.counts.failed > 0 && (!isEnded || name === "finishedWithFailed") ? "failedFrames" : null;
}
