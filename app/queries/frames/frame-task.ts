/**
 * The task of the frames page with its layers and passes. It is polled separately from its frames: one small request shows by
 * its counts whether any frame has changed.
 */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { readMsOf } from "../../mirror/read-times";
import { isActive } from "../../mirror/task-history";
import { buildTaskTree, type FrameCounts, type TaskNode, walk } from "../../protocol/tasks/task-tree";
import { CallError, failureOf } from "../../protocol/wire/call-error";
import { isUnknownTaskCode, NOT_FOUND } from "../../protocol/wire/refusals";
import { callOperation } from "../http/call-operation";
import { type PollingChoice, pollingInterval } from "../http/polling";
import { loadedHistory } from "../tasks/task-history-query";
import { frameKeys } from "./frame-keys";

/** A task with the top-level task that contains it. `dataReadAtMs` is the moment of the request, epoch ms. */
export type TaskInContext = { readonly node: TaskNode; readonly top: TaskNode; readonly dataReadAtMs: number };

/** Requests a task and builds its tree; null when the farm does not have it or has deleted it. Throws CallError. */
async function fetchTask(taskId: number, signal: AbortSignal): Promise<TaskNode | null> {
  try {
    const page = await callOperation("queryTaskInfo", { taskIds: [taskId] }, signal);
    const task = page.rows.find((row) => row.id === taskId) ?? page.rows[0];
    return task && !task.isDeleted ? buildTaskTree(task) : null;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "farm" && isUnknownTaskCode(failure.code)) return null;
    throw error;
  }
}

/** The task as the task history holds it, so that its frames can be requested at once; undefined when it is not loaded. */
function taskInHistory(client: QueryClient, taskId: number): TaskInContext | undefined {
  const history = loadedHistory(client);
  if (history === undefined) return undefined;
  for (const [topId, top] of history.nodes) {
    const node = [...walk(top)].find(({ task }) => task.id === taskId);
    if (node) return { node, top, dataReadAtMs: readMsOf(history.readTimes, topId) ?? 0 };
  }
  return undefined;
}

/** A task with its siblings; null when the farm does not have it. Polled faster while it is active. */
export function taskInContextQuery(client: QueryClient, taskId: number, polling: PollingChoice) {
  return queryOptions({
    queryKey: frameKeys.task(taskId),
    initialData: () => taskInHistory(client, taskId),
    // Even a new history is too old: the counts of the task are compared with frames that are read now.
    initialDataUpdatedAt: 0,
    queryFn: async ({ signal }): Promise<TaskInContext | null> => {
      const requestedMs = Date.now();
      const requested = await fetchTask(taskId, signal);
      if (requested === null) return null;
      const { id, parentId } = requested.task;
      // The response to the id of a layer contains the layer alone; its siblings are in the response to its shell.
      const top = id === taskId && parentId !== null ? await fetchTask(parentId, signal) : requested;
      const node = top && [...walk(top)].find((part) => part.task.id === taskId);
      return { node: node ?? requested, top: top ?? requested, dataReadAtMs: requestedMs };
    },
    refetchInterval: ({ state }) =>
      pollingInterval(polling, {
        isBusy: state.data ? isActive(state.data.top) : false,
        hasFailed: state.status === "error",
      }),
  });
}

/** Reads the task of the page again and returns the counts of one of its leaves. Throws CallError, 404 for another task. */
export async function refreshCounts(client: QueryClient, leafId: number): Promise<FrameCounts> {
  const filters = { queryKey: frameKeys.tasks, type: "active" } as const;
  await client.refetchQueries(filters, { throwOnError: true });
  const tops = client.getQueriesData<TaskInContext>(filters).flatMap(([, data]) => (data ? [data.top] : []));
  const leaf = tops.flatMap((top) => [...walk(top)]).find((node) => node.task.id === leafId);
  if (!leaf)
    throw new CallError("queryTaskInfo", { kind: "farm", code: NOT_FOUND, message: "", certainty: "not-sent" });
  return leaf.rollUp.counts;
}
