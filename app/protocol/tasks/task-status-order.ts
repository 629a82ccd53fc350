/** The orders of the task states: in the filter, in a sort by status, and in the roll-up of several leaves. */
import { type StatusTone, TASK, type TaskStatusName } from "./task-status";

/** The filter for tasks or frames that the farm marks as past their reminder, whatever their status. */
export const OVERDUE = "overdue";

/** States of the filter, the most urgent first. "stuck" is a state of the roll-up, not of the farm. */
export const filterOrder = [
  "failed",
  "stuck",
  OVERDUE,
  "finishedWithFailed",
  "timedOut",
  "arrearsStopped",
  "submitFailed",
  "unknown",
  "rendering",
  "preRendering",
  "analysing",
  "submitting",
  "updating",
  "testDone",
  "waiting",
  "stopped",
  "userStopped",
  "finishedWithStopped",
  "abandoned",
  "finished",
] as const satisfies readonly (TaskStatusName | "stuck" | typeof OVERDUE)[];

const toneOrder: readonly StatusTone[] = ["bad", "unknown", "held", "halted", "active", "idle", "good"];

/** Rank of a state in a sort; 0 is the most urgent. A stuck task comes before other tasks of the same tone. */
export const urgencyOf = (tone: StatusTone, isStuck: boolean): number =>
  toneOrder.indexOf(tone) * 2 + (isStuck ? 0 : 1);

/** Roll-up: the state of a task is the first of these that one of its leaves has. */
export const activeOrder: readonly number[] = [
  TASK.rendering,
  TASK.preRendering,
  TASK.analysing,
  TASK.submitting,
  TASK.updating,
];

/** Roll-up of a task without active or waiting leaves: arrears first, then failures, stops and test frames. */
export const endedOrder: readonly number[] = [
  TASK.arrearsStopped,
  TASK.failed,
  TASK.submitFailed,
  TASK.timedOut,
  TASK.stopped,
  TASK.userStopped,
  TASK.finishedWithStopped,
  TASK.finishedWithFailed,
  TASK.testDone,
  TASK.abandoned,
];
