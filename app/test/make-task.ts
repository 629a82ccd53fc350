/** Tasks for tests of pure functions: a task parsed from an id only, with the members that the test sets. */
import type { Task } from "../protocol/tasks/task";
import { taskSchema } from "../protocol/tasks/task-info";
import { buildTaskTree, type TaskNode } from "../protocol/tasks/task-tree";

export const makeTask = (members: Partial<Task> & { readonly id: number }): Task => ({
  ...taskSchema.parse({ id: members.id }),
  ...members,
});

export const makeNode = (members: Partial<Task> & { readonly id: number }): TaskNode =>
  buildTaskTree(makeTask(members));

/** A shell with these leaves as children. */
export const makeShell = (
  members: Partial<Task> & { readonly id: number },
  leaves: readonly (Partial<Task> & { readonly id: number })[],
): TaskNode =>
  makeNode({
    isShell: true,
    statusCode: 0,
    ...members,
    children: leaves.map((leaf) => makeTask({ parentId: members.id, ...leaf })),
  });
