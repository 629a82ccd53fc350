/** All frames of a leaf in the query cache: loaded page by page, then refreshed by the task's own counts. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { FrameCounts, TaskNode } from "../../protocol/tasks/task-tree";
import { frameKeys } from "./frame-keys";
import { matchesCounts, pagesToRefresh } from "./frame-refresh";
import { emptyFrameSet, type FrameSet, isLoaded, missingPages, pageBehindEnd, withCounts } from "./frame-set";
import { loadFirstPage, loadPages, type PageLoad } from "./load-frame-pages";
import { pauseLoad, runPausable } from "./pausable-load";

/**
 * All frames of a leaf whose name matches the keyword ("" for all). The first fetch loads every page and publishes the frames
 * as they come; later ones read only the pages that may have changed, judged by the task's own counts. A page that fails is
 * recorded as failed and hides no other. Throws CallError when the first page fails.
 */
export function frameSetQuery(taskId: number, keyword: string, counts: FrameCounts) {
  const queryKey = frameKeys.set(taskId, keyword);
  return queryOptions({
    queryKey,
    queryFn: ({ client, signal }): Promise<FrameSet> => {
      const cached = client.getQueryData<FrameSet>(queryKey) ?? { ...emptyFrameSet, isSearchResult: keyword !== "" };
      const set = withCounts(cached, counts, Date.now());
      const request = { client, taskId, keyword, signal, set };
      return isLoaded(set) ? refreshSet(request) : runPausable(queryKey, (pause) => loadSet(request, pause));
    },
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

type SetRequest = Omit<PageLoad, "pages" | "signal"> & { readonly signal: AbortSignal };

/** Loads the pages that were never read. `signal` is aborted by the query client, `pause` by the user. */
async function loadSet({ signal, set, ...request }: SetRequest, pause: AbortSignal): Promise<FrameSet> {
  const { client, taskId, keyword } = request;
  const either = AbortSignal.any([signal, pause]);
  const resumed: FrameSet = { ...set, isPaused: false, failed: new Map() };
  let first = resumed;
  try {
    if (resumed.pageCount === 0) first = await loadFirstPage(taskId, keyword, either, resumed);
  } catch (error) {
    // The abort of a pause is not a failure.
    if (pause.aborted) return { ...resumed, isPaused: true };
    throw error;
  }
  client.setQueryData(frameKeys.set(taskId, keyword), first);
  const loaded = await loadToEnd({ ...request, signal: either, set: first });
  if (signal.aborted) throw signal.reason;
  return pause.aborted ? { ...loaded, isPaused: true } : loaded;
}

/** Loads the missing pages, and further ones until the farm's total is reached or a page is empty or fails. */
async function loadToEnd(request: SetRequest): Promise<FrameSet> {
  let { set } = request;
  while (!request.signal.aborted) {
    const missing = missingPages(set).filter((page) => !set.failed.has(page));
    const behindEnd = pageBehindEnd(set);
    const pages = missing.length > 0 || behindEnd === null ? missing : [behindEnd];
    if (pages.length === 0) return set;
    set = await loadPages({ ...request, set, pages });
    if (pages[0] === behindEnd && set.pageCount < behindEnd) return set;
  }
  return set;
}

async function refreshSet(request: SetRequest): Promise<FrameSet> {
  const set = await loadPages({ ...request, pages: pagesToRefresh(request.set) });
  // The task may have more frames than before: pages that were never read.
  const added = missingPages(set).filter((page) => !set.failed.has(page));
  return loadPages({ ...request, set, pages: added });
}

/** Pauses the load of a set. The loaded frames stay. */
export const pauseFrames = (taskId: number, keyword: string): void => pauseLoad(frameKeys.set(taskId, keyword));

/**
 * The frames of a leaf, refreshed when the task's counts of done, failed, rendering and stopped frames differ from the
 * loaded ones (`isSettled` false). While they match no page is read, so watching a task costs one small request per interval.
 * `dataReadAtMs` is when the task was read.
 */
export function useFrameSet(leaf: TaskNode, keyword: string, dataReadAtMs: number | null) {
  const { counts } = leaf.rollUp;
  const query = useQuery(frameSetQuery(leaf.task.id, keyword, counts));
  const { data, refetch } = query;
  const isSettled = useMemo(() => data !== undefined && matchesCounts(data, counts), [data, counts]);
  const isBehind = data !== undefined && isLoaded(data) && !isSettled;
  const hasFailedPages = data !== undefined && data.failed.size > 0;
  const lastReadAtMs = useRef(dataReadAtMs);
  useEffect(() => {
    const isNewReading = lastReadAtMs.current !== dataReadAtMs;
    lastReadAtMs.current = dataReadAtMs;
    // A failed page is not requested again at once, but after the next poll of the task.
    if (isBehind && (isNewReading || !hasFailedPages)) void refetch({ cancelRefetch: false });
  }, [dataReadAtMs, isBehind, hasFailedPages, refetch]);
  return { query, isSettled };
}
