/** Reads the tasks of a dialog again when it opens: nothing is confirmed on old data. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { oldestAgeMs } from "../../mirror/task-history";
import { failureOf } from "../../protocol/wire/call-error";
import { refreshTasks } from "../../queries/tasks/refresh-tasks";
import { readHistory } from "../../queries/tasks/task-history-query";
import { taskKeys } from "../../queries/tasks/task-keys";
import { Freshness } from "../../ui/dialog/freshness";

export function TaskFreshness({
  topIds,
  purpose,
  children,
}: {
  topIds: readonly number[];
  /** Part of the query key: a dialog of another purpose reads the tasks again. */
  purpose: string;
  /** `isFresh`: the data is young enough to act on. */
  children: (isFresh: boolean) => ReactNode;
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
