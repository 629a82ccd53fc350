/** What today's farm can do with frames beyond the 28 operations: their logs, stopping them, rerender by state, tiles. */
import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { callOperation } from "../http/call-operation";
import { type PollingChoice, pollingInterval } from "../http/polling";
import { frameKeys } from "./frame-task";
import { emptyFrameLog, type FrameLog, isLogRead, nextLogPages, withLogPages } from "./log-pages";

/** Pages of a log asked for side by side; the connections left over are the page's own. */
const LOG_PAGES_AT_ONCE = 4;
/** How often a growing log is shown, ms. */
const PUBLISH_MS = 400;

const logKey = (frameId: number, run: number) => ["frames", "log", frameId, run] as const;
/** Readings under way that the user may break off, by query key. */
const cancels = new Map<string, AbortController>();

/**
 * The log of one run (`resubmits`) of a frame. The first fetch reads all its pages and shows what has come; later ones read
 * the last page again and what came after it. While the frame renders it is asked for now and then.
 */
export function frameLogQuery(frameId: number, run: number, renders: boolean, polling: PollingChoice) {
  const queryKey = logKey(frameId, run);
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }): Promise<FrameLog> => {
      const cancel = new AbortController();
      cancels.set(queryKey.join("/"), cancel);
      const known = { ...(client.getQueryData<FrameLog>(queryKey) ?? emptyFrameLog), paused: false };
      return readLog({ client, queryKey, frameId, known, signal, cancel: cancel.signal });
    },
    structuralSharing: false,
    // What has been written stays; opening the log again costs its last page.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: "always",
    refetchInterval: ({ state }) =>
      renders && state.data !== undefined && isLogRead(state.data)
        ? pollingInterval(polling, { busy: true, failed: state.status === "error" })
        : false,
  });
}

/** Breaks off the reading of a log; what has come stays. */
export function pauseFrameLog(frameId: number, run: number): void {
  cancels.get(logKey(frameId, run).join("/"))?.abort();
}

type Reading = {
  readonly client: QueryClient;
  readonly queryKey: ReturnType<typeof logKey>;
  readonly frameId: number;
  readonly known: FrameLog;
  readonly signal: AbortSignal;
  readonly cancel: AbortSignal;
};

async function readLog({ client, queryKey, frameId, known, signal, cancel }: Reading): Promise<FrameLog> {
  const own = AbortSignal.any([signal, cancel]);
  let log = known;
  let start = Math.max(0, log.pages.length - 1);
  let shownMs = performance.now();
  try {
    do {
      const { first } = log;
      const read = await Promise.all(
        nextLogPages(log, start, LOG_PAGES_AT_ONCE).map((index) =>
          callOperation("showLog", { id: frameId, pageNum: first + index }, own),
        ),
      );
      log = withLogPages(log, start, read);
      start = log.pages.length;
      if (performance.now() - shownMs > PUBLISH_MS) {
        shownMs = performance.now();
        client.setQueryData(queryKey, log);
      }
    } while (start < log.pageCount);
  } catch (error) {
    if (cancel.aborted && !signal.aborted) return { ...log, paused: true };
    // Trying again goes on from here.
    if (!signal.aborted && log.pages.length > 0) client.setQueryData(queryKey, log);
    throw error;
  }
  return log;
}

/** Which frames are stopped: chosen ones, those of some states, or all that have not ended. */
export type StopFrames =
  | { readonly kind: "ids"; readonly taskId: number; readonly ids: readonly number[] }
  | { readonly kind: "states"; readonly taskId: number; readonly states: readonly number[] }
  | { readonly kind: "all"; readonly taskId: number };

/** Sends a stop of frames once. Throws CallError. What became of each frame shows when the pages are read again. */
export function useStopFrames() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (request: StopFrames): Promise<void> => {
      const { taskId } = request;
      if (request.kind === "ids")
        await callOperation("stopTaskFrames", { taskId, selectAll: 0, ids: [...request.ids] });
      else if (request.kind === "all") await callOperation("stopTaskFrames", { taskId, selectAll: 1 });
      else await callOperation("stopTaskFrames", { taskId, selectAll: 1, status: [...request.states] });
    },
    onSettled: () => client.invalidateQueries({ queryKey: frameKeys.tasks }),
  });
}

/** Renders the frames of some states of a task again. Throws CallError. */
export function useRerenderStates() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ taskId, states }: { taskId: number; states: readonly number[] }): Promise<void> => {
      await callOperation("recommitTasks", { taskIds: [taskId], status: [...states] });
    },
    onSettled: () => client.invalidateQueries({ queryKey: frameKeys.tasks }),
  });
}

/** How far each tile of a 3ds Max task is; asked for again while it renders. */
export function tileProgressQuery(taskId: number, renders: boolean, polling: PollingChoice) {
  return queryOptions({
    queryKey: ["frames", "tiles", taskId],
    queryFn: ({ signal }) => callOperation("loadTaskProcessImg", { taskId }, signal),
    refetchOnMount: "always",
    refetchInterval: ({ state }) =>
      renders && pollingInterval(polling, { busy: true, failed: state.status === "error" }),
  });
}
