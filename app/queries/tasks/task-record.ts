import { infiniteQueryOptions } from "@tanstack/react-query";
import type { RequestOf } from "../../protocol/requests";
import { callPage } from "../http/call-page";
import { taskKeys } from "./task-keys";

/** Entries that are read at once. */
const PAGE_ROWS = 50;

/** The operation record (current dialect), newest first, page after page. The dates are local moments of the farm. */
export const taskRecordQuery = (range: Pick<RequestOf<"taskRecord">, "startDate" | "endDate">) =>
  infiniteQueryOptions({
    queryKey: taskKeys.record(range),
    queryFn: ({ pageParam, signal }) =>
      callPage("taskRecord", { ...range, pageNum: pageParam, pageSize: PAGE_ROWS }, { signal }),
    initialPageParam: 1,
    getNextPageParam: ({ pageCount }, _pages, pageNum) => (pageNum < pageCount ? pageNum + 1 : null),
  });
