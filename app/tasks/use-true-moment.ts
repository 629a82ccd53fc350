/** The moment that what is shown was true: estimates reckon from there, or they would wander on while nothing is heard of the farm. */
import { useQueryClient } from "@tanstack/react-query";
import type { Task } from "../protocol/task";
import { readAt } from "../queries/read-times";
import { newestAnswer } from "../queries/shown-history";
import type { TaskHistory } from "../queries/task-history";
import { taskKeys } from "../queries/tasks";
import { useHalfMinute } from "../ui/now";

/** When the data of a task, or without one the newest of all, was read, epoch ms. Looked up each half minute, not at every answer. */
export function useTrueMoment(task?: Task): number {
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
