/** Sends actions on whole tasks, and reports the ones that are pending. */
import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { TaskAction } from "../../protocol/tasks/task-status";
import type { Failure } from "../../protocol/wire/failure";
import { callOperation } from "../http/call-operation";
import { taskActions } from "./task-actions";
import { readBackTasks } from "./task-history-query";
import { taskKeys } from "./task-keys";
import { idsOf, sendWrites, type WriteTarget, writeBatches } from "./write-batches";

export type ActionRequest = { readonly action: TaskAction; readonly targets: readonly WriteTarget[] };
/** The result for one target: accepted by the farm, or the failure of the request that it was part of. */
export type ActionOutcome = { readonly target: WriteTarget; readonly failure: Failure | null };

/**
 * Sends an action and reads the tasks back. Each id is sent at most once; after a failure the remaining ones are not sent.
 * Resolves with one outcome per target. The rows show the state that the farm returns afterwards.
 */
export function useTaskAction() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: taskKeys.action,
    mutationFn: async ({ action, targets }: ActionRequest): Promise<readonly ActionOutcome[]> => {
      const outcomes = await sendWrites(writeBatches(targets), (batch) => sendAction(action, idsOf(batch)));
      return outcomes.flatMap(({ write, failure }) => write.map((target) => ({ target, failure })));
    },
    onSettled: (_outcomes, _error, { targets }) => readBackTasks(client, targets),
  });
}

function sendAction(action: TaskAction, ids: number[]): Promise<null> {
  const row = taskActions[action];
  return row.capability === null
    ? callOperation(row.operation, { taskParam: ids })
    : callOperation(row.operation, { taskIds: ids });
}

const isActionRequest = (value: unknown): value is ActionRequest =>
  typeof value === "object" && value !== null && "action" in value && "targets" in value;

/** The pending action of each row, by row id: the row says "Stopping…" until its task was read back. */
export function usePendingActions(): ReadonlyMap<number, TaskAction> {
  const requests = useMutationState({
    filters: { mutationKey: taskKeys.action, status: "pending" },
    select: (mutation) => mutation.state.variables,
  });
  return useMemo(() => {
    const pending = requests.filter(isActionRequest);
    return new Map(pending.flatMap(({ action, targets }) => targets.map(({ rowId }) => [rowId, action] as const)));
  }, [requests]);
}
