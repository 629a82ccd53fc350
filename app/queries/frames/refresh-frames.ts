/** Reads chosen frames again: before a write, after a write, and pages that failed. */
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { CallError } from "../../protocol/wire/call-error";
import { frameKeys } from "./frame-keys";
import { matchesCounts, pagesToRefresh } from "./frame-refresh";
import { emptyFrameSet, type FrameSet, pagesOf, withCounts } from "./frame-set";
import { refreshCounts } from "./frame-task";
import { loadPages } from "./load-frame-pages";

const cachedSet = (client: QueryClient, taskId: number, keyword: string) =>
  client.getQueryData<FrameSet>(frameKeys.set(taskId, keyword)) ?? emptyFrameSet;

/** Reads the pages that hold the given frames, and those that failed. Throws CallError when one of them fails. */
export async function refreshFrames(client: QueryClient, taskId: number, keyword: string, ids: ReadonlySet<number>) {
  const set = cachedSet(client, taskId, keyword);
  await reloadPages(client, taskId, keyword, [...new Set([...pagesOf(set, ids), ...set.failed.keys()])]);
}

async function reloadPages(client: QueryClient, taskId: number, keyword: string, pages: readonly number[]) {
  const set = await loadPages({ client, taskId, keyword, set: cachedSet(client, taskId, keyword), pages });
  client.setQueryData(frameKeys.set(taskId, keyword), set);
  const [failure] = set.failed.values();
  if (failure) throw new CallError("queryTaskFrames", failure);
}

/** Refreshes before a write: four bring ten thousand frames in line with the task. Frames of more stay out of the write. */
const MAX_CHECK_ROUNDS = 4;

/**
 * Reads the task, the pages that hold the given frames, and the pages that must have changed, until the frames match the
 * counts of the task or MAX_CHECK_ROUNDS is reached. Throws CallError.
 */
export async function checkFrames(client: QueryClient, taskId: number, keyword: string, ids: ReadonlySet<number>) {
  const counts = await refreshCounts(client, taskId);
  client.setQueryData<FrameSet>(frameKeys.set(taskId, keyword), (set) =>
    withCounts(set ?? emptyFrameSet, counts, Date.now()),
  );
  await refreshFrames(client, taskId, keyword, ids);
  for (let round = 0; round < MAX_CHECK_ROUNDS; round += 1) {
    const set = cachedSet(client, taskId, keyword);
    if (matchesCounts(set, counts)) return;
    await reloadPages(client, taskId, keyword, pagesToRefresh(set));
  }
}

/** Reads the pages that failed. A page that fails again stays a failed page of the set. */
export function useRetryPages(taskId: number, keyword: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => refreshFrames(client, taskId, keyword, new Set()) });
}
