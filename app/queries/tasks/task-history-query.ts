/** The task history in the query cache: polled, and read by every page. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { pollOnce } from "../../mirror/poll-once";
import { emptyHistory, type TaskHistory } from "../../mirror/task-history";
import { type PollingChoice, pollingInterval } from "../http/polling";
import { createFarmReader } from "./farm-reader";
import { fetchLiveHistory } from "./live-history";
import { taskKeys } from "./task-keys";

/**
 * Delay between two polls while the history loads, ms. A page that reads the farm itself makes none, but TanStack Query takes
 * 0 for "no interval"; else our server loads the history, and the page looks how far it is.
 */
const LOADING_INTERVAL_MS = __LIVE__ ? 500 : 1;
/** The same while some pages fail, ms: a farm in trouble is not asked without a pause. */
const LOADING_WITH_FAILURES_MS = 1000;

const intervalOf = (polling: PollingChoice, history: TaskHistory | undefined, hasFailed: boolean) =>
  pollingInterval(polling, { isBusy: history !== undefined && history.active.size > 0, hasFailed });

/** A fetch this much before its time was not caused by the interval. */
const EARLY = 0.9;

/** Whether somebody asks for new data: a fetch before the interval is over, or without one. */
export function isAskedFor(client: QueryClient, polling: PollingChoice): boolean {
  const state = client.getQueryState<TaskHistory>(taskKeys.history);
  if (!state?.data?.isComplete) return false;
  const intervalMs = intervalOf(polling, state.data, state.status === "error");
  return intervalMs === false || Date.now() - state.dataUpdatedAt < intervalMs * EARLY;
}

/** One poll of a page that reads the farm itself. */
async function pollInPage(client: QueryClient, signal: AbortSignal): Promise<TaskHistory> {
  const history = await pollOnce(createFarmReader(signal), () => readHistory(client));
  if (__DEMO__ && history.isComplete) {
    void import("./page-frame-watch").then(
      ({ readFramesOfOneLeaf }) => readFramesOfOneLeaf(client),
      () => undefined,
    );
  }
  return history;
}

/**
 * The whole history: from our server, or in a build without one read from the farm by the page itself. Each fetch is one
 * poll. While list pages are missing the polls follow one another, so that the first page shows while the others load;
 * afterwards the polling choice sets the interval.
 */
export function taskHistoryQuery(polling: PollingChoice) {
  return queryOptions({
    queryKey: taskKeys.history,
    queryFn: ({ client, signal }) =>
      __LIVE__
        ? fetchLiveHistory(client, { signal, isFresh: isAskedFor(client, polling) })
        : pollInPage(client, signal),
    // mergePoll keeps the identity of unchanged tasks; a second deep comparison of thousands of tasks would only cost time.
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    refetchInterval: (query) => {
      const history = query.state.data;
      const failed = query.state.status === "error" || query.state.fetchFailureCount > 0;
      if (history && !history.isComplete && !failed)
        return history.failedPages.size > 0 ? LOADING_WITH_FAILURES_MS : LOADING_INTERVAL_MS;
      return intervalOf(polling, history, failed);
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
