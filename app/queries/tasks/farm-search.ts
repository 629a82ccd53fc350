/** A search at the farm while the history loads: one request, whose tasks are merged into the history. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { mergeSearchResults } from "../../mirror/merge-poll";
import { PAGE_SIZE } from "../../mirror/poll-plan";
import { emptyHistory, type TaskHistory } from "../../mirror/task-history";
import type { RequestOf } from "../../protocol/requests";
import { taskStatuses } from "../../protocol/tasks/task-status";
import { toFarmMoment } from "../../protocol/wire/farm-time";
import { callPage } from "../http/call-page";
import { taskKeys } from "./task-keys";

/** The filters of the farm (capability taskFilters). */
export type FarmFilter = Pick<RequestOf<"getTaskList">, "statusList" | "searchKeyword" | "startTime" | "endTime">;

export type SearchCriteria = {
  readonly text: string;
  /** Names of states. Some are groups of the page that the farm does not have, such as "stuck". */
  readonly status: readonly string[];
  /** Epoch ms, both inclusive; null: open. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
};

/**
 * The filter to send; null when the farm can filter by none of the criteria. The farm takes several words for one text, so
 * only the longest is sent. No states are sent when one of them is a group of the page: the filter would hide its tasks.
 * The page applies all criteria to the history afterwards.
 */
export function farmFilter({ text, status, fromMs, toMs }: SearchCriteria): FarmFilter | null {
  const codes = status.map((name) => taskStatuses.find((row) => row.name === name)?.code);
  const farmCodes = codes.filter((code) => code !== undefined);
  const [longestWord = ""] = text.split(/\s+/).toSorted((a, b) => b.length - a.length);
  const filter: FarmFilter = {
    ...(farmCodes.length > 0 && farmCodes.length === codes.length ? { statusList: farmCodes } : {}),
    ...(longestWord === "" ? {} : { searchKeyword: longestWord }),
    ...(fromMs === null ? {} : { startTime: toFarmMoment(fromMs) }),
    ...(toMs === null ? {} : { endTime: toFarmMoment(toMs) }),
  };
  return Object.keys(filter).length === 0 ? null : filter;
}

/** Merges the first page of results into the history. Its data is the number of tasks that match at the farm. */
export const farmSearchQuery = (filter: FarmFilter) =>
  queryOptions({
    queryKey: taskKeys.search(filter),
    queryFn: ({ client, signal }) => searchFarm(client, filter, signal),
    staleTime: Number.POSITIVE_INFINITY,
    // The history brings the same tasks soon, so a second request is not worth its cost.
    retry: false,
  });

async function searchFarm(client: QueryClient, filter: FarmFilter, signal: AbortSignal): Promise<number> {
  const requestedMs = Date.now();
  const page = await callPage("getTaskList", { ...filter, pageNum: 1, pageSize: PAGE_SIZE }, { signal });
  client.setQueryData<TaskHistory>(taskKeys.history, (history) =>
    mergeSearchResults(history ?? emptyHistory, page.rows, requestedMs),
  );
  return page.total;
}
