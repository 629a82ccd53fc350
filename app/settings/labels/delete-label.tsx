import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import { hasLabel, labelsQuery, useDeleteLabel } from "../../queries/account/account";
import { taskHistoryQuery } from "../../queries/tasks/task-history-query";
import { toastEffect } from "../../ui/toasts/toast-effect";
import { Confirm } from "../confirm";
import { useUndoLabel } from "./use-undo-label";

/** Confirms the deletion of a label, with the number of loaded tasks that carry it. Labels and tasks are read again first. */
export function DeleteLabel({
  name,
  count,
  note,
  onClose,
}: {
  name: string;
  count: number;
  note: ReactNode;
  onClose: (deleted: boolean) => void;
}) {
  const t = useTranslations("settings.labels");
  const mutation = useDeleteLabel();
  const client = useQueryClient();
  const undoOf = useUndoLabel();
  const check = useQuery({
    queryKey: ["account", "check-label", name],
    queryFn: async () => {
      const [{ rows }] = await Promise.all([
        client.fetchQuery({ ...labelsQuery, staleTime: 0 }),
        client.fetchQuery({ ...taskHistoryQuery("off"), staleTime: 0 }),
      ]);
      return { present: rows.some(({ projectName }) => projectName === name), readMs: Date.now() };
    },
    gcTime: 0,
    staleTime: 0,
  });
  const isGone = check.data?.present === false;
  const confirm = () =>
    mutation.mutate(name, {
      onSuccess: () => {
        void toastEffect({
          asked: `${t("confirm")} – ${name}`,
          done: t("deleted", { name }),
          hasEffect: () => !hasLabel(client, name),
          look: () => client.fetchQuery({ ...labelsQuery, staleTime: 0 }),
          undo: undoOf({ name, was: "deleted" }),
        });
        onClose(true);
      },
    });
  return (
    <Confirm
      title={t("ask", { name })}
      confirmLabel={t("confirm")}
      pending={mutation.isPending}
      check={{
        ageAt: (nowMs) => (check.data ? nowMs - check.data.readMs : null),
        checking: check.isFetching,
        failure: check.error && failureOf(check.error),
        onRetry: () => void check.refetch(),
      }}
      isImpossible={isGone}
      error={mutation.error}
      destructive
      onConfirm={confirm}
      onClose={() => onClose(false)}
    >
      {isGone ? <p role="status">{t("gone")}</p> : <p>{t("meaning", { count })}</p>}
      {note}
    </Confirm>
  );
}
