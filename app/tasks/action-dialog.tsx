/**
 * Asks before an action that spends or destroys: how many, what it means, who is left out and why, what it will cost.
 * The tasks are read again when it opens; on data older than a minute nothing can be confirmed. Afterwards it says what
 * happened to each task, unless everything went as asked.
 */
import { Alert, Button, Group } from "@mantine/core";
import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskAction } from "../protocol/task-status";
import { failureOf } from "../queries/call-error";
import { useCurrency } from "../queries/currency";
import { ageOf, emptyHistory, type TaskHistory } from "../queries/task-history";
import { type ActionOutcome, frameSampleQuery, refreshTasks, taskKeys, useTaskAction } from "../queries/tasks";
import { Dialog } from "../ui/dialog";
import { useFailureWords } from "../ui/failure-words";
import { useFormat } from "../ui/format";
import { useSecond } from "../ui/now";
import { toast } from "../ui/toast";
import { type ActionPlan, indexSubjects, planAction, planPrice, type Subject, tookEffect } from "./action-plan";
import { ActionResults, type TaskResult } from "./action-results";
import { ActionTargets, Excluded } from "./action-targets";

/** Older than this, data may not be acted on (design rule 2). */
const MAX_AGE_MS = 60_000;
/** Leaves whose frames are sampled for the price; beyond these the mean of the leaf serves. */
const SAMPLED_LEAVES = 8;

export function ActionDialog({
  action,
  ids,
  subjectOf,
  onClose,
}: {
  action: TaskAction;
  ids: readonly number[];
  subjectOf: (id: number) => Subject | undefined;
  onClose: () => void;
}) {
  const t = useTranslations("task.action");
  const client = useQueryClient();
  const mutation = useTaskAction();
  const [results, setResults] = useState<readonly TaskResult[] | null>(null);
  const subjects = ids.map(subjectOf).filter((subject) => subject !== undefined);
  const plan = planAction(action, subjects);
  const topIds = [...new Set(subjects.map((subject) => subject.topId))];
  const check = useQuery({
    queryKey: [...taskKeys.all, "check", action, ids.join()],
    queryFn: () => refreshTasks(client, topIds).then(() => true),
    gcTime: 0,
    staleTime: 0,
    retry: 1,
  });
  const count = action === "rerender" ? plan.frames : plan.targets.length;

  const confirm = async () => {
    const before = new Map(plan.targets.map((target) => [target.rowId, target.node]));
    const outcomes = await mutation.mutateAsync({
      action,
      targets: plan.targets.map(({ rowId, topId, sendIds }) => ({ rowId, topId, sendIds })),
    });
    const history = client.getQueryData<TaskHistory>(taskKeys.history) ?? emptyHistory;
    const read = resultsOf(action, outcomes, before, history);
    if (read.every((result) => result.failure === null && result.effective)) {
      void toast({ tone: "good", title: t(`${action}.done`, { count }) });
      onClose();
      return;
    }
    setResults(read);
  };

  return (
    <Dialog
      onClose={onClose}
      title={t(`${action}.title`, { count, tasks: plan.targets.length })}
      size="lg"
      busy={mutation.isPending}
    >
      {results ? (
        <ActionResults results={results} onClose={onClose} />
      ) : (
        <>
          <p>{t(`${action}.meaning`)}</p>
          <ActionTargets plan={plan} />
          <Excluded plan={plan} />
          {action === "rerender" && <Price plan={plan} />}
          <Freshness
            checking={check.isFetching}
            error={check.error}
            topIds={topIds}
            onRetry={() => void check.refetch()}
          >
            {(fresh) => (
              <Group justify="flex-end" mt="md">
                <Button variant="default" onClick={onClose} disabled={mutation.isPending} data-autofocus>
                  {t("cancel")}
                </Button>
                <Button
                  onClick={() => void confirm()}
                  loading={mutation.isPending}
                  disabled={!fresh || plan.targets.length === 0}
                  {...(action === "abandon" || action === "delete" ? { color: "red" } : {})}
                >
                  {t(`${action}.confirm`, { count })}
                </Button>
              </Group>
            )}
          </Freshness>
        </>
      )}
    </Dialog>
  );
}

function resultsOf(
  action: TaskAction,
  outcomes: readonly ActionOutcome[],
  before: ReadonlyMap<number, Subject["node"]>,
  history: TaskHistory,
): TaskResult[] {
  const now = indexSubjects(history.nodes);
  return outcomes.flatMap(({ target, failure }) => {
    const was = before.get(target.rowId);
    const is = now.get(target.rowId)?.node ?? null;
    return was ? [{ node: is ?? was, gone: is === null, failure, effective: tookEffect(action, was, is) }] : [];
  });
}

/** Whether the tasks were read within the last minute; says so when they were not, and offers to read them again. */
function Freshness({
  checking,
  error,
  topIds,
  onRetry,
  children,
}: {
  checking: boolean;
  error: Error | null;
  topIds: readonly number[];
  onRetry: () => void;
  children: (fresh: boolean) => React.ReactNode;
}) {
  const t = useTranslations("task.action");
  const words = useFailureWords();
  const format = useFormat();
  const client = useQueryClient();
  const nowMs = useSecond();
  const age = ageOf(client.getQueryData<TaskHistory>(taskKeys.history) ?? emptyHistory, topIds, nowMs);
  const fresh = !checking && age !== null && age <= MAX_AGE_MS;
  return (
    <>
      {checking && (
        <p className="faint" role="status">
          {t("checking")}
        </p>
      )}
      {!checking && error && (
        <Alert color={fresh ? "yellow" : "red"} title={words(failureOf(error), "read").title} my="sm">
          {age !== null && t("staleSince", { age: format.duration(age / 1000) })}{" "}
          <Button variant="default" onClick={onRetry}>
            {t("checkAgain")}
          </Button>
        </Alert>
      )}
      {children(fresh)}
    </>
  );
}

function Price({ plan }: { plan: ActionPlan }) {
  const t = useTranslations("task.price");
  const format = useFormat();
  const { currency, hidden, balance } = useCurrency();
  const leaves = plan.failedLeaves.slice(0, SAMPLED_LEAVES);
  const samples = useQueries({ queries: leaves.map((leaf) => frameSampleQuery(leaf.task.id)) });
  if (hidden) return <p className="faint">{t("hidden")}</p>;
  const costs = new Map(
    leaves.map((leaf, index) => [
      leaf.task.id,
      (samples[index]?.data ?? [])
        .filter((frame) => frame.statusCode === 4)
        .map((frame) => (frame.accountCost ?? 0) + (frame.couponCost ?? 0)),
    ]),
  );
  const price = planPrice(plan, (id) => costs.get(id) ?? []);
  if (price === null) return <p>{t("unknown")}</p>;
  const money = (amount: number) => format.money(amount, currency);
  return (
    <p>
      <strong>
        {price.low === price.high
          ? t("about", { amount: money(price.mid) })
          : t("range", { low: money(price.low), high: money(price.high) })}
      </strong>{" "}
      <span className="faint">
        {price.basis > 0
          ? t("basis", { frames: price.frames, count: price.basis, median: money(price.mid / price.frames) })
          : t("basisMean", { frames: price.frames })}
        {price.unpriced > 0 && ` ${t("unpriced", { count: price.unpriced })}`}
        {balance !== null && ` ${t("balance", { before: money(balance), after: money(balance - price.mid) })}`}
      </span>
    </p>
  );
}
