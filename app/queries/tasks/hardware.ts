import { queryOptions } from "@tanstack/react-query";
import { callOperation } from "../http/call-operation";
import { taskKeys } from "./task-keys";

/** Machine types of the current dialect. `isCurrent` marks those that the given tasks use: several when the tasks differ. */
export const hardwareQuery = (taskIds: readonly number[]) =>
  queryOptions({
    queryKey: taskKeys.hardware(taskIds),
    queryFn: ({ signal }) =>
      callOperation("hardwareConfigList", taskIds.length === 0 ? {} : { taskIds: [...taskIds] }, signal),
    staleTime: 0,
  });
