/**
 * The dialog of an action, or where it applies to none of the tasks, a toast that says why.
 *
 * The dialog confirms an action that spends or destroys: how many tasks, what it means, which are excluded and why, and the price. The
 * tasks are read again when it opens; on data older than a minute nothing can be confirmed. Afterwards it shows the result of
 * each task, unless every one succeeded.
 */
import { Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskHistory } from "../../mirror/task-history";
import { type ActionPlan, planAction } from "../../protocol/tasks/action-plan";
import { indexTasks, type TaskIndex, type TaskRef } from "../../protocol/tasks/task-index";
import type { TaskAction } from "../../protocol/tasks/task-status";
import { shownPrice } from "../../queries/account/shown-price";
import { useObstacles } from "../../queries/http/capabilities";
import { readBackTasks } from "../../queries/tasks/refresh-tasks";
import { taskActions } from "../../queries/tasks/task-actions";
import { readHistory } from "../../queries/tasks/task-history-query";
import { type ActionOutcome, useTaskAction } from "../../queries/tasks/use-task-action";
import { Dialog } from "../../ui/dialog/dialog";
import { toast } from "../../ui/toasts/toast";
import { tookEffect } from "./action-effect";
import { ActionPrice, usePlanPrice } from "./action-price";
import { ActionResults, type TaskResult } from "./action-results";
import { ActionTargets, Excluded, useReasons } from "./action-targets";
import { TaskFreshness } from "./task-freshness";
import { useStartAgain } from "./use-start-again";

type Props = {
  readonly action: TaskAction;
  readonly ids: readonly number[];
  readonly index: TaskIndex;
  readonly onClose: () => void;
};

export function ActionDialog(props: Props) {
  const { action, ids, index } = props;
  const obstacles = useObstacles();
  // What the open dialog reads may leave it without a target; then it stays and says so.
  const [opened] = useState(() => planAction(action, ids.map(index.get).filter(isDefined), obstacles));
  return opened.targets.length === 0 ? <NothingToDo {...props} plan={opened} /> : <Confirmation {...props} />;
}

const isDefined = (ref: TaskRef | undefined): ref is TaskRef => ref !== undefined;

/** A key can ask for an action that applies to none of the tasks: nothing opens. */
function NothingToDo({ action, ids, plan, onClose }: Props & { plan: ActionPlan }) {
  const t = useTranslations("task.action");
  const reasons = useReasons()(plan).map(({ label, count }) => t("nothing", { count, reason: label }));
  const say = useEffectEvent(() => {
    const message = reasons.length > 0 ? reasons.join(" · ") : t("gone", { count: ids.length });
    void toast({ tone: "idle", title: t(`${action}.none`), message });
    onClose();
  });
  useEffect(() => say(), []);
  return null;
}

function Confirmation({ action, ids, index, onClose }: Props) {
  const t = useTranslations("task.action");
  const common = useTranslations("common");
  const client = useQueryClient();
  const mutation = useTaskAction();
  const [results, setResults] = useState<readonly TaskResult[] | null>(null);
  const [readResults, setReadResults] = useState<() => readonly TaskResult[]>(() => () => []);
  const refs = ids.map(index.get).filter(isDefined);
  // After the confirmation the dialog keeps the plan it has sent, although the tasks change.
  const [confirmed, setConfirmed] = useState<ActionPlan | null>(null);
  const obstacles = useObstacles();
  const plan = confirmed ?? planAction(action, refs, obstacles);
  const shown = usePlanPrice(plan);
  const isEmpty = plan.targets.length === 0;
  const topIds = [...new Set(refs.map(({ topId }) => topId))];
  const count = action === "rerender" ? plan.frames : plan.targets.length;

  const offerOf = useStartAgain();
  const startAgain = action === "stop" ? offerOf(plan.targets.map(({ rowId }) => rowId)) : {};

  const confirm = async () => {
    setConfirmed(plan);
    const before = new Map(plan.targets.map((target) => [target.rowId, target.node]));
    const outcomes = await mutation.mutateAsync({
      action,
      targets: plan.targets.map(({ rowId, topId, sendIds }) => ({ rowId, topId, sendIds })),
      note: { price: shown.isPending ? undefined : shownPrice(shown.price, shown.account) },
    });
    const read = () => resultsOf(action, outcomes, before, readHistory(client));
    const next = read();
    if (next.every((result) => result.failure === null && result.hasEffect)) {
      void toast({ tone: "good", title: t(`${action}.done`, { count }), ...startAgain });
      onClose();
      return;
    }
    setReadResults(() => read);
    setResults(next);
  };
  /** After a stop that was accepted and shows later, the offer to start again outlasts the dialog. */
  const closeResults = (ended: readonly TaskResult[]) => {
    if (action === "stop" && ended.every(({ failure }) => failure === null))
      void toast({ tone: "idle", title: t("stop.confirm", { count }), ...startAgain });
    onClose();
  };
  const lookAgain = async () => {
    await readBackTasks(client, plan.targets);
    setResults(readResults());
  };

  return (
    <Dialog
      onClose={results ? () => closeResults(results) : onClose}
      title={isEmpty ? t(`${action}.none`) : t(`${action}.title`, { count, tasks: plan.targets.length })}
      size="lg"
      busy={mutation.isPending}
    >
      {results ? (
        <ActionResults
          results={results}
          asked={t(`${action}.confirm`, { count })}
          onLook={lookAgain}
          onClose={() => closeResults(results)}
        />
      ) : (
        <>
          {!isEmpty && <p>{t(`${action}.meaning`)}</p>}
          <ActionTargets plan={plan} />
          <Excluded plan={plan} />
          {refs.length < ids.length && <p role="status">{t("gone", { count: ids.length - refs.length })}</p>}
          {plan.toRender.length > 0 && <ActionPrice plan={plan} shown={shown} />}
          <TaskFreshness topIds={topIds} purpose={action}>
            {(isFresh) => (
              <Group justify="flex-end" mt="md">
                <Button variant="default" onClick={onClose} disabled={mutation.isPending} data-autofocus>
                  {isEmpty ? common("close") : t("cancel")}
                </Button>
                {!isEmpty && (
                  <Button
                    onClick={() => void confirm()}
                    loading={mutation.isPending}
                    disabled={!isFresh}
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
  const current = indexTasks(history.nodes);
  return outcomes.flatMap(({ target, isSent, failure }) => {
    const previous = before.get(target.rowId);
    if (previous === undefined) return [];
    const node = current.get(target.rowId)?.node ?? null;
    const hasEffect = tookEffect(action, previous, node);
    return [{ node: node ?? previous, isGone: node === null, firstId: target.sendIds[0], isSent, failure, hasEffect }];
  });
}
