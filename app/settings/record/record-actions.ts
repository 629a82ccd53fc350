/** The action of an entry of the record, by the operation that was called or else by the button that was pressed. */
import type { TaskRecord } from "../../protocol/tasks/task-record";

/** Last part of a path, of 2018 or of the current dialect, to the action. */
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
  updateTaskLimit: "machineLimit",
  fullSpeedRendering: "approve",
  addTaskLabel: "addTag",
  deleteTaskLabel: "removeTag",
  editTaskHardwareConfig: "hardware",
} as const;
/** The only button name in the sources. */
const byButton = { btn_restart: "rerender" } as const;

type RecordAction = (typeof byOperation)[keyof typeof byOperation];

/** The action of an entry; null: neither its operation nor its button is in the tables. */
export function actionOf({ operation, button }: Pick<TaskRecord, "operation" | "button">): RecordAction | null {
  const actions = new Map<string, RecordAction>([...Object.entries(byButton), ...Object.entries(byOperation)]);
  return actions.get(operation ?? "") ?? actions.get(button) ?? null;
}
