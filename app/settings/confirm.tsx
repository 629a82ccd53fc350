/** Confirms a write on data that is read again. The focus starts on Cancel. */
import { Button, Group } from "@mantine/core";
import type { ComponentProps, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../protocol/wire/call-error";
import { Dialog } from "../ui/dialog/dialog";
import { Freshness } from "../ui/dialog/freshness";
import { WriteFailed } from "../ui/dialog/write-results";

export function Confirm({
  title,
  confirmLabel,
  pending,
  check,
  isImpossible = false,
  destructive = false,
  error,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  confirmLabel: string;
  pending: boolean;
  /** The data that the write depends on, read again. */
  check: Omit<ComponentProps<typeof Freshness>, "children">;
  /** According to that data the write is not possible. */
  isImpossible?: boolean;
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
      <Freshness {...check}>
        {(fresh) => (
          <>
            {error ? <WriteFailed failure={failureOf(error)} asked={title} /> : null}
            <Group justify="flex-end" mt="md">
              <Button variant="default" onClick={onClose} disabled={pending} data-autofocus>
                {t("cancel")}
              </Button>
              <Button
                onClick={onConfirm}
                loading={pending}
                disabled={!fresh || isImpossible}
                {...(destructive ? { color: "red" } : {})}
              >
                {confirmLabel}
              </Button>
            </Group>
          </>
        )}
      </Freshness>
    </Dialog>
  );
}
