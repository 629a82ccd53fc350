import { queryOptions } from "@tanstack/react-query";
import type { TaskRecord } from "../../protocol/tasks/task-record";
import { toFarmMoment } from "../../protocol/wire/farm-time";
import { callPage } from "../http/call-page";
import { taskKeys } from "./task-keys";

const PAGE_ROWS = 50;
/** What happened before is not looked for. */
const MAX_PAGES = 4;

/** The newest entries of the operation record since a moment (epoch ms), newest first, until one is `wanted`. */
export const newestRecordQuery = (id: number, sinceMs: number, wanted: (entries: readonly TaskRecord[]) => boolean) =>
  queryOptions({
    queryKey: [...taskKeys.record({ pageNum: 1, startDate: toFarmMoment(sinceMs) }), id] as const,
    queryFn: async ({ signal }): Promise<readonly TaskRecord[]> => {
      const entries: TaskRecord[] = [];
      for (let pageNum = 1; pageNum <= MAX_PAGES; pageNum += 1) {
        const request = { pageNum, pageSize: PAGE_ROWS, startDate: toFarmMoment(sinceMs) };
        const { rows, pageCount } = await callPage("taskRecord", request, { signal });
        entries.push(...rows);
        if (wanted(rows) || pageNum >= pageCount) break;
      }
      return entries;
    },
    // A former stop must not show while the newest is read.
    staleTime: 0,
    gcTime: 0,
  });
