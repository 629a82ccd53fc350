/**
 * Asks before an action that spends or destroys: how many, what it means, who is left out and why, what it will cost.
 * The tasks are read again when it opens; on data older than a minute nothing can be confirmed. Afterwards it says what
 * happened to each task, unless everything went as asked.
 */
import { Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskHistory } from "../../mirror/task-history";
import type { TaskAction } from "../../protocol/tasks/task-status";
import { taskActions } from "../../queries/tasks/task-actions";
import { readHistory } from "../../queries/tasks/task-history-query";
import { type ActionOutcome, useTaskAction } from "../../queries/tasks/use-task-action";
import { Dialog } from "../../ui/dialog/dialog";
import { toast } from "../../ui/toasts/toast";
import { indexTasks, type TaskIndex, type TaskRef } from "../task-index";
import { type ActionPlan, planAction, tookEffect } from "./action-plan";
import { ActionPrice } from "./action-price";
import { ActionResults, type TaskResult } from "./action-results";
import { ActionTargets, Excluded } from "./action-targets";
import { TaskFreshness } from "./task-freshness";

export function ActionDialog({
  action,
  ids,
  index,
  onClose,
}: {
  action: TaskAction;
  ids: readonly number[];
  index: TaskIndex;
  onClose: () => void;
}) {
  const t = useTranslations("task.action");
  const common = useTranslations("common");
  const client = useQueryClient();
  const mutation = useTaskAction();
  const [results, setResults] = useState<readonly TaskResult[] | null>(null);
  const subjects = ids.map(index.get).filter((subject) => subject !== undefined);
  // What was confirmed stands as it was asked, whatever becomes of the tasks.
  const [confirmed, setConfirmed] = useState<ActionPlan | null>(null);
  const plan = confirmed ?? planAction(action, subjects);
  const empty = plan.targets.length === 0;
  const topIds = [...new Set(subjects.map((subject) => subject.topId))];
  const count = action === "rerender" ? plan.frames : plan.targets.length;

  const confirm = async () => {
    setConfirmed(plan);
    const before = new Map(plan.targets.map((target) => [target.rowId, target.node]));
    const outcomes = await mutation.mutateAsync({
      action,
      targets: plan.targets.map(({ rowId, topId, sendIds }) => ({ rowId, topId, sendIds })),
    });
    const history = readHistory(client);
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
      title={empty ? t(`${action}.none`) : t(`${action}.title`, { count, tasks: plan.targets.length })}
      size="lg"
      busy={mutation.isPending}
    >
      {results ? (
        <ActionResults results={results} onClose={onClose} />
      ) : (
        <>
          {!empty && <p>{t(`${action}.meaning`)}</p>}
          <ActionTargets plan={plan} />
          <Excluded plan={plan} />
          {subjects.length < ids.length && <p role="status">{t("gone", { count: ids.length - subjects.length })}</p>}
          {plan.toRender.length > 0 && <ActionPrice plan={plan} />}
          <TaskFreshness topIds={topIds} purpose={action}>
            {(fresh) => (
              <Group justify="flex-end" mt="md">
                <Button variant="default" onClick={onClose} disabled={mutation.isPending} data-autofocus>
                  {empty ? common("close") : t("cancel")}
                </Button>
                {!empty && (
                  <Button
                    onClick={() => void confirm()}
                    loading={mutation.isPending}
                    disabled={!fresh}
                    {...(taskActions[action].destroys ? { color: "red" } : {})}
                  >
                    {t(`${action}.confirm`, { count })}
                  </Button>
                )}
              </Group>
            )}
          </TaskFreshness>
        </>
      )}
    </Dialog>
  );
}

function resultsOf(
  action: TaskAction,
  outcomes: readonly ActionOutcome[],
  before: ReadonlyMap<number, TaskRef["node"]>,
  history: TaskHistory,
): TaskResult[] {
  const now = indexTasks(history.nodes);
  return outcomes.flatMap(({ target, failure }) => {
    const was = before.get(target.rowId);
    const is = now.get(target.rowId)?.node ?? null;
    return was ? [{ node: is ?? was, gone: is === null, failure, effective: tookEffect(action, was, is) }] : [];
  });
}
