/** The orders of the task states: in the filter, in a sort by status, and in the roll-up of several leaves. */
import { type StatusTone, TASK, type TaskStatusName } from "./task-status";

/** The filter for tasks or frames that the farm marks as past their reminder, whatever their status. */
export const OVERDUE = "overdue";

/** A state that the filter of tasks knows. "stuck" is a state of the roll-up, not of the farm. */
export type FilterState = TaskStatusName | "stuck" | typeof OVERDUE;

/**
 * The states of each group of tasks, the most urgent first. Every task is in exactly one of these groups; a stuck task waits, and
 * so does one in a state that is not known, because nothing says that it renders or has ended.
 */
export const groupStates = {
  running: ["rendering", "preRendering", "analysing", "submitting", "updating"],
  waiting: ["stuck", "testDone", "unknown", "waiting"],
  ended: [
    "failed",
    "finishedWithFailed",
    "timedOut",
    "arrearsStopped",
    "submitFailed",
    "stopped",
    "userStopped",
    "finishedWithStopped",
    "abandoned",
    "finished",
  ],
} as const satisfies Record<string, readonly FilterState[]>;

/** The part of the list that a task is in, by its state. */
export type StateGroup = keyof typeof groupStates;
export const stateGroups = ["running", "waiting", "ended"] as const satisfies readonly StateGroup[];

/** The groups of the first view. "needsYou" is a cut across the others (task-needs.ts). */
export const taskGroups = ["needsYou", ...stateGroups] as const;
export type TaskGroup = (typeof taskGroups)[number];

/** Every state of the filter, by group. */
export const filterStates: readonly FilterState[] = [...stateGroups.flatMap((group) => groupStates[group]), OVERDUE];

const groupByState = new Map<FilterState, StateGroup>(
  stateGroups.flatMap((group) => groupStates[group].map((state) => [state, group] as const)),
);

/** The group of a state; a state without one is treated as unknown. */
export const groupOfState = (state: FilterState): StateGroup => groupByState.get(state) ?? "waiting";

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
