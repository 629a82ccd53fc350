import { queryOptions } from "@tanstack/react-query";
import { callOperation } from "../http/call-operation";
import { type PollingChoice, pollingInterval } from "../http/polling";
import { frameKeys } from "./frame-keys";

/** The progress of each tile of a 3ds Max task (current dialect), polled while it renders. */
export function tileProgressQuery(taskId: number, isRendering: boolean, polling: PollingChoice) {
  return queryOptions({
    queryKey: frameKeys.tiles(taskId),
    queryFn: ({ signal }) => callOperation("loadTaskProcessImg", { taskId }, signal),
    refetchOnMount: "always",
    refetchInterval: ({ state }) =>
      isRendering && pollingInterval(polling, { isBusy: true, hasFailed: state.status === "error" }),
  });
}
