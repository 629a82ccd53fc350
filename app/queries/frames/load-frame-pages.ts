/** Requests pages of frames with bounded concurrency and publishes them while they come. */
import type { QueryClient } from "@tanstack/react-query";
import { FRAME_PAGE_SIZE } from "../../protocol/frames/frame-page-size";
import { failureOf } from "../../protocol/wire/call-error";
import { END_REFUSALS, isEndOfList, rowCount } from "../../protocol/wire/page";
import { callPage } from "../http/call-page";
import { frameKeys } from "./frame-keys";
import {
  emptyFrameSet,
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

type PageFetch = Pick<PageLoad, "taskId" | "keyword" | "signal"> & {
  readonly pageNum: number;
  /** Pages that the list is known to have. */
  readonly pageCount: number;
};

function fetchPage({ taskId, keyword, pageNum, signal, pageCount }: PageFetch) {
  const search = keyword === "" ? {} : { searchKeyword: keyword };
  const request = { taskId, pageNum, pageSize: FRAME_PAGE_SIZE, ...search };
  return callPage("queryTaskFrames", request, { signal, pageCount });
}

/** The set with its first page. Throws CallError: without the first page there is nothing to show beside a failure. */
export async function loadFirstPage(taskId: number, keyword: string, signal: AbortSignal, set: FrameSet) {
  const requestedMs = Date.now();
  return withPage(set, 1, await fetchPage({ taskId, keyword, pageNum: 1, signal, pageCount: 1 }), requestedMs);
}

export type PageLoad = {
  readonly client: QueryClient;
  readonly taskId: number;
  readonly keyword: string;
  readonly signal?: AbortSignal | undefined;
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
  let endRefusals = 0;
  const worker = async () => {
    for (let pageNum = queue.shift(); pageNum !== undefined; pageNum = queue.shift()) {
      if (signal?.aborted) return;
      // Further pages do not exist, whatever total the farm counts.
      if (endRefusals >= END_REFUSALS) break;
      const requestedMs = Date.now();
      try {
        const page = await fetchPage({ taskId, keyword, pageNum, signal, pageCount: start.pageCount });
        // `set` is read after the await: other workers have changed it meanwhile.
        set = withPage(set, pageNum, page, requestedMs);
        endRefusals = rowCount(page) === 0 ? END_REFUSALS : 0;
      } catch (error) {
        if (signal?.aborted) return;
        const failure = failureOf(error);
        set = withFailure(set, pageNum, failure);
        endRefusals = isEndOfList(failure) ? endRefusals + 1 : 0;
      }
      publication ??= setTimeout(publish, publishDelayMs(set.pages.size));
    }
  };
  await Promise.all(Array.from({ length: FRAME_PAGES_AT_ONCE + FRAME_PAGES_WAITING }, worker));
  clearTimeout(publication);
  if (endRefusals >= END_REFUSALS) set = { ...set, pageCount: Math.max(1, ...set.pages.keys(), ...set.failed.keys()) };
  // Another load, as after a rerender, may have ended meanwhile; its later requests hold newer pages.
  return withNewerPages(set, client.getQueryData<FrameSet>(queryKey) ?? emptyFrameSet);
}
