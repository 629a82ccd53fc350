/**
 * Which state of a task allows which operation, as a desktop client of the vendor's platform offers them (corrections, row 4).
 *
 * app/protocol/tasks/task-status.ts has a table of its own. The duplication is on purpose: the page offers what either reading allows,
 * the farm carries out what this one allows, and task-rules.test.ts states where they differ. Do not import the page's table here.
 */
import { TASK } from "../engine/codes";
import type { Leaf } from "../engine/leaf";

const { waiting, rendering, preRendering, stopped, userStopped, arrearsStopped, timedOut, finished } = TASK;
const { finishedWithFailed, abandoned, testDone, failed, analysing, submitting, submitFailed, updating } = TASK;

/** `businessType` of an account for still images; any other renders animations. */
const STILLS = 0;

const allowingStates = {
  start: [stopped, userStopped, arrearsStopped, timedOut, submitFailed],
  stop: [waiting, rendering, preRendering, testDone, submitting],
  fullSpeed: [rendering, testDone],
  rerenderStills: [rendering, stopped, finishedWithFailed, abandoned, failed],
  rerenderAnimation: [rendering, stopped, userStopped, arrearsStopped, timedOut, finishedWithFailed, testDone, failed],
  // No source names the states of this operation: every task that has not ended, or that stopped before its end.
  abandon: [
    waiting,
    rendering,
    preRendering,
    stopped,
    userStopped,
    arrearsStopped,
    timedOut,
    testDone,
    failed,
    analysing,
  ],
  delete: [
    stopped,
    userStopped,
    arrearsStopped,
    timedOut,
    finished,
    finishedWithFailed,
    abandoned,
    testDone,
    failed,
    submitFailed,
  ],
} as const satisfies Record<string, readonly number[]>;

export type RuledOperation = Exclude<keyof typeof allowingStates, `rerender${string}`> | "rerender" | "change";

/** Whether a task in this state allows the operation. "change": time limits, priority and hardware. */
export function stateAllows(status: number, operation: RuledOperation, businessType: number): boolean {
  if (operation === "change") return status !== updating;
  const row = operation === "rerender" ? rerenderOf(businessType) : operation;
  const states: readonly number[] = allowingStates[row];
  return states.includes(status);
}

const rerenderOf = (businessType: number) => (businessType === STILLS ? "rerenderStills" : "rerenderAnimation");

/** Whether a leaf is not deleted and its state allows the operation. */
export const leafAllows = (leaf: Leaf, operation: RuledOperation, businessType: number): boolean =>
  !leaf.deleted && stateAllows(leaf.status, operation, businessType);
