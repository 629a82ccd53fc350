/** Whether an action had an effect, from the task before and after it. */
import { TASK, type TaskAction, taskStatus } from "../../protocol/tasks/task-status";
import { leavesOf, type TaskNode } from "../../protocol/tasks/task-tree";

/** Whether a task that was read back shows the effect of the action; `after` is null when the task is gone. */
export function tookEffect(action: TaskAction, before: TaskNode, after: TaskNode | null): boolean {
  if (action === "delete") return after === null;
  if (after === null) return false;
  const status = taskStatus(after.rollUp.statusCode);
  switch (action) {
    case "rerender":
      return after.rollUp.counts.failed < before.rollUp.counts.failed;
    case "approve":
      return leavesOf(after).every(({ rollUp }) => rollUp.statusCode !== TASK.testDone);
    case "start":
      return !status.isEnded;
    case "stop":
      // A task that waits for its approval has ended by itself.
      return status.isEnded && status.code !== TASK.testDone;
    case "abandon":
      return status.name === "abandoned";
  }
}
