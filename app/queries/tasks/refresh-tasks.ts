/** Reads single tasks for commands, into the task history. Apart from its query: the first load needs none of it. */
import type { QueryClient } from "@tanstack/react-query";
import { mergeResponses } from "../../mirror/merge-poll";
import { readTasks } from "../../mirror/read-tasks";
import { emptyHistory, type TaskHistory } from "../../mirror/task-history";
import { createFarmReader } from "./farm-reader";
import { taskKeys } from "./task-keys";

/** Reads the given top-level tasks now, into the history. Throws CallError. */
export async function refreshTasks(client: QueryClient, topIds: readonly number[]): Promise<void> {
  const responses = await readTasks(createFarmReader(), topIds);
  client.setQueryData<TaskHistory>(taskKeys.history, (history) => mergeResponses(history ?? emptyHistory, responses));
}

/** Reads tasks after a write. A failure here is no failure of the write: the next poll brings the same state. */
export async function readBackTasks(
  client: QueryClient,
  targets: readonly { readonly topId: number }[],
): Promise<void> {
  const topIds = [...new Set(targets.map(({ topId }) => topId))];
  await refreshTasks(client, topIds).catch(() => client.invalidateQueries({ queryKey: taskKeys.history }));
}
