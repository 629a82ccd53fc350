/** Sends actions on whole tasks. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { TaskAction } from "../../protocol/tasks/task-status";
import { idsOf, sendWrites, type WriteTarget, writeBatches } from "../../protocol/tasks/write-batches";
import type { Failure } from "../../protocol/wire/failure";
import type { WriteNote } from "../../protocol/wire/write-note";
import { callWrite } from "../http/call-write";
import { readBackTasks } from "./refresh-tasks";
import { taskActions } from "./task-actions";
import { taskKeys } from "./task-keys";

export type ActionRequest = {
  readonly action: TaskAction;
  readonly targets: readonly WriteTarget[];
  /** What the audit notes. */
  readonly note?: WriteNote;
};
/** The result for one target: accepted by the farm, or the failure of its request; not sent after the failure of an earlier one. */
export type ActionOutcome = {
  readonly target: WriteTarget;
  readonly isSent: boolean;
  readonly failure: Failure | null;
};

/**
 * Sends an action and reads the tasks back. Each id is sent at most once; after a failure the remaining ones are not sent.
 * Resolves with one outcome per target. The rows show the state that the farm returns afterwards.
 */
export function useTaskAction() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: taskKeys.action,
    mutationFn: async ({ action, targets, note }: ActionRequest): Promise<readonly ActionOutcome[]> => {
      const outcomes = await sendWrites(writeBatches(targets), (batch) => sendAction(action, idsOf(batch), note));
      return outcomes.flatMap(({ write, isSent, failure }) => write.map((target) => ({ target, isSent, failure })));
    },
    onSettled: (_outcomes, _error, { targets }) => readBackTasks(client, targets),
  });
}

function sendAction(action: TaskAction, ids: number[], note?: WriteNote): Promise<null> {
  const row = taskActions[action];
  return row.capability === null
    ? callWrite(row.operation, { taskParam: ids }, note)
    : callWrite(row.operation, { taskIds: ids }, note);
}
