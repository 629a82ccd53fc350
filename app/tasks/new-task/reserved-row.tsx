import { Button } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import { useRoleRefusal } from "../../queries/http/capabilities";
import { useSubmitTask } from "../../queries/tasks/new-tasks";
import { CopyButton } from "../../ui/controls/copy-button";
import { useRefusal } from "../../ui/controls/refusal";
import { WriteFailed } from "../../ui/dialog/write-results";
import { useFormat } from "../../ui/format/format";
import { toast } from "../../ui/toasts/toast";
import { type ReservedId, removeReservedId } from "./reserved-ids";

/** A reserved id: submit it, after a confirmation, or forget it. `price`: what its frames will about cost, where that is known. */
export function ReservedRow({
  entry,
  price,
  onGone,
}: {
  entry: ReservedId;
  price?: ReactNode;
  /** Runs after the id was submitted or forgotten. */
  onGone?: (how: "submitted" | "forgotten") => void;
}) {
  const t = useTranslations("task.new");
  const refused = useRefusal()(useRoleRefusal("roleOperator"));
  const format = useFormat();
  const router = useRouter();
  const submit = useSubmitTask();
  const [isConfirming, setIsConfirming] = useState(false);
  const leave = (how: "submitted" | "forgotten") => {
    removeReservedId(entry.id);
    onGone?.(how);
  };
  const send = () =>
    submit.mutate(entry.id, {
      onSuccess: () => {
        const show = () => void router.navigate({ to: "/tasks", search: { task: entry.id } });
        void toast({
          tone: "good",
          title: t("submitted", { alias: entry.alias }),
          action: { label: t("show"), run: show },
        });
        leave("submitted");
      },
    });
  return (
    <li>
      <strong>{entry.alias}</strong>
      <span>
        {entry.id} <CopyButton text={String(entry.id)} what={t("id")} />
      </span>
      <span className="faint">
        {format.moment(entry.reservedMs)}
        {entry.clonedFrom !== undefined && ` · ${t("clonedFrom", { alias: entry.clonedFrom })}`}
      </span>
      {isConfirming ? (
        <>
          <Button onClick={send} loading={submit.isPending}>
            {t("submitConfirm")}
          </Button>
          <Button variant="default" onClick={() => setIsConfirming(false)} disabled={submit.isPending}>
            {t("notYet")}
          </Button>
        </>
      ) : (
        <>
          <Button variant="default" onClick={() => setIsConfirming(true)} {...refused}>
            {t("submit")}
          </Button>
          <Button variant="subtle" color="gray" onClick={() => leave("forgotten")}>
            {t("forget")}
          </Button>
        </>
      )}
      {isConfirming && (
        <div>
          <p className="faint">{t("submitHelp")}</p>
          {price}
        </div>
      )}
      {submit.error && (
        <WriteFailed failure={failureOf(submit.error)} asked={`${t("submitConfirm")} – ${entry.alias}`} />
      )}
    </li>
  );
}
