import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useDeleteLabel } from "../queries/account";
import { toast } from "../ui/toast";
import { Confirm } from "./confirm";

/** Asks before a label is deleted, with the number of loaded tasks that carry it. */
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
  const confirm = () =>
    mutation.mutate(name, {
      onSuccess: () => {
        void toast({ tone: "good", title: t("deleted", { name }) });
        onClose(true);
      },
    });
  return (
    <Confirm
      title={t("ask", { name })}
      confirmLabel={t("confirm")}
      pending={mutation.isPending}
      error={mutation.error}
      destructive
      onConfirm={confirm}
      onClose={() => onClose(false)}
    >
      <p>{t("meaning", { count })}</p>
      {note}
    </Confirm>
  );
}
