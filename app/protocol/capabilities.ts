/**
 * Abilities of a farm beyond the 28 operations of 2018 (endpoints-current sections 2 to 4). Each dialect has a list of them,
 * which the page gets from GET /healthz; it hides the control of a missing one.
 */
export const capabilities = {
  frameLog: "read the log of a frame",
  frameLoad: "node, CPU and memory of every frame",
  stopFrames: "stop chosen frames, all, or those of a state",
  rerenderByState: "rerender the frames of chosen states",
  timeLimit: "set the time limit of a task",
  priority: "set the priority of a task",
  approveTests: "let a task go on after its test frames",
  taskTags: "tags on tasks (not project labels)",
  hardware: "list machine types and choose one for a task",
  taskRecord: "who did what to which task",
  outputFiles: "list the rendered files",
  taskFilters: "filter the task list by state, text and date at the farm",
  deletedTasks: "list deleted tasks",
  tileProgress: "picture and progress of each tile (3ds Max)",
} as const;

export type Capability = keyof typeof capabilities;

/** Every capability, in the order of the table. */
export const capabilityNames = Object.keys(capabilities).filter((name): name is Capability =>
  Object.hasOwn(capabilities, name),
);
