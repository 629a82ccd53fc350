/** Tasks by their ids, whether or not the farm has all of them. */
import { CallError } from "../protocol/wire/call-error";
import { isUnknownTaskCode } from "../protocol/wire/refusals";
import type { FarmReader } from "./farm-reader";
import type { TasksResponse } from "./merge-poll";
import { MAX_IDS_PER_REQUEST } from "./poll-plan";

type TaskReader = Pick<FarmReader, "queryTaskInfo">;

/** Requests tasks one batch of ids after another. Throws CallError. */
export async function readTasks(reader: TaskReader, ids: readonly number[]): Promise<readonly TasksResponse[]> {
  const responses: TasksResponse[] = [];
  for (let from = 0; from < ids.length; from += MAX_IDS_PER_REQUEST) {
    responses.push(...(await readBatch(reader, ids.slice(from, from + MAX_IDS_PER_REQUEST))));
  }
  return responses;
}

/** One request. A single unknown id makes the farm refuse all of them: bisection finds it, and its response is empty. */
async function readBatch(reader: TaskReader, requestedIds: readonly number[]): Promise<readonly TasksResponse[]> {
  const requestedMs = Date.now();
  try {
    return [{ requestedIds, tasks: await reader.queryTaskInfo(requestedIds), requestedMs }];
  } catch (error) {
    const isUnknown =
      error instanceof CallError && error.failure.kind === "farm" && isUnknownTaskCode(error.failure.code);
    if (!isUnknown) throw error;
    if (requestedIds.length === 1) return [{ requestedIds, tasks: [], requestedMs }];
    const half = Math.ceil(requestedIds.length / 2);
    return [
      ...(await readBatch(reader, requestedIds.slice(0, half))),
      ...(await readBatch(reader, requestedIds.slice(half))),
    ];
  }
}
