/** Confirms another default environment, on data that is read again: what it replaces, and whom it concerns. */
import { Button, Group } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { RenderEnvironment } from "../../protocol/environments/environment";
import { leavesOf } from "../../protocol/tasks/task-tree";
import { failureOf } from "../../protocol/wire/call-error";
import { useMakeDefault } from "../../queries/environments/environment-writes";
import { environmentsQuery, findEnvironment, readEnvironments } from "../../queries/environments/environments";
import { taskHistoryQuery } from "../../queries/tasks/task-history-query";
import { CallFailed } from "../../ui/dialog/call-failed";
import { Dialog } from "../../ui/dialog/dialog";
import { Freshness } from "../../ui/dialog/freshness";
import { toastEffect } from "../../ui/toasts/toast-effect";
import parts from "../parts.module.css";
import { useUndoDefault } from "./use-undo-default";

/** Users named one by one; more are counted. */
const NAMED = 3;

export function MakeDefaultDialog({
  environment: { cgId, name },
  software,
  onDone,
  onClose,
}: {
  environment: RenderEnvironment;
  /** Name of its software. */
  software: string;
  onDone: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("environments");
  const client = useQueryClient();
  const check = useQuery({ ...environmentsQuery(cgId), refetchOnMount: "always" });
  const makeDefault = useMakeDefault();
  const undo = useUndoDefault();
  const present = check.data?.environments.find((one) => one.name === name);
  const former = check.data?.environments.find(({ isDefault }) => isDefault);
  const isAlready = former?.name === name;
  const usage = useUsage(cgId);
  const asked = `${t("makeDefault")} – ${name}`;

  const confirm = () =>
    makeDefault.mutate(present ?? { cgId, name }, {
      onSuccess: () => {
        void toastEffect({
          asked,
          done: t("nowDefault", { name, software }),
          hasEffect: () => findEnvironment(client, cgId, name)?.isDefault === true,
          look: () => readEnvironments(client, cgId),
          ...(former && !isAlready ? { undo: undo({ cgId, made: name, former: former.name, software }) } : {}),
        });
        onDone();
      },
    });

  return (
    <Dialog onClose={onClose} title={t("default.title", { software })} busy={makeDefault.isPending}>
      <p>
        {former && !isAlready && <span className={parts["long"]}>{former.name} → </span>}
        <strong className={parts["long"]}>{name}</strong>
      </p>
      <p>{t("default.what", { software })}</p>
      {usage && (
        <p>
          {t("default.tasks", { count: usage.tasks, software })}{" "}
          {usage.users.length > 0 && t("default.users", named(usage.users))}
        </p>
      )}
      <Freshness
        ageAt={(nowMs) => (check.data ? nowMs - check.dataUpdatedAt : null)}
        checking={check.isFetching}
        failure={check.error && failureOf(check.error)}
        onRetry={() => void check.refetch()}
      >
        {(fresh) => (
          <>
            {fresh && !present && <p role="status">{t("delete.gone")}</p>}
            {fresh && isAlready && !makeDefault.isPending && <p role="status">{t("default.already")}</p>}
            {makeDefault.error && (
              <CallFailed
                failure={failureOf(makeDefault.error)}
                kind="write"
                asked={asked}
                unknown={t("outcomeUnknown")}
              />
            )}
            <Group justify="flex-end" mt="md">
              <Button variant="default" onClick={onClose} disabled={makeDefault.isPending} data-autofocus>
                {t("cancel")}
              </Button>
              <Button loading={makeDefault.isPending} disabled={!fresh || !present || isAlready} onClick={confirm}>
                {t("makeDefault")}
              </Button>
            </Group>
          </>
        )}
      </Freshness>
    </Dialog>
  );
}

const named = (users: readonly string[]) => ({
  names: users.slice(0, NAMED).join(", "),
  more: Math.max(0, users.length - NAMED),
});

/** The loaded tasks that use a software, and their users, the most frequent first; null: no task is loaded yet. */
function useUsage(cgId: number): { readonly tasks: number; readonly users: readonly string[] } | null {
  const history = useQuery(taskHistoryQuery("off")).data;
  if (!history) return null;
  const tasks = [...history.nodes.values()].filter((node) => leavesOf(node).some(({ task }) => task.cgId === cgId));
  const counts = new Map<string, number>();
  for (const { task } of tasks) counts.set(task.userName, (counts.get(task.userName) ?? 0) + 1);
  counts.delete("");
  const users = [...counts].toSorted((one, other) => other[1] - one[1]).map(([user]) => user);
  return { tasks: tasks.length, users };
}
