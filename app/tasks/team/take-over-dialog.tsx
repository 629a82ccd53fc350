/** Confirms that a task is taken over, and from whom. */
import { Button, Group } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { Claim } from "../../protocol/team/claims";
import { useHalfMinute } from "../../ui/browser/now";
import { Dialog } from "../../ui/dialog/dialog";
import { useFormat } from "../../ui/format/format";

export function TakeOverDialog({
  claim: { by, sinceMs, untilMs },
  onConfirm,
  onClose,
}: {
  claim: Claim;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("team.claim");
  const cancel = useTranslations("team.name");
  const format = useFormat();
  const nowMs = useHalfMinute();
  const facts = { name: by.name, age: format.ago(sinceMs, nowMs), until: format.clock(untilMs, nowMs) };
  return (
    <Dialog title={t("confirmTitle", { name: by.name })} onClose={onClose} size="sm">
      <p>{t("confirmText", facts)}</p>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose}>
          {cancel("cancel")}
        </Button>
        <Button data-autofocus onClick={onConfirm}>
          {t("confirm", { name: by.name })}
        </Button>
      </Group>
    </Dialog>
  );
}
