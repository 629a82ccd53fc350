/** The writes to tasks and their frames, and to what the team notes of them. Everyone who sees a task may see what was done to it. */
export const taskOperations = [
  "submitTask",
  "createClone",
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
  "updateTaskLimit",
  "fullSpeedRendering",
  "addTaskLabel",
  "deleteTaskLabel",
  "editTaskHardwareConfig",
  "claimTask",
  "releaseTask",
  "addNote",
  "editNote",
  "deleteNote",
  "acknowledgeTrouble",
  "markFetched",
  "unmarkFetched",
] as const;

export type TaskOperation = (typeof taskOperations)[number];

export const isTaskOperation = (name: string): name is TaskOperation =>
  taskOperations.some((operation) => operation === name);
