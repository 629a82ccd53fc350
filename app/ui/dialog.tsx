import { Modal, type ModalProps } from "@mantine/core";
import { useTranslations } from "use-intl";
import classes from "./dialog.module.css";
import { useFocusReturn } from "./focus-return";

/** Every dialog: a Modal whose × has a name, and which gives the focus back. `busy` keeps it open while a write is under way. */
export function Dialog({
  busy = false,
  ...props
}: Omit<ModalProps, "opened" | "closeButtonProps"> & { busy?: boolean }) {
  const t = useTranslations("common");
  useFocusReturn();
  return (
    <Modal
      classNames={{ body: classes["body"] ?? "" }}
      {...props}
      opened
      closeOnClickOutside={!busy}
      closeOnEscape={!busy}
      closeButtonProps={{ "aria-label": t("close"), disabled: busy }}
    />
  );
}
