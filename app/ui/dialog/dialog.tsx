import { Modal, type ModalProps } from "@mantine/core";
import { useTranslations } from "use-intl";
import classes from "./dialog.module.css";
import { useFocusReturn } from "./focus-return";

/** What closes a dialog is decided here alone: by `busy` and `typed`. */
type DialogProps = Omit<ModalProps, "opened" | "closeButtonProps" | "closeOnClickOutside" | "closeOnEscape"> & {
  /** A write is under way: nothing closes it before the answer. */
  busy?: boolean;
  /** Something was typed or chosen in it: a click that goes beside it does not throw that away. */
  typed?: boolean;
};

/** Every dialog: a Modal whose × has a name, and which gives the focus back. */
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
      closeButtonProps={{ "aria-label": t("close"), disabled: busy }}
    />
  );
}
