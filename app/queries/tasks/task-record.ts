import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { RequestOf } from "../../protocol/requests";
import { callPage } from "../http/call-page";
import { taskKeys } from "./task-keys";

/** Entries per page of the screen. */
const PAGE_ROWS = 50;

/** A page of the operation record (current dialect). The dates are local moments of the farm. The previous page shows meanwhile. */
export const taskRecordQuery = (page: Omit<RequestOf<"taskRecord">, "pageSize">) =>
  queryOptions({
    queryKey: taskKeys.record(page),
    queryFn: ({ signal }) => callPage("taskRecord", { ...page, pageSize: PAGE_ROWS }, { signal }),
    placeholderData: keepPreviousData,
  });
