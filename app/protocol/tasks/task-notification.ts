/** Notifications of a watched task: one for each change from an active to an ended state. */
import { type TaskStatusName, taskStatus } from "./task-status";
import type { TaskNode } from "./task-tree";

export type NotificationKind =
  | "finished"
  | "finishedWithFailed"
  | "stopped"
  | "timedOut"
  | "arrears"
  | "failed"
  | "stuck";

export type TaskNotification = {
  /** The same event has the same key in every tab. */
  readonly key: string;
  readonly taskId: number;
  readonly name: string;
  readonly kind: NotificationKind;
  readonly failedFrames: number;
};

const kinds: Partial<Record<TaskStatusName, NotificationKind>> = {
  finished: "finished",
  testDone: "finished",
  finishedWithFailed: "finishedWithFailed",
  finishedWithStopped: "stopped",
  stopped: "stopped",
  userStopped: "stopped",
  abandoned: "stopped",
  timedOut: "timedOut",
  arrearsStopped: "arrears",
  failed: "failed",
  submitFailed: "failed",
};

/** The notification for a change between two states of a task; null unless the task ended or got stuck. */
export function notificationOf(before: TaskNode, after: TaskNode): TaskNotification | null {
  const [statusBefore, statusAfter] = [taskStatus(before.rollUp.statusCode), taskStatus(after.rollUp.statusCode)];
  const gotStuck = after.rollUp.isStuck && !before.rollUp.isStuck;
  if (!gotStuck && (statusBefore.isEnded || !statusAfter.isEnded)) return null;
  const kind = gotStuck ? "stuck" : kinds[statusAfter.name];
  if (kind === undefined) return null;
  const { counts, completedMs } = after.rollUp;
  return {
    key: [after.task.id, kind, counts.done, counts.failed, completedMs ?? 0].join("/"),
    taskId: after.task.id,
    name: after.task.sceneName,
    kind,
    failedFrames: counts.failed,
  };
}
