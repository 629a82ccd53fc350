/** Nothing is done on old data: a dialog reads its tasks again when it opens, and waits for them. */
import { Alert, Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../queries/call-error";
import { ageOf, emptyHistory, type TaskHistory } from "../queries/task-history";
import { refreshTasks, taskKeys } from "../queries/tasks";
import { useFailureWords } from "../ui/failure-words";
import { useFormat } from "../ui/format";
import { useSecond } from "../ui/now";

/** Older than this, data may not be acted on (design rule 2). */
const MAX_AGE_MS = 60_000;

/** Reads the tasks again; tells whether they were read within the last minute, says so when not, and offers to ask again. */
export function Freshness({
  topIds,
  purpose,
  children,
}: {
  topIds: readonly number[];
  /** What is to be done: each purpose asks anew. */
  purpose: string;
  children: (fresh: boolean) => ReactNode;
}) {
  const t = useTranslations("task.action");
  const words = useFailureWords();
  const format = useFormat();
  const client = useQueryClient();
  const { isFetching, error, refetch } = useQuery({
    queryKey: [...taskKeys.all, "check", purpose, topIds.join()],
    queryFn: () => refreshTasks(client, topIds).then(() => true),
    gcTime: 0,
    staleTime: 0,
    retry: 1,
  });
  const nowMs = useSecond();
  const age = ageOf(client.getQueryData<TaskHistory>(taskKeys.history) ?? emptyHistory, topIds, nowMs);
  const fresh = !isFetching && age !== null && age <= MAX_AGE_MS;
  return (
    <>
      {isFetching && (
        <p className="faint" role="status">
          {t("checking")}
        </p>
      )}
      {!isFetching && error && (
        <Alert color={fresh ? "yellow" : "red"} title={words(failureOf(error), "read").title} my="sm">
          {age !== null && t("staleSince", { age: format.duration(age / 1000) })}{" "}
          <Button variant="default" onClick={() => void refetch()}>
            {t("checkAgain")}
          </Button>
        </Alert>
      )}
      {children(fresh)}
    </>
  );
}
