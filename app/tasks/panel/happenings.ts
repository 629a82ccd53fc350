/** What the life of a task lists: events of the task, and writes to it through Renderdeck. */
import type { RecordedAction, RecordedEvent, TaskLife } from "../../mirror/recorded-history";

/** The writes to tasks and their frames that have a label. */
const taskOperations = [
  "submitTask",
  "stopTask",
  "startTask",
  "abortTask",
  "deleteTask",
  "restartFailedFrames",
  "restartFrame",
  "stopTaskFrames",
  "recommitTasks",
  "setTaskOverTimeStop",
  "updateTaskUserLevel",
  "fullSpeedRendering",
  "addTaskLabel",
  "deleteTaskLabel",
  "editTaskHardwareConfig",
] as const;
export const isTaskOperation = (name: string): name is (typeof taskOperations)[number] =>
  taskOperations.some((operation) => operation === name);

const outcomes = ["accepted", "refused", "unknown", "not-sent"] as const;
export const isOutcome = (name: string): name is (typeof outcomes)[number] =>
  outcomes.some((outcome) => outcome === name);

export type Happening =
  | { readonly kind: "event"; readonly atMs: number; readonly event: RecordedEvent }
  | { readonly kind: "action"; readonly atMs: number; readonly action: RecordedAction };

/** Both lists as one, oldest first; at the same moment the write comes before what it caused. */
export function happeningsOf({ events, actions }: Pick<TaskLife, "events" | "actions">): Happening[] {
  return [
    ...actions.map((action): Happening => ({ kind: "action", atMs: action.atMs, action })),
    ...events.map((event): Happening => ({ kind: "event", atMs: event.atMs, event })),
  ].toSorted((a, b) => a.atMs - b.atMs);
}
