/** Frames of a leaf: loading all pages with progress and cancel, refreshing what may change, rendering frames again. */
import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { FrameCounts, TaskNode } from "../../protocol/tasks/task-tree";
import { CallError, failureOf } from "../http/call-error";
import { callOperation } from "../http/call-operation";
import { agrees, pagesToRefresh } from "./frame-refresh";
import {
  emptyFrameSet,
  FRAME_PAGE_SIZE,
  FRAME_PAGES_AT_ONCE,
  FRAME_PAGES_WAITING,
  type FrameSet,
  isLoaded,
  missingPages,
  pagesOf,
  withCounts,
  withFailure,
  withNewer,
  withPage,
} from "./frame-set";
import { frameKeys, refreshCounts } from "./frame-task";

/** Loads under way that the user may break off, by query key. */
const cancels = new Map<string, AbortController>();
/**
 * How long what has come of a growing set may go unshown, ms. Each showing is a pass over all frames, during which no page
 * is read: the more there are, the more seldom.
 */
const publishMs = (pages: number) => Math.min(2000, 250 + 5 * pages);

/**
 * All frames of a leaf whose name matches the keyword ("" for all). The first fetch reads every page and shows what has
 * come; later ones read again only what may have changed, judged by the task's own counts. A page that fails is kept as
 * failed and hides nothing.
 */
export function frameSetQuery(taskId: number, keyword: string, counts: FrameCounts) {
  const queryKey = frameKeys.set(taskId, keyword);
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }): Promise<FrameSet> => {
      const none = { ...emptyFrameSet, ofSearch: keyword !== "" };
      const known = withCounts(client.getQueryData<FrameSet>(queryKey) ?? none, counts, Date.now());
      if (isLoaded(known)) {
        const read = await readPages({ client, taskId, keyword, signal, known, pages: pagesToRefresh(known) });
        // Frames may have been added: pages nobody knew of.
        const added = missingPages(read).filter((page) => !read.failed.has(page));
        return readPages({ client, taskId, keyword, signal, known: read, pages: added });
      }
      const cancel = new AbortController();
      cancels.set(queryKey.join("/"), cancel);
      try {
        const own = AbortSignal.any([signal, cancel.signal]);
        const start = { ...known, paused: false, failed: new Map() };
        const first = known.pageCount === 0 ? await readFirst(taskId, keyword, own, start) : start;
        client.setQueryData(queryKey, first);
        const pages = missingPages(first);
        const set = await readPages({ client, taskId, keyword, signal: own, known: first, pages });
        if (signal.aborted) throw signal.reason;
        return cancel.signal.aborted ? { ...set, paused: true } : set;
      } finally {
        if (cancels.get(queryKey.join("/")) === cancel) cancels.delete(queryKey.join("/"));
      }
    },
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/**
 * The frames of a leaf, kept fresh by the task's own counts: as long as done, failed, rendering and stopped frames are as
 * many as the farm says (`settled`), no page is asked for. So watching costs one small request per interval. `readMs` is
 * when the task was read.
 */
export function useFrameSet(leaf: TaskNode, keyword: string, readMs: number | null) {
  const { counts } = leaf.rollUp;
  const query = useQuery(frameSetQuery(leaf.task.id, keyword, counts));
  const { data, refetch } = query;
  const settled = useMemo(() => data !== undefined && agrees(data, counts), [data, counts]);
  const behind = data !== undefined && isLoaded(data) && !settled;
  const torn = data !== undefined && data.failed.size > 0;
  const lastRead = useRef(readMs);
  useEffect(() => {
    const again = lastRead.current !== readMs;
    lastRead.current = readMs;
    // A page that failed is not tried again at once, but with the next reading of the task.
    if (behind && (again || !torn)) void refetch({ cancelRefetch: false });
  }, [readMs, behind, torn, refetch]);
  return { query, settled };
}

/** Breaks off the load of a set; what has come stays. */
export function pauseFrames(taskId: number, keyword: string): void {
  cancels.get(frameKeys.set(taskId, keyword).join("/"))?.abort();
}

async function readFirst(taskId: number, keyword: string, signal: AbortSignal, set: FrameSet): Promise<FrameSet> {
  // The first page failing is the load failing: there is nothing to show beside it.
  const askedMs = Date.now();
  return withPage(set, 1, await readPage(taskId, keyword, 1, signal), askedMs);
}

function readPage(taskId: number, keyword: string, pageNum: number, signal?: AbortSignal) {
  const search = keyword === "" ? {} : { searchKeyword: keyword };
  return callOperation("queryTaskFrames", { taskId, pageNum, pageSize: FRAME_PAGE_SIZE, ...search }, signal);
}

