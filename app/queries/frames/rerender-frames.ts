import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { WriteNote } from "../../protocol/wire/write-note";
import { callWrite } from "../http/call-write";
import { frameKeys } from "./frame-keys";
import { sendFrameLots } from "./frame-lots";

/** The frames to render again: the failed ones of a task, selected ones, or all. */
export type Rerender = {
  /** What the audit notes. */
  readonly note?: WriteNote;
} & (
  | { readonly kind: "failed"; readonly taskId: number }
  | { readonly kind: "selected"; readonly taskId: number; readonly ids: readonly number[] }
  | { readonly kind: "all"; readonly taskId: number }
);

/** Sends a rerender once; more ids than one request carries in lots. Throws CallError. The frames show its effect when their pages are read again. */
export function useRerender() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (request: Rerender): Promise<void> => {
      const { taskId, note } = request;
      if (request.kind === "failed") await callWrite("restartFailedFrames", { taskParam: [taskId] }, note);
      else if (request.kind === "all") await callWrite("restartFrame", { taskId, selectAll: 1, ids: [] }, note);
      else
        await sendFrameLots("restartFrame", request.ids, (ids) =>
          callWrite("restartFrame", { taskId, selectAll: 0, ids }, note),
        );
    },
    // All tasks of the page: a layer is also shown under the id of its shell.
    onSettled: () => client.invalidateQueries({ queryKey: frameKeys.tasks }),
  });
}
