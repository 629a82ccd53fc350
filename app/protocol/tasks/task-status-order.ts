/** Every order of the task states: in the filter, in a sort of the Status column, and in the roll-up of several leaves. */
import { type StatusTone, TASK, type TaskStatusName } from "./task-status";

/** States in the filter, the most urgent first. "stuck" is a state of the roll-up, not of the farm. */
export const filterOrder = [
  "failed",
  "stuck",
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
] as const satisfies readonly (TaskStatusName | "stuck")[];

const toneOrder: readonly StatusTone[] = ["bad", "unknown", "held", "halted", "active", "idle", "good"];

/** Rank of a state in a sort, 0 the most urgent. A stuck task comes before the others of its tone. */
export const urgencyOf = (tone: StatusTone, isStuck: boolean): number =>
  toneOrder.indexOf(tone) * 2 + (isStuck ? 0 : 1);

/** Roll-up: the first of these that any leaf has is the state of the whole task. */
export const activeOrder: readonly number[] = [
  TASK.rendering,
  TASK.preRendering,
  TASK.analysing,
  TASK.submitting,
  TASK.updating,
];

/** Roll-up of a task without an active or waiting leaf: money first, then failures, stops, test frames. */
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
