/** What an entry of the record says was done, by the operation that was called or, failing that, by the button that was pressed. */
import type { TaskRecord } from "../../protocol/tasks/task-record";

/** Last parts of paths of either age -> the act. */
const byOperation = {
  task: "submit",
  submitTask: "submit",
  stopTask: "stop",
  startTask: "start",
  abandonTask: "abandon",
  abortTask: "abandon",
  deleteTask: "delete",
  recommitTasks: "rerender",
  restartFailedFrames: "rerender",
  recommitTaskFrames: "rerenderFrames",
  restartFrame: "rerenderFrames",
  stopTaskFrames: "stopFrames",
  setTaskOverTimeStop: "timeLimit",
  updateTaskUserLevel: "priority",
  fullSpeedRendering: "approve",
  addTaskLabel: "addTag",
  deleteTaskLabel: "removeTag",
  editTaskHardwareConfig: "hardware",
} as const;
/** The one button name that the sources show. */
const byButton = { btn_restart: "rerender" } as const;

type Act = (typeof byOperation)[keyof typeof byOperation];

/** The act behind an entry; null: neither its operation nor its button is known here. */
export function actionOf({ operation, button }: Pick<TaskRecord, "operation" | "button">): Act | null {
  const known = new Map<string, Act>([...Object.entries(byButton), ...Object.entries(byOperation)]);
  return known.get(operation ?? "") ?? known.get(button) ?? null;
}
