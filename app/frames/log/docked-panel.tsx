/** A panel below the views, as wide as the page for long lines; it can be enlarged to the full page. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2, IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { isTyping } from "../../ui/browser/is-typing";
import { useSidePanel } from "../../ui/browser/use-side-panel";
import classes from "./docked-panel.module.css";

export function DockedPanel({
  label,
  title,
  facts,
  tools,
  children,
  onKey,
  onClose,
}: {
  /** Accessible name; when it changes, the focus moves to the panel. */
  label: string;
  title: ReactNode;
  /** Details beside the title. */
  facts?: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
  /** Keys pressed in the panel outside its fields. */
  onKey?: (event: KeyboardEvent) => void;
  onClose: () => void;
}) {
  const t = useTranslations("frames.panel");
  const { panel, heading } = useSidePanel(label, onClose);
  const handleKey = useEffectEvent((event: KeyboardEvent) => {
    if (!event.defaultPrevented && !isTyping(event.target)) onKey?.(event);
  });
  useEffect(() => {
    const { current: element } = panel;
    const onKeyDown = (event: KeyboardEvent) => handleKey(event);
    element?.addEventListener("keydown", onKeyDown);
    return () => element?.removeEventListener("keydown", onKeyDown);
  }, [panel]);
  const [isLarge, setLarge] = useState(false);
  const size = t(isLarge ? "smaller" : "larger");
  return (
    <aside ref={panel} className={classes["panel"]} data-large={isLarge} aria-label={label}>
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
            onClick={() => setLarge(!isLarge)}
          >
            {isLarge ? <IconArrowsDiagonalMinimize2 size={15} /> : <IconArrowsDiagonal size={15} />}
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
