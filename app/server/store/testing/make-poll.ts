/** Polls for tests, empty but for what the test sets. */
import type { Task } from "../../../protocol/tasks/task";
import { taskSchema } from "../../../protocol/tasks/task-info";
import { TASK } from "../../../protocol/tasks/task-status";
import { buildTaskTree, type TaskNode } from "../../../protocol/tasks/task-tree";
import type { NewEvent, PollWrite } from "../write/poll-write";

/** A task that is parsed from an id alone, with the members that the test sets. */
export const nodeOf = (members: Partial<Task> & { readonly id: number }): TaskNode =>
  buildTaskTree({ ...taskSchema.parse({ id: members.id }), ...members });

export const makePoll = (members: Partial<PollWrite> & Pick<PollWrite, "atMs">): PollWrite => ({
  revision: members.atMs,
  changed: [],
  removedIds: [],
  reads: [],
  events: [],
  ...members,
});

/** A Monday morning. */
export const T0 = Date.UTC(2026, 10, 2, 8);

/** A task of 100 frames with a value in every column. */
export const rendering = (id: number, doneFrames: number): TaskNode =>
  nodeOf({
    id,
    sceneName: `shot_${id}.mb`,
    projectName: "Alps",
    userName: "mei",
    cgId: 2000,
    camera: "cam1",
    statusCode: TASK.rendering,
    totalFrames: 100,
    doneFrames,
    executingFrames: 10,
    machineSeconds: doneFrames * 60,
    accountCost: doneFrames * 0.125,
    couponCost: doneFrames * 0.001,
    arrears: 0,
    submittedMs: T0 - 1000,
    startedMs: T0,
  });

export const finished = (taskId: string): NewEvent => ({
  key: `finished ${taskId}`,
  type: "finished",
  taskId,
  atMs: T0,
});
