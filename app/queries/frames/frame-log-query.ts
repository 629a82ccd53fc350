/** The log of a frame (current dialect): loaded page by page, then extended while the frame renders. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { FrameLogPage } from "../../protocol/frames/frame-log";
import { CallError } from "../../protocol/wire/call-error";
import { emptyPage } from "../../protocol/wire/page";
import { callOperation } from "../http/call-operation";
import { type PollingChoice, pollingInterval } from "../http/polling";
import { frameKeys } from "./frame-keys";
import { emptyFrameLog, type FrameLog, isLogRead, nextLogPages, withLogPages } from "./log-pages";
import { pauseLoad, runPausable } from "./pausable-load";

/** Pages of a log requested in parallel. A browser opens six connections to one origin; two stay free for the page. */
const PARALLEL_PAGES = 4;
/** How often a growing log is published, ms. */
const PUBLISH_INTERVAL_MS = 400;

/**
 * The log of one run (`resubmits`) of a frame. The first fetch reads all pages and publishes them as they come; later ones
 * read the last page and the pages after it. Polled while the frame renders.
 */
export function frameLogQuery(frameId: number, run: number, isRendering: boolean, polling: PollingChoice) {
  const queryKey = frameKeys.log(frameId, run);
  return queryOptions({
    queryKey,
    queryFn: ({ client, signal }): Promise<FrameLog> =>
      runPausable(queryKey, (pause) => {
        const cached = client.getQueryData<FrameLog>(queryKey) ?? emptyFrameLog;
        return loadLog({ client, queryKey, frameId, start: { ...cached, isPaused: false }, cancel: signal, pause });
      }),
    structuralSharing: false,
    // A log only grows: opening it again costs its last page.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: "always",
    refetchInterval: ({ state }) =>
      isRendering && state.data !== undefined && isLogRead(state.data)
        ? pollingInterval(polling, { isBusy: true, hasFailed: state.status === "error" })
        : false,
  });
}

/** Pauses the load of a log. The loaded pages stay. */
export const pauseFrameLog = (frameId: number, run: number): void => pauseLoad(frameKeys.log(frameId, run));

type LogLoad = {
  readonly client: QueryClient;
  readonly queryKey: ReturnType<typeof frameKeys.log>;
  readonly frameId: number;
  readonly start: FrameLog;
  /** Aborted by the query client. */
  readonly cancel: AbortSignal;
  /** Aborted by the user. */
  readonly pause: AbortSignal;
};

/** Whether a page need not exist: it was not read before, and it is page 0 or behind the expected ones. */
const isUnsure = ({ firstPage, pages, pageCount }: FrameLog, index: number) =>
  index >= pages.length && (index === 0 ? firstPage === 0 : index >= pageCount);

/** Refusals of a page that does not exist. */
const missingPageCodes: ReadonlySet<number> = new Set([404, 600, 700]);

/** Reads one page. Where it need not exist, a refusal can mean that it does not. Throws CallError. */
export async function readLogPage(
  id: number,
  pageNum: number,
  mayBeMissing: boolean,
  signal: AbortSignal,
): Promise<FrameLogPage> {
  try {
    return await callOperation("showLog", { id, pageNum }, signal);
  } catch (error) {
    if (
      mayBeMissing &&
      error instanceof CallError &&
      error.failure.kind === "farm" &&
      missingPageCodes.has(error.failure.code)
    )
      return emptyPage;
    throw error;
  }
}

async function loadLog({ client, queryKey, frameId, start, cancel, pause }: LogLoad): Promise<FrameLog> {
  const either = AbortSignal.any([cancel, pause]);
  let log = start;
  let position = Math.max(0, log.pages.length - 1);
  let publishedMs = performance.now();
  try {
    do {
      const { firstPage } = log;
      const pages = await Promise.all(
        nextLogPages(log, position, PARALLEL_PAGES).map((index) =>
          readLogPage(frameId, firstPage + index, isUnsure(log, index), either),
        ),
      );
      log = withLogPages(log, position, pages);
      position = log.pages.length;
      if (performance.now() - publishedMs > PUBLISH_INTERVAL_MS) {
        publishedMs = performance.now();
        client.setQueryData(queryKey, log);
      }
    } while (!log.isEnded);
  } catch (error) {
    if (pause.aborted && !cancel.aborted) return { ...log, isPaused: true };
    // A retry continues from here.
    if (!cancel.aborted && log.pages.length > 0) client.setQueryData(queryKey, log);
    throw error;
  }
  return log;
}
