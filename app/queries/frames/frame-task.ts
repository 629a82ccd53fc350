/** The task whose frames are shown, among its layers and passes: read by itself, beside its frames. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { readAt } from "../../mirror/read-times";
import { isMoving, type TaskHistory } from "../../mirror/task-history";
import { buildTaskTree, type FrameCounts, type TaskNode, walk } from "../../protocol/tasks/task-tree";
import { NOT_FOUND } from "../../protocol/wire/envelope";
import { CallError, failureOf } from "../http/call-error";
import { callOperation } from "../http/call-operation";
import { type PollingChoice, pollingInterval } from "../http/polling";
import { taskKeys } from "../tasks/tasks";

export const frameKeys = {
  all: ["frames"] as const,
  set: (taskId: number, keyword: string) => ["frames", taskId, keyword] as const,
  tasks: ["frames", "task"] as const,
  task: (taskId: number) => ["frames", "task", taskId] as const,
};

/** A task of the frames page: the node asked for and the top-level task it belongs to. */
export type TaskInContext = { readonly node: TaskNode; readonly top: TaskNode; readonly readMs: number };

async function readTask(taskId: number, signal: AbortSignal): Promise<TaskNode | null> {
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

/** The task as the list of tasks has it: enough to ask for its frames at once. */
function listedTask(client: QueryClient, taskId: number): TaskInContext | undefined {
  const history = client.getQueryData<TaskHistory>(taskKeys.history);
  if (history === undefined) return undefined;
  for (const [topId, top] of history.nodes) {
    const node = [...walk(top)].find(({ task }) => task.id === taskId);
    if (node) return { node, top, readMs: readAt(history.readTimes, topId) ?? 0 };
  }
  return undefined;
}

/** One task with its siblings; null when the farm does not know it. Polled while anything of it moves. */
export function taskInContextQuery(client: QueryClient, taskId: number, polling: PollingChoice) {
  return queryOptions({
    queryKey: frameKeys.task(taskId),
    initialData: () => listedTask(client, taskId),
    // However new the list is, the task is asked for beside its frames: their counts are compared.
    initialDataUpdatedAt: 0,
    queryFn: async ({ signal }): Promise<TaskInContext | null> => {
      const askedMs = Date.now();
      const asked = await readTask(taskId, signal);
      if (asked === null) return null;
      const parentId = asked.task.parentId;
      // A layer asked for by its own id: its siblings stand under the shell.
      const top = asked.task.id === taskId && parentId !== null ? await readTask(parentId, signal) : asked;
      const node = top && [...walk(top)].find((part) => part.task.id === taskId);
      return { node: node ?? asked, top: top ?? asked, readMs: askedMs };
    },
    refetchInterval: ({ state }) =>
      pollingInterval(polling, {
        busy: state.data ? isMoving(state.data.top) : false,
        failed: state.status === "error",
      }),
  });
}

/** Reads the task in view again, and returns what it counts of a leaf. Throws CallError. */
export async function refreshCounts(client: QueryClient, leafId: number): Promise<FrameCounts> {
  const filters = { queryKey: frameKeys.tasks, type: "active" } as const;
  await client.refetchQueries(filters, { throwOnError: true });
  const tops = client.getQueriesData<TaskInContext>(filters).flatMap(([, data]) => (data ? [data.top] : []));
  const leaf = tops.flatMap((top) => [...walk(top)]).find((node) => node.task.id === leafId);
  if (!leaf)
    throw new CallError("queryTaskInfo", { kind: "farm", code: NOT_FOUND, message: "", certainty: "not-sent" });
  return leaf.rollUp.counts;
}
