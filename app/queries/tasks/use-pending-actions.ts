/** The actions on whole tasks that are pending. */
import { useMutationState } from "@tanstack/react-query";
import { useMemo } from "react";
import type { TaskAction } from "../../protocol/tasks/task-status";
import { taskKeys } from "./task-keys";
import type { ActionRequest } from "./use-task-action";

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
