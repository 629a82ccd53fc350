import { Modal, type ModalProps } from "@mantine/core";
import { useTranslations } from "use-intl";
import classes from "./dialog.module.css";
import { useFocusReturn } from "./focus-return";

/** `busy` and `typed` alone decide what closes a dialog. */
type DialogProps = Omit<ModalProps, "opened" | "closeButtonProps" | "closeOnClickOutside" | "closeOnEscape"> & {
  /** A write is under way: nothing closes the dialog before the response. */
  busy?: boolean;
  /** The user typed or chose something: a click outside does not discard it. */
  typed?: boolean;
};

/** Base of every dialog: a Modal with a named close button that returns the focus when it closes. */
export function Dialog({ busy = false, typed = false, ...props }: DialogProps) {
  const t = useTranslations("common");
  useFocusReturn();
  return (
    <Modal
      classNames={{ body: classes["body"] ?? "" }}
      {...props}
      opened
      closeOnClickOutside={!busy && !typed}
      closeOnEscape={!busy}
      closeButtonProps={{ "aria-label": t("close"), disabled: busy, size: 32, iconSize: 20 }}
    />
  );
}
