/** A dialog reads its tasks again when it opens, and waits for them. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { oldestAgeMs } from "../../mirror/task-history";
import { failureOf } from "../../queries/http/call-error";
import { readHistory, refreshTasks } from "../../queries/tasks/task-history-query";
import { taskKeys } from "../../queries/tasks/task-keys";
import { Freshness } from "../../ui/dialog/freshness";

/** Reads the tasks again and tells whether they may be acted on. */
export function TaskFreshness({
  topIds,
  purpose,
  children,
}: {
  topIds: readonly number[];
  /** What is to be done: each purpose asks anew. */
  purpose: string;
  children: (fresh: boolean) => ReactNode;
}) {
  const client = useQueryClient();
  const { isFetching, error, refetch } = useQuery({
    queryKey: [...taskKeys.all, "check", purpose, topIds.join()],
    queryFn: () => refreshTasks(client, topIds).then(() => true),
    gcTime: 0,
    staleTime: 0,
    retry: 1,
  });
  return (
    <Freshness
      ageAt={(nowMs) => oldestAgeMs(readHistory(client), topIds, nowMs)}
      checking={isFetching}
      failure={error && failureOf(error)}
      onRetry={() => void refetch()}
    >
      {children}
    </Freshness>
  );
}
