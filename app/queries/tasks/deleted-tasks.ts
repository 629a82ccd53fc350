import { infiniteQueryOptions } from "@tanstack/react-query";
import { callOperation } from "../http/call-operation";
import { taskKeys } from "./task-keys";

/** Rows per page: the most that the farm returns. */
const PAGE_ROWS = 100;

/** Deleted tasks, newest first, page after page (current dialect). */
export const deletedTasksQuery = infiniteQueryOptions({
  queryKey: taskKeys.deleted,
  queryFn: ({ pageParam, signal }) =>
    callOperation("getDeletedTasks", { pageNum: pageParam, pageSize: PAGE_ROWS }, signal),
  initialPageParam: 1,
  getNextPageParam: (last) => (last.pageNum < last.pageCount ? last.pageNum + 1 : undefined),
  staleTime: 0,
});
