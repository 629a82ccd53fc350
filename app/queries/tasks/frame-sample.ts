import { queryOptions } from "@tanstack/react-query";
import type { Frame } from "../../protocol/frames/frame";
import { callOperation } from "../http/call-operation";
import { taskKeys } from "./task-keys";

/** Frames of a sample: one page. */
const SAMPLE_SIZE = 100;

/** The first frames of a leaf, from which a price range is estimated. */
export function frameSampleQuery(leafId: number) {
  return queryOptions({
    queryKey: taskKeys.frameSample(leafId),
    queryFn: async ({ signal }): Promise<readonly Frame[]> => {
      const request = { taskId: leafId, pageNum: 1, pageSize: SAMPLE_SIZE };
      return (await callOperation("queryTaskFrames", request, signal)).rows;
    },
    staleTime: 60_000,
  });
}
