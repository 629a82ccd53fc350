/** What happened to tasks between two values of the history: the key of an event is unique, so that it is recorded once. */
import { notificationOf } from "../protocol/tasks/task-notification";
import { taskStatus } from "../protocol/tasks/task-status";
import type { TaskNode } from "../protocol/tasks/task-tree";
import type { HistoryChanges } from "./history-changes";
import type { TaskHistory } from "./task-history";

export const taskEventTypes = [
  "finished",
  "finishedWithFailed",
  "failed",
  "stuck",
  "stopped",
  "timedOut",
  "arrears",
  "deleted",
  "restarted",
] as const;
export type TaskEventType = (typeof taskEventTypes)[number];

export type TaskEvent = {
  readonly key: string;
  readonly type: TaskEventType;
  readonly taskId: number;
  readonly name: string;
  readonly userName: string;
  /** When it happened, epoch ms: the farm's own moment where it states one, else when it was seen. */
  readonly atMs: number;
  readonly failedFrames: number;
};

/** A task that is seen for the first time has no event: what happened to it before is not known. */
export function eventsBetween(previous: TaskHistory, { changed, removed }: HistoryChanges, nowMs: number): TaskEvent[] {
  const events: TaskEvent[] = [];
  for (const node of changed) {
    const before = previous.nodes.get(node.task.id);
    const event = before && eventOf(before, node, nowMs);
    if (event) events.push(event);
  }
  for (const id of removed) {
    const before = previous.nodes.get(id);
    if (before) events.push(eventFor(before, "deleted", `${id}/deleted`, nowMs));
  }
  return events;
}

function eventOf(before: TaskNode, after: TaskNode, nowMs: number): TaskEvent | null {
  const notification = notificationOf(before, after);
  if (notification) {
    const { key, kind } = notification;
    // A task gets stuck while other passes go on, so its end says nothing about that moment.
    const atMs = kind === "stuck" ? nowMs : Math.min(after.rollUp.completedMs ?? nowMs, nowMs);
    return eventFor(after, kind, key, atMs);
  }
  const { statusCode, counts, completedMs } = before.rollUp;
  if (!taskStatus(statusCode).isEnded || taskStatus(after.rollUp.statusCode).isEnded) return null;
  const key = [after.task.id, "restarted", statusCode, counts.done, counts.failed, completedMs ?? 0].join("/");
  return eventFor(after, "restarted", key, nowMs);
}

const eventFor = ({ task, rollUp }: TaskNode, type: TaskEventType, key: string, atMs: number): TaskEvent => ({
  key,
  type,
  taskId: task.id,
  name: task.sceneName,
  userName: task.userName,
  atMs,
  failedFrames: rollUp.counts.failed,
});
