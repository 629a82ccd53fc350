/** Actions on whole tasks, the narrowest first: the operation of each, and the capability that it needs. */
import type { Capability } from "../../protocol/capabilities";
import type { CurrentOperationName, OperationName2018 } from "../../protocol/endpoints";
import type { TaskAction } from "../../protocol/tasks/task-status";

type ActionRow =
  | { readonly operation: OperationName2018; readonly capability: null; readonly destroys: boolean }
  | { readonly operation: CurrentOperationName; readonly capability: Capability; readonly destroys: boolean };

/** `capability` null: one of the 28 operations, which every farm has. `destroys`: cannot be undone. */
export const taskActions = {
  rerender: { operation: "restartFailedFrames", capability: null, destroys: false },
  approve: { operation: "fullSpeedRendering", capability: "approveTests", destroys: false },
  start: { operation: "startTask", capability: null, destroys: false },
  stop: { operation: "stopTask", capability: null, destroys: false },
  abandon: { operation: "abortTask", capability: null, destroys: true },
  delete: { operation: "deleteTask", capability: null, destroys: true },
} as const satisfies Record<TaskAction, ActionRow>;

export const isTaskAction = (name: string): name is TaskAction => Object.hasOwn(taskActions, name);

/** Every action, in the order of the table. */
export const taskActionNames = Object.keys(taskActions).filter(isTaskAction);
