import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callOperation } from "../http/call-operation";
import { frameKeys } from "./frame-keys";
import { sendFrameLots } from "./frame-lots";

/** The frames to render again: the failed ones of a task, selected ones, or all. */
export type Rerender =
  | { readonly kind: "failed"; readonly taskId: number }
  | { readonly kind: "selected"; readonly taskId: number; readonly ids: readonly number[] }
  | { readonly kind: "all"; readonly taskId: number };

/** Sends a rerender once; more ids than one request carries in lots. Throws CallError. The frames show its effect when their pages are read again. */
export function useRerender() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (request: Rerender): Promise<void> => {
      const { taskId } = request;
      if (request.kind === "failed") await callOperation("restartFailedFrames", { taskParam: [taskId] });
      else if (request.kind === "all") await callOperation("restartFrame", { taskId, selectAll: 1, ids: [] });
      else
        await sendFrameLots("restartFrame", request.ids, (ids) =>
          callOperation("restartFrame", { taskId, selectAll: 0, ids }),
        );
    },
    // All tasks of the page: a layer is also shown under the id of its shell.
    onSettled: () => client.invalidateQueries({ queryKey: frameKeys.tasks }),
  });
}
