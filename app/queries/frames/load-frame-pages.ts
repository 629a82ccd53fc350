/** Requests pages of frames with bounded concurrency and publishes them while they come. */
import type { QueryClient } from "@tanstack/react-query";
import { failureOf } from "../http/call-error";
import { callOperation } from "../http/call-operation";
import { frameKeys } from "./frame-keys";
import {
  emptyFrameSet,
  FRAME_PAGE_SIZE,
  FRAME_PAGES_AT_ONCE,
  FRAME_PAGES_WAITING,
  type FrameSet,
  withFailure,
  withNewerPages,
  withPage,
} from "./frame-set";

/**
 * Delay before loaded pages are published, ms. Every publication renders all frames, and no page is parsed meanwhile: the
 * more pages there are, the longer the delay.
 */
const publishDelayMs = (pages: number) => Math.min(2000, 250 + 5 * pages);

function fetchPage(taskId: number, keyword: string, pageNum: number, signal?: AbortSignal) {
  const search = keyword === "" ? {} : { searchKeyword: keyword };
  return callOperation("queryTaskFrames", { taskId, pageNum, pageSize: FRAME_PAGE_SIZE, ...search }, signal);
}

/** The set with its first page. Throws CallError: without the first page there is nothing to show beside a failure. */
export async function loadFirstPage(taskId: number, keyword: string, signal: AbortSignal, set: FrameSet) {
  const requestedMs = Date.now();
  return withPage(set, 1, await fetchPage(taskId, keyword, 1, signal), requestedMs);
}

export type PageLoad = {
  readonly client: QueryClient;
  readonly taskId: number;
  readonly keyword: string;
  readonly signal?: AbortSignal;
  /** The set to add the pages to. */
  readonly set: FrameSet;
  readonly pages: readonly number[];
};

/** The set with these pages; a page that fails is recorded in it. After an abort it returns the pages loaded so far. */
export async function loadPages({ client, taskId, keyword, signal, set: start, pages }: PageLoad): Promise<FrameSet> {
  const queryKey = frameKeys.set(taskId, keyword);
  const queue = [...pages];
  let set = start;
  let publication: ReturnType<typeof setTimeout> | undefined;
  const publish = () => {
    publication = undefined;
    client.setQueryData<FrameSet>(queryKey, (cached) => withNewerPages(set, cached ?? emptyFrameSet));
  };
  const worker = async () => {
    for (let pageNum = queue.shift(); pageNum !== undefined; pageNum = queue.shift()) {
      if (signal?.aborted) return;
      const requestedMs = Date.now();
      try {
        const page = await fetchPage(taskId, keyword, pageNum, signal);
        // `set` is read after the await: other workers have changed it meanwhile.
        set = withPage(set, pageNum, page, requestedMs);
      } catch (error) {
        if (signal?.aborted) return;
        set = withFailure(set, pageNum, failureOf(error));
      }
      publication ??= setTimeout(publish, publishDelayMs(set.pages.size));
    }
  };
  await Promise.all(Array.from({ length: FRAME_PAGES_AT_ONCE + FRAME_PAGES_WAITING }, worker));
  clearTimeout(publication);
  // Another load, as after a rerender, may have ended meanwhile; its later requests hold newer pages.
  return withNewerPages(set, client.getQueryData<FrameSet>(queryKey) ?? emptyFrameSet);
}
