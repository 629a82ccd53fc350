/** Commands on frames of the current dialect: stop frames, render frames again by state. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { WriteNote } from "../../protocol/wire/write-note";
import { callOperation } from "../http/call-operation";
import { callWrite } from "../http/call-write";
import { frameKeys } from "./frame-keys";
import { sendFrameLots } from "./frame-lots";

/** The frames to stop: selected ones, those in some states, or all that have not ended. */
export type StopFrames =
  | { readonly kind: "ids"; readonly taskId: number; readonly ids: readonly number[] }
  | { readonly kind: "states"; readonly taskId: number; readonly states: readonly number[] }
  | { readonly kind: "all"; readonly taskId: number };

/** Sends a stop of frames once; more ids than one request carries in lots. Throws CallError. The frames show its effect when their pages are read again. */
export function useStopFrames() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (request: StopFrames): Promise<void> => {
      const { taskId } = request;
      if (request.kind === "ids")
        await sendFrameLots("stopTaskFrames", request.ids, (ids) =>
          callOperation("stopTaskFrames", { taskId, selectAll: 0, ids }),
        );
      else if (request.kind === "all") await callOperation("stopTaskFrames", { taskId, selectAll: 1 });
      else await callOperation("stopTaskFrames", { taskId, selectAll: 1, status: [...request.states] });
    },
    onSettled: () => client.invalidateQueries({ queryKey: frameKeys.tasks }),
  });
}

type RerenderStates = { readonly taskId: number; readonly states: readonly number[]; readonly note?: WriteNote };

/** Renders the frames of a task that are in some states again. Throws CallError. */
export function useRerenderStates() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ taskId, states, note }: RerenderStates): Promise<void> => {
      await callWrite("recommitTasks", { taskIds: [taskId], status: [...states] }, note);
    },
    onSettled: () => client.invalidateQueries({ queryKey: frameKeys.tasks }),
  });
}