type Reading = {
  readonly client: QueryClient;
  readonly taskId: number;
  readonly keyword: string;
  readonly signal?: AbortSignal;
  readonly known: FrameSet;
  readonly pages: readonly number[];
};

/** Reads pages with bounded concurrency and shows what has come now and then. Stops where it is when aborted. */
async function readPages({ client, taskId, keyword, signal, known, pages }: Reading): Promise<FrameSet> {
  const queryKey = frameKeys.set(taskId, keyword);
  const queue = [...pages];
  let set = known;
  let showing: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    showing = undefined;
    client.setQueryData<FrameSet>(queryKey, (shown) => withNewer(set, shown ?? emptyFrameSet));
  };
  const worker = async () => {
    for (let pageNum = queue.shift(); pageNum !== undefined; pageNum = queue.shift()) {
      if (signal?.aborted) return;
      const askedMs = Date.now();
      try {
        const page = await readPage(taskId, keyword, pageNum, signal);
        // Only now: the other workers have changed the set while this one waited.
        set = withPage(set, pageNum, page, askedMs);
      } catch (error) {
        if (signal?.aborted) return;
        set = withFailure(set, pageNum, failureOf(error));
      }
      showing ??= setTimeout(show, publishMs(set.pages.size));
    }
  };
  await Promise.all(Array.from({ length: FRAME_PAGES_AT_ONCE + FRAME_PAGES_WAITING }, worker));
  clearTimeout(showing);
  // Another reading, as after a rerender, may have ended meanwhile; what it asked for later is newer.
  return withNewer(set, client.getQueryData<FrameSet>(queryKey) ?? emptyFrameSet);
}

/** Reads the pages that hold the given frames, and those that failed, again. Throws CallError when one of them fails. */
export async function refreshFrames(client: QueryClient, taskId: number, keyword: string, ids: ReadonlySet<number>) {
  const known = readSet(client, taskId, keyword);
  await readAgain(client, taskId, keyword, [...new Set([...pagesOf(known, ids), ...known.failed.keys()])]);
}

const readSet = (client: QueryClient, taskId: number, keyword: string) =>
  client.getQueryData<FrameSet>(frameKeys.set(taskId, keyword)) ?? emptyFrameSet;

async function readAgain(client: QueryClient, taskId: number, keyword: string, pages: readonly number[]) {
  const set = await readPages({ client, taskId, keyword, known: readSet(client, taskId, keyword), pages });
  client.setQueryData(frameKeys.set(taskId, keyword), set);
  const [failure] = set.failed.values();
  if (failure) throw new CallError("queryTaskFrames", failure);
}

/** So many refreshes bring ten thousand frames in line with the task; of more, what is still unknown is left out. */
const CHECK_ROUNDS = 4;

/**
 * Before frames are written to: reads the task, the pages that hold the given frames, and the pages that must have changed,
 * until the frames add up to what the farm counts, within a bound. Throws CallError.
 */
export async function checkFrames(client: QueryClient, taskId: number, keyword: string, ids: ReadonlySet<number>) {
  const counts = await refreshCounts(client, taskId);
  const queryKey = frameKeys.set(taskId, keyword);
  client.setQueryData<FrameSet>(queryKey, (set) => withCounts(set ?? emptyFrameSet, counts, Date.now()));
  await refreshFrames(client, taskId, keyword, ids);
  for (let round = 0; round < CHECK_ROUNDS; round += 1) {
    const set = readSet(client, taskId, keyword);
    if (agrees(set, counts)) return;
    await readAgain(client, taskId, keyword, pagesToRefresh(set));
  }
}

/** Reads the pages that failed again, and nothing else. What fails once more stays a failed page of the set. */
export function useRetryPages(taskId: number, keyword: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => refreshFrames(client, taskId, keyword, new Set()) });
}

/** Which frames are rendered again: the failed ones of the task, chosen ones, or all. */
export type Rerender =
  | { readonly kind: "failed"; readonly taskId: number }
  | { readonly kind: "selected"; readonly taskId: number; readonly ids: readonly number[] }
  | { readonly kind: "all"; readonly taskId: number };

/** Sends a rerender once. Throws CallError. What became of each frame shows when the pages are read again. */
export function useRerender() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (request: Rerender): Promise<void> => {
      const { taskId } = request;
      if (request.kind === "failed") await callOperation("restartFailedFrames", { taskParam: [taskId] });
      else if (request.kind === "all") await callOperation("restartFrame", { taskId, selectAll: 1, ids: [] });
      else await callOperation("restartFrame", { taskId, selectAll: 0, ids: [...request.ids] });
    },
    // A layer is shown under its shell's id too, and every page of a task shows what its layers have come to.
    onSettled: () => client.invalidateQueries({ queryKey: frameKeys.tasks }),
  });
}
