import { infiniteQueryOptions } from "@tanstack/react-query";
import { callPage } from "../http/call-page";
import { taskKeys } from "./task-keys";

/** Rows per page: the most that the farm returns. */
const PAGE_ROWS = 100;

/** Deleted tasks, newest first, page after page (current dialect). */
export const deletedTasksQuery = infiniteQueryOptions({
  queryKey: taskKeys.deleted,
  queryFn: ({ pageParam, signal }) =>
    callPage("getDeletedTasks", { pageNum: pageParam, pageSize: PAGE_ROWS }, { signal }),
  initialPageParam: 1,
  getNextPageParam: (last, pages) => (pages.length < last.pageCount ? pages.length + 1 : undefined),
  staleTime: 0,
});
