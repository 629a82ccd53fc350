/** A search at the farm for what is asked for while the history is still loading: one request, read into the history by id. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { emptyHistory, mergeSearchResults, PAGE_SIZE, type TaskHistory } from "../../mirror/task-history";
import type { RequestOf } from "../../protocol/requests";
import { taskStatuses } from "../../protocol/tasks/task-status";
import { toFarmMoment } from "../../protocol/wire/farm-time";
import { callOperation } from "../http/call-operation";
import { taskKeys } from "./tasks";

/** What the farm can filter by (capability taskFilters). */
export type FarmFilter = Pick<RequestOf<"getTaskList">, "statusList" | "searchKeyword" | "startTime" | "endTime">;

export type Wanted = {
  readonly text: string;
  /** Names of states; groups that are not one state of the farm's are left to the page. */
  readonly status: readonly string[];
  /** Epoch ms, both inclusive; null: open. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
};

/**
 * What to ask the farm for; null when nothing of it can be asked. The farm takes several words for one text, so the longest
 * is sent, and no states when one of those wanted is only the page's own. What it misses comes with the history.
 */
export function farmFilter({ text, status, fromMs, toMs }: Wanted): FarmFilter | null {
  const codes = status.map((name) => taskStatuses.find((one) => one.name === name)?.code);
  const known = codes.filter((code) => code !== undefined);
  const [longest = ""] = text.split(/\s+/).toSorted((a, b) => b.length - a.length);
  const filter: FarmFilter = {
    ...(known.length > 0 && known.length === codes.length ? { statusList: known } : {}),
    ...(longest === "" ? {} : { searchKeyword: longest }),
    ...(fromMs === null ? {} : { startTime: toFarmMoment(fromMs) }),
    ...(toMs === null ? {} : { endTime: toFarmMoment(toMs) }),
  };
  return Object.keys(filter).length === 0 ? null : filter;
}

/** The first page of what the farm finds, read into the history. Its data is how many tasks the farm found. */
export const farmSearchQuery = (filter: FarmFilter) =>
  queryOptions({
    queryKey: [...taskKeys.all, "found", filter],
    queryFn: ({ client, signal }) => findFirst(client, filter, signal),
    staleTime: Number.POSITIVE_INFINITY,
    // The history brings the same tasks soon: not worth asking twice.
    retry: false,
  });

async function findFirst(client: QueryClient, filter: FarmFilter, signal: AbortSignal): Promise<number> {
  const askedMs = Date.now();
  const page = await callOperation("getTaskList", { ...filter, pageNum: 1, pageSize: PAGE_SIZE }, signal);
  client.setQueryData<TaskHistory>(taskKeys.history, (history) =>
    mergeSearchResults(history ?? emptyHistory, page.rows, askedMs),
  );
  return page.total;
}
