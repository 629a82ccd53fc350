/** What stopped a task, as far as the farm says: the current dialect has a code for it, in 2018 only the state tells. */
import { isStopType, stopTypes } from "./task-origin";
import { TASK, taskStatus } from "./task-status";
import { type TaskNode, walk } from "./task-tree";

/** A number is a code without a known meaning. */
export type StopReason = (typeof stopTypes)[keyof typeof stopTypes] | "userOrAdministrator" | number;

/** In state 10 either of them stopped the task (endpoints-2018 section 3.1). */
const reasonByStatus: Readonly<Record<number, StopReason>> = {
  [TASK.stopped]: "userOrAdministrator",
  [TASK.userStopped]: "user",
  [TASK.arrearsStopped]: "arrears",
  [TASK.timedOut]: "overtime",
};

function reasonOf({ task: { stopType }, rollUp: { statusCode }, children }: TaskNode): StopReason | undefined {
  // What renders again was stopped once; the farm keeps the code.
  if (!taskStatus(statusCode).isEnded) return undefined;
  if (stopType) return isStopType(stopType) ? stopTypes[stopType] : stopType;
  return children.length === 0 ? reasonByStatus[statusCode ?? -1] : undefined;
}

/** What stopped a task or its layers, each reason once; empty: nothing did. */
export const stopReasonsOf = (node: TaskNode): readonly StopReason[] => [
  ...new Set([...walk(node)].map(reasonOf).filter((reason) => reason !== undefined)),
];

/** Reasons for which nobody who works with the account stopped it, so that somebody has to find out. */
const foreignReasons: ReadonlySet<StopReason> = new Set([
  "administrator",
  "projectDeleted",
  "afterSubmission",
  "overtime",
]);

/** Those of the reasons that no user of the account has chosen; a code without a known meaning may be one. */
export const foreignReasonsOf = (node: TaskNode): readonly StopReason[] =>
  stopReasonsOf(node).filter((reason) => typeof reason === "number" || foreignReasons.has(reason));
