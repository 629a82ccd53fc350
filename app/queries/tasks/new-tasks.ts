/** New tasks: reserve ids (createTask), upload their files with the transfer client, submit (submitTask). */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { CloneRequest } from "../../protocol/tasks/clone";
import { callOperation } from "../http/call-operation";
import { taskKeys } from "./task-keys";

/** Ids of the transfer client, which uploads the files of a new task. */
export const transferBidQuery = queryOptions({
  queryKey: taskKeys.transferBid,
  queryFn: ({ signal }) => callOperation("getTransferBid", {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Reserves task ids. */
export function useCreateTasks() {
  return useMutation({
    mutationFn: (request: { count: number; outUserId?: number }) => callOperation("createTask", request),
  });
}

/** Reserves an id as the clone of a task (current dialect only). */
export const useReserveClone = () =>
  useMutation({ mutationFn: (request: CloneRequest) => callOperation("createClone", request) });

/** Submits a reserved task whose files are uploaded. */
export function useSubmitTask() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (taskId: number) => callOperation("submitTask", { taskId }),
    onSettled: () => client.invalidateQueries({ queryKey: taskKeys.history }),
  });
}
