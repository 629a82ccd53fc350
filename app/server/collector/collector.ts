/**
 * Reads the task list of the farm on a schedule, once for all pages: the mirror plans each poll and merges its responses.
 * What passes through the proxy is merged as well, so a colleague's write shows at the next answer.
 */
import type { FarmReader } from "../../mirror/farm-reader";
import { mergeResponses } from "../../mirror/merge-poll";
import { pollOnce } from "../../mirror/poll-once";
import { readTasks } from "../../mirror/read-tasks";
import type { TaskHistory } from "../../mirror/task-history";
import { CallError, failureOf } from "../../protocol/wire/call-error";
import type { ListKeeper } from "../live/list-keeper";
import type { ServedList } from "../live/served-list";
import { pollDelayMs, WATCHED_MS } from "./pace";

export type Collector = ListKeeper & {
  /** Reads the farm from now on, as the list demands. */
  readonly start: () => void;
  /** Ends after the poll under way; the list is not changed any more. */
  readonly stop: () => Promise<void>;
};

export type CollectorOptions = {
  readonly reader: FarmReader;
  /** The list that it keeps current. */
  readonly list: Pick<ServedList, "history" | "set">;
  /** An unexpected error of a poll, for the log. */
  readonly onError?: (error: unknown) => void;
};

/** At most two polls per second, however many pages ask for one. */
const MIN_PAUSE_MS = 500;

export function createCollector({ reader, list, onError = () => undefined }: CollectorOptions): Collector {
  let failuresInARow = 0;
  let lastError: unknown = null;
  let lastGoodReadMs: number | null = null;
  // By the monotonic clock: the time of day may jump.
  let lastViewerMs = Number.NEGATIVE_INFINITY;
  let startedMs = Number.NEGATIVE_INFINITY;
  let isStopped = true;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  const paceMs = () =>
    pollDelayMs({
      isLoading: !list.history().isComplete,
      isBusy: list.history().active.size > 0,
      isWatched: performance.now() - lastViewerMs < WATCHED_MS,
      failuresInARow,
    });

  const poll = async () => {
    startedMs = performance.now();
    const startedAtMs = Date.now();
    try {
      // After a failure one small request finds out whether the farm answers again.
      if (failuresInARow > 0) await reader.getTaskList({ pageNum: 1, pageSize: 1 });
      const next = await pollOnce(reader, list.history);
      failuresInARow = 0;
      lastError = null;
      lastGoodReadMs = startedAtMs;
      list.set(next);
    } catch (error) {
      failuresInARow += 1;
      lastError = error;
      if (!(error instanceof CallError)) onError(error);
      // Nothing is new but that the farm could not be read, which other instances hear with the next revision.
      list.set({ ...list.history() });
    }
  };

  /** Starts a poll unless one runs, and schedules the next one after it. */
  const run = (): Promise<void> => {
    clearTimeout(timer);
    running ??= poll().finally(() => {
      running = undefined;
      schedule(paceMs());
    });
    return running;
  };

  const schedule = (delayMs: number) => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void run(), delayMs).unref();
  };

  const readNow = async (topIds: readonly number[]) => {
    try {
      const responses = await readTasks(reader, topIds);
      if (!isStopped) list.set(mergeResponses(list.history(), responses));
    } catch {
      // The next poll reads them again.
      hasten();
    }
  };

  /** The next poll no later than the pace now demands. */
  const hasten = () => {
    if (!running) schedule(Math.max(0, startedMs + Math.max(MIN_PAUSE_MS, paceMs()) - performance.now()));
  };

  return {
    start() {
      isStopped = false;
      schedule(0);
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
    state: () => ({
      state: lastError !== null ? "failing" : lastGoodReadMs === null ? "starting" : "reading",
      failure: lastError === null ? null : failureOf(lastError),
      lastGoodReadMs,
      paceMs: paceMs(),
      backlog: backlogOf(list.history()),
    }),
    noteViewer() {
      const wasWatched = performance.now() - lastViewerMs < WATCHED_MS;
      lastViewerMs = performance.now();
      if (!wasWatched) hasten();
    },
    async refresh() {
      const sinceMs = performance.now();
      if (running && startedMs < sinceMs) await running;
      if (startedMs >= sinceMs) return running;
      const waitMs = startedMs + MIN_PAUSE_MS - performance.now();
      if (waitMs > 0) {
        await new Promise((resolve) => {
          setTimeout(resolve, waitMs);
        });
      }
      return startedMs >= sinceMs && !running ? undefined : run();
    },
    merge: (change) => list.set(change(list.history())),
    readSoon(topIds) {
      void readNow(topIds);
    },
  };
}

/** List pages that are still to be read. */
const backlogOf = ({ isComplete, failedPages, pageCount, pagesRead }: TaskHistory): number =>
  isComplete ? failedPages.size : Math.max(1, pageCount - pagesRead);
