/** Tasks by their ids, whether or not the farm has all of them. */
import type { TasksResponse } from "../../mirror/merge-poll";
import { MAX_IDS_PER_REQUEST } from "../../mirror/poll-plan";
import type { ResponseOf } from "../../protocol/endpoints";
import { NOT_FOUND } from "../../protocol/wire/envelope";
import { CallError } from "../http/call-error";
import { callOperation } from "../http/call-operation";
import { createResponseCache } from "../http/response-cache";

const responses = createResponseCache<ResponseOf<"queryTaskInfo">>();

/** Requests tasks one batch of ids after another. Throws CallError. */
export async function fetchTasks(ids: readonly number[], signal?: AbortSignal): Promise<readonly TasksResponse[]> {
  const fetched: TasksResponse[] = [];
  for (let from = 0; from < ids.length; from += MAX_IDS_PER_REQUEST) {
    fetched.push(...(await fetchBatch(ids.slice(from, from + MAX_IDS_PER_REQUEST), signal)));
  }
  return fetched;
}

/** One request. A single unknown id makes the farm refuse all of them: bisection finds it, and its response is empty. */
async function fetchBatch(requestedIds: readonly number[], signal?: AbortSignal): Promise<readonly TasksResponse[]> {
  const requestedMs = Date.now();
  try {
    const { rows } = await callOperation("queryTaskInfo", { taskIds: [...requestedIds] }, signal, responses);
    return [{ requestedIds, tasks: rows, requestedMs }];
  } catch (error) {
    const isUnknown = error instanceof CallError && error.failure.kind === "farm" && error.failure.code === NOT_FOUND;
    if (!isUnknown) throw error;
    if (requestedIds.length === 1) return [{ requestedIds, tasks: [], requestedMs }];
    const half = Math.ceil(requestedIds.length / 2);
    return [
      ...(await fetchBatch(requestedIds.slice(0, half), signal)),
      ...(await fetchBatch(requestedIds.slice(half), signal)),
    ];
  }
}
