/** Why a task does not go on until somebody acts. */
import { TASK, taskStatus } from "./task-status";
import type { TaskNode } from "./task-tree";

export type StopCause = "arrears" | "blocked" | "submission" | "timeLimit" | "allFailed";

const causeByStatus: Readonly<Record<number, StopCause>> = {
  [TASK.arrearsStopped]: "arrears",
  [TASK.submitFailed]: "submission",
  [TASK.timedOut]: "timeLimit",
};

/** null: it goes on, its user stopped it, or it has ended with some of its frames. */
export function stopCauseOf({ rollUp }: TaskNode): StopCause | null {
  const { counts, statusCode, isStuck } = rollUp;
  if (isStuck) return "blocked";
  const cause = causeByStatus[statusCode ?? -1];
  if (cause) return cause;
  const { tone, isEnded } = taskStatus(statusCode);
  const hasNothing = isEnded && tone === "bad" && counts.done === 0;
  return hasNothing || (counts.failed > 0 && counts.failed === counts.total) ? "allFailed" : null;
}
