/** Whether an action had an effect, from the task before and after it. */
import { type TaskAction, taskStatus } from "../../protocol/tasks/task-status";
import { type TaskNode, walk } from "../../protocol/tasks/task-tree";
import { allows } from "./action-plan";

/** Whether a task that was read back shows the effect of the action; `after` is null when the task is gone. */
export function tookEffect(action: TaskAction, before: TaskNode, after: TaskNode | null): boolean {
  if (action === "delete") return after === null;
  if (after === null) return false;
  const status = taskStatus(after.rollUp.statusCode);
  switch (action) {
    case "rerender":
      return after.rollUp.counts.failed < before.rollUp.counts.failed;
    case "approve":
      return ![...walk(after)].some((leaf) => leaf.children.length === 0 && allows(leaf, "approve"));
    case "start":
      return !status.isEnded;
    case "stop":
      return status.isEnded;
    case "abandon":
      return status.name === "abandoned";
  }
}
