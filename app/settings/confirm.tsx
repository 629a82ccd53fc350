/** Asks before a write: what it does, then one button that says it. The focus starts on Cancel. */
import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../queries/call-error";
import { Dialog } from "../ui/dialog";
import { WriteFailed } from "../ui/write-results";

export function Confirm({
  title,
  confirmLabel,
  pending,
  disabled = false,
  destructive = false,
  error,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  confirmLabel: string;
  pending: boolean;
  disabled?: boolean;
  destructive?: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useTranslations("settings");
  return (
    <Dialog onClose={onClose} title={title} busy={pending}>
      {children}
      {error ? <WriteFailed failure={failureOf(error)} /> : null}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose} disabled={pending} data-autofocus>
          {t("cancel")}
        </Button>
        <Button onClick={onConfirm} loading={pending} disabled={disabled} {...(destructive ? { color: "red" } : {})}>
          {confirmLabel}
        </Button>
      </Group>
    </Dialog>
  );
}
