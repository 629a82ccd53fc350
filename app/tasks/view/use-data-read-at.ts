/** When the shown data was read. Estimates count from then: from the clock, they would grow while the farm does not answer. */
import { useQueryClient } from "@tanstack/react-query";
import { readMsOf } from "../../mirror/read-times";
import type { Task } from "../../protocol/tasks/task";
import { loadedHistory } from "../../queries/tasks/task-history-query";
import { dataReadAtMsOf } from "../../queries/tasks/use-task-history";
import { toServerMs } from "../../state/server-clock";
import { useHalfMinute } from "../../ui/browser/now";

/** When the data of a task, or without one the newest data, was read, epoch ms on the farm's clock. Updated every half minute, not at every poll. */
export function useDataReadAt(task?: Task): number {
  const client = useQueryClient();
  return useHalfMinute((nowMs) => {
    const history = loadedHistory(client);
    if (history === undefined) return nowMs;
    const readMs = task
      ? (readMsOf(history.readTimes, task.id) ?? readMsOf(history.readTimes, task.parentId ?? task.id))
      : dataReadAtMsOf(history);
    return readMs === null || readMs === undefined ? nowMs : Math.min(nowMs, toServerMs(readMs));
  });
}
