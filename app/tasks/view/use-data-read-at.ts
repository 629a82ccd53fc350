/** The moment that what is shown was true: estimates reckon from there, or they would wander on while nothing is heard of the farm. */
import { useQueryClient } from "@tanstack/react-query";
import { readAt } from "../../mirror/read-times";
import type { TaskHistory } from "../../mirror/task-history";
import type { Task } from "../../protocol/tasks/task";
import { newestAnswer } from "../../queries/tasks/shown-history";
import { taskKeys } from "../../queries/tasks/tasks";
import { useHalfMinute } from "../../ui/browser/now";

/** When the data of a task, or without one the newest of all, was read, epoch ms. Looked up each half minute, not at every answer. */
export function useDataReadAt(task?: Task): number {
  const client = useQueryClient();
  return useHalfMinute((nowMs) => {
    const history = client.getQueryData<TaskHistory>(taskKeys.history);
    if (history === undefined) return nowMs;
    const readMs = task
      ? (readAt(history.readTimes, task.id) ?? readAt(history.readTimes, task.parentId ?? task.id))
      : newestAnswer(history);
    return Math.min(nowMs, readMs ?? nowMs);
  });
}
