/**
 * What needs a user: tasks that stay as they are, or lose frames, until somebody acts. The list of tasks, the navigation, the
 * command palette and Monitor count with these functions, so that they show the same number.
 */
import { type OutputsMoment, outputStateOf } from "./task-outputs";
import { taskStatus } from "./task-status";
import type { TaskNode } from "./task-tree";

/** Why a task needs a user, the most urgent cause first. */
export const needCauses = [
  "hung",
  "stuck",
  "arrears",
  "submitFailed",
  "failed",
  "failedFrames",
  "timedOut",
  "slow",
  "tests",
  "overdue",
  "outputs",
] as const;
export type NeedCause = (typeof needCauses)[number];

/** What ended longer ago has been seen: it is found under its state and is no news, ms. */
export const NEEDS_FOR_MS = 3 * 86_400_000;

/**
 * What is known besides the list: the farm's time, the marks of fetched files, and the leaves in which frames hang or are slow, as
 * far as they were read.
 */
export type NeedsMoment = OutputsMoment & {
  readonly hungLeaves: ReadonlySet<number>;
  readonly slowLeaves: ReadonlySet<number>;
};

/** The causes of a task, the most urgent first; none: it does not need anybody. */
export function causesOf(node: TaskNode, moment: NeedsMoment): readonly NeedCause[] {
  const { nowMs, hungLeaves, slowLeaves, fetched } = moment;
  const { isOverdue, statusCode, leafIds } = node.rollUp;
  const causes = new Set<NeedCause>();
  const endedMs = sinceMsOf(node);
  const main = mainCause(node);
  if (main !== null && (endedMs === null || nowMs - endedMs <= NEEDS_FOR_MS)) causes.add(main);
  // An ended task renders no frame, and cannot become later than it is.
  if (!taskStatus(statusCode).isEnded) {
    if (isOverdue) causes.add("overdue");
    if (leafIds.some((id) => hungLeaves.has(id))) causes.add("hung");
    if (leafIds.some((id) => slowLeaves.has(id))) causes.add("slow");
  }
  // Without a mark nobody says what is fetched, and every task would need a user before its files go.
  if (fetched && fetched.size > 0 && outputStateOf(node, moment) === "soon") causes.add("outputs");
  return causes.size === 0 ? noCauses : needCauses.filter((cause) => causes.has(cause));
}

const noCauses: readonly NeedCause[] = [];

/** Whether a task needs a user. */
export const needsYou = (node: TaskNode, moment: NeedsMoment): boolean => causesOf(node, moment).length > 0;

/** How many tasks need a user. */
export function countNeeds(nodes: Iterable<TaskNode>, moment: NeedsMoment): number {
  let count = 0;
  for (const node of nodes) if (needsYou(node, moment)) count += 1;
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
