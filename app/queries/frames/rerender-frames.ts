import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callOperation } from "../http/call-operation";
import { frameKeys } from "./frame-keys";

/** The frames to render again: the failed ones of a task, selected ones, or all. */
export type Rerender =
  | { readonly kind: "failed"; readonly taskId: number }
  | { readonly kind: "selected"; readonly taskId: number; readonly ids: readonly number[] }
  | { readonly kind: "all"; readonly taskId: number };

/** Sends a rerender once. Throws CallError. The frames show its effect when their pages are read again. */
export function useRerender() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (request: Rerender): Promise<void> => {
      const { taskId } = request;
      if (request.kind === "failed") await callOperation("restartFailedFrames", { taskParam: [taskId] });
      else if (request.kind === "all") await callOperation("restartFrame", { taskId, selectAll: 1, ids: [] });
      else await callOperation("restartFrame", { taskId, selectAll: 0, ids: [...request.ids] });
    },
    // All tasks of the page: a layer is also shown under the id of its shell.
    onSettled: () => client.invalidateQueries({ queryKey: frameKeys.tasks }),
  });
}
