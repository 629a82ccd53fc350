/**
 * Features of a farm beyond the 28 operations of 2018 (endpoints-current sections 2 to 4). Each dialect has a list of them,
 * which the page gets from GET /healthz. The page hides the control of a missing capability.
 */
export const capabilities = {
  frameLog: "read the log of a frame",
  frameLoad: "node, CPU load and memory of every frame",
  stopFrames: "stop selected frames, all frames, or the frames in given states",
  rerenderByState: "rerender the frames in given states",
  timeLimit: "set the time limit of a task",
  priority: "set the priority of a task",
  machineLimit: "set how many machines a task may have at most",
  approveTests: "continue a task after its test frames",
  taskTags: "tags on tasks (not project labels)",
  hardware: "list hardware types and set that of a task",
  taskRecord: "operation record: user, operation, tasks and time",
  outputFiles: "list the rendered files",
  taskFilters: "filter the task list on the farm by state, text and date",
  deletedTasks: "list deleted tasks",
  cloneTask: "reserve a task id as the clone of another task",
  tileProgress: "image and progress of each tile (3ds Max)",
  framePictures: "pictures of done frames (also in the dialect of 2018)",
} as const;

export type Capability = keyof typeof capabilities;

/** Every capability, in the order of the table. */
export const capabilityNames = Object.keys(capabilities).filter((name): name is Capability =>
  Object.hasOwn(capabilities, name),
);
