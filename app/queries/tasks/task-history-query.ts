/** The task history in the query cache: polled, refreshed after a write, and read by every page. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { mergePoll } from "../../mirror/merge-poll";
import { missingTaskIds } from "../../mirror/missing-tasks";
import { planPages, planTaskIds } from "../../mirror/poll-plan";
import { emptyHistory, type TaskHistory } from "../../mirror/task-history";
import type { ResponseOf } from "../../protocol/endpoints";
import { callOperation } from "../http/call-operation";
import { type PollingChoice, pollingInterval } from "../http/polling";
import { createResponseCache } from "../http/response-cache";
import { fetchTasks } from "./fetch-tasks";
import { taskKeys } from "./task-keys";

/** Delay between two polls while the history loads, ms: none, but TanStack Query takes 0 for "no interval". */
const LOADING_INTERVAL_MS = 1;

/**
 * The whole history. Each fetch is one poll. While list pages are missing the polls follow one another, so that the first
 * page shows while the others load; afterwards the polling choice sets the interval.
 */
export function taskHistoryQuery(polling: PollingChoice) {
  return queryOptions({
    queryKey: taskKeys.history,
    queryFn: ({ client, signal }) => pollOnce(client, signal),
    // mergePoll keeps the identity of unchanged tasks; a second deep comparison of thousands of tasks would only cost time.
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    refetchInterval: (query) => {
      const history = query.state.data;
      const failed = query.state.status === "error" || query.state.fetchFailureCount > 0;
      if (history && !history.isComplete && !failed) return LOADING_INTERVAL_MS;
      return pollingInterval(polling, { isBusy: history !== undefined && history.active.size > 0, hasFailed: failed });
    },
    refetchOnWindowFocus: "always",
    refetchOnReconnect: "always",
    refetchOnMount: "always",
  });
}

/** The history as far as it is loaded; undefined: no response yet. */
export const loadedHistory = (client: QueryClient): TaskHistory | undefined =>
  client.getQueryData<TaskHistory>(taskKeys.history);

/** The history as far as it is loaded, without tasks before the first response. */
export const readHistory = (client: QueryClient): TaskHistory => loadedHistory(client) ?? emptyHistory;

const listResponses = createResponseCache<ResponseOf<"getTaskList">>();

async function pollOnce(client: QueryClient, signal: AbortSignal): Promise<TaskHistory> {
  const pages = await Promise.all(
    planPages(readHistory(client)).map(async (request) => ({
      ...request,
      requestedMs: Date.now(),
      page: await callOperation("getTaskList", request, signal, listResponses),
    })),
  );
  const listed = new Set(pages.flatMap(({ page }) => page.rows.map((task) => task.id)));
  const current = readHistory(client);
  const missing = pages.flatMap(({ pageNum, page }) => missingTaskIds(current, page, pageNum));
  const responses = await fetchTasks([...new Set([...planTaskIds(current, listed), ...missing])], signal);
  // Read once more: an action may have refreshed tasks while the responses were on their way.
  const history = readHistory(client);
  return { ...mergePoll(history, pages, responses), polls: history.polls + 1 };
}

/** Reads the given top-level tasks now, into the history. Throws CallError. */
export async function refreshTasks(client: QueryClient, topIds: readonly number[]): Promise<void> {
  const responses = await fetchTasks(topIds);
  client.setQueryData<TaskHistory>(taskKeys.history, (history) => mergePoll(history ?? emptyHistory, [], responses));
}

/** Reads tasks after a write. A failure here is no failure of the write: the next poll brings the same state. */
export async function readBackTasks(
  client: QueryClient,
  targets: readonly { readonly topId: number }[],
): Promise<void> {
  const topIds = [...new Set(targets.map(({ topId }) => topId))];
  await refreshTasks(client, topIds).catch(() => client.invalidateQueries({ queryKey: taskKeys.history }));
}
