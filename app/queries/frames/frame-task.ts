/** The task of the frames page with its layers and passes. It is read separately from its frames, because its counts show when they changed. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { readMsOf } from "../../mirror/read-times";
import { isActive } from "../../mirror/task-history";
import { buildTaskTree, type FrameCounts, type TaskNode, walk } from "../../protocol/tasks/task-tree";
import { NOT_FOUND } from "../../protocol/wire/envelope";
import { CallError, failureOf } from "../http/call-error";
import { callOperation } from "../http/call-operation";
import { type PollingChoice, pollingInterval } from "../http/polling";
import { loadedHistory } from "../tasks/task-history-query";
import { frameKeys } from "./frame-keys";

/** A task of the frames page: its node, and the top-level task that contains it. */
export type TaskInContext = { readonly node: TaskNode; readonly top: TaskNode; readonly dataReadAtMs: number };

/** The tree of a task; null when the farm does not have it. */
async function fetchTask(taskId: number, signal: AbortSignal): Promise<TaskNode | null> {
  try {
    const page = await callOperation("queryTaskInfo", { taskIds: [taskId] }, signal);
    const task = page.rows.find((row) => row.id === taskId) ?? page.rows[0];
    return task && !task.deleted ? buildTaskTree(task) : null;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "farm" && failure.code === NOT_FOUND) return null;
    throw error;
  }
}

/** The task in the history, if it is loaded: enough to request its frames at once. */
function listedTask(client: QueryClient, taskId: number): TaskInContext | undefined {
  const history = loadedHistory(client);
  if (history === undefined) return undefined;
  for (const [topId, top] of history.nodes) {
    const node = [...walk(top)].find(({ task }) => task.id === taskId);
    if (node) return { node, top, dataReadAtMs: readMsOf(history.readTimes, topId) ?? 0 };
  }
  return undefined;
}

/** One task with its siblings; null when the farm does not have it. Polled faster while the task is active. */
export function taskInContextQuery(client: QueryClient, taskId: number, polling: PollingChoice) {
  return queryOptions({
    queryKey: frameKeys.task(taskId),
    initialData: () => listedTask(client, taskId),
    // However new the history is, the task is read with its frames, because their counts are compared.
    initialDataUpdatedAt: 0,
    queryFn: async ({ signal }): Promise<TaskInContext | null> => {
      const requestedMs = Date.now();
      const requested = await fetchTask(taskId, signal);
      if (requested === null) return null;
      const { id, parentId } = requested.task;
      // The response to the id of a layer is the layer alone: its siblings are in its shell.
      const top = id === taskId && parentId !== null ? await fetchTask(parentId, signal) : requested;
      const node = top && [...walk(top)].find((part) => part.task.id === taskId);
      return { node: node ?? requested, top: top ?? requested, dataReadAtMs: requestedMs };
    },
    refetchInterval: ({ state }) =>
      pollingInterval(polling, {
        busy: state.data ? isActive(state.data.top) : false,
        failed: state.status === "error",
      }),
  });
}

/** Reads the task of the page and returns its counts of a leaf. Throws CallError. */
export async function refreshCounts(client: QueryClient, leafId: number): Promise<FrameCounts> {
  const filters = { queryKey: frameKeys.tasks, type: "active" } as const;
  await client.refetchQueries(filters, { throwOnError: true });
  const tops = client.getQueriesData<TaskInContext>(filters).flatMap(([, data]) => (data ? [data.top] : []));
  const leaf = tops.flatMap((top) => [...walk(top)]).find((node) => node.task.id === leafId);
  if (!leaf)
    throw new CallError("queryTaskInfo", { kind: "farm", code: NOT_FOUND, message: "", certainty: "not-sent" });
  return leaf.rollUp.counts;
}
