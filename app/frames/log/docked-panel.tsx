/** A panel to read beneath the views: as wide as the page, so that long lines fit, and able to fill it. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2, IconX } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { useSidePanel } from "../../ui/browser/use-side-panel";
import classes from "./docked-panel.module.css";

export function DockedPanel({
  label,
  title,
  facts,
  tools,
  children,
  onClose,
}: {
  /** Its name; when it changes, the focus goes to the panel. */
  label: string;
  title: ReactNode;
  /** What is known of it, beside the title. */
  facts?: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
  onClose: () => void;
}) {
  const t = useTranslations("frames.panel");
  const { panel, heading } = useSidePanel(label, onClose);
  const [large, setLarge] = useState(false);
  const size = t(large ? "smaller" : "larger");
  return (
    <aside ref={panel} className={classes["panel"]} data-large={large} aria-label={label}>
      <header className={classes["header"]}>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <span className={classes["facts"]}>{facts}</span>
        {tools}
        <Tooltip label={size}>
          <ActionIcon
            className={classes["size"]}
            variant="subtle"
            color="gray"
            aria-label={size}
            onClick={() => setLarge(!large)}
          >
            {large ? <IconArrowsDiagonalMinimize2 size={15} /> : <IconArrowsDiagonal size={15} />}
          </ActionIcon>
        </Tooltip>
        <ActionIcon variant="subtle" color="gray" aria-label={t("close")} onClick={onClose}>
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </header>
      {children}
    </aside>
  );
}
