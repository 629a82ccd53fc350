/** Previous and next task of the list that a task was opened from: buttons, keys, and where the task is in it. */

import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { isDialogOpen } from "../browser/is-dialog-open";
import { isTyping } from "../browser/is-typing";
import { useWindowKeys } from "../browser/use-window-keys";
import { useFormat } from "../format/format";
import { usePreferences } from "../storage/preferences";
import type { ListPlace } from "./list-place";
import classes from "./list-walk.module.css";
import { findShortcut } from "./shortcut";
import { walkShortcuts } from "./walk-shortcuts";

export function ListWalk({
  place,
  filter,
  onGo,
}: {
  place: ListPlace;
  /** What the list was filtered by; "" for all tasks. */
  filter: string;
  onGo: (id: number) => void;
}) {
  const t = useTranslations("walk");
  const format = useFormat();
  const { shortcuts } = usePreferences();
  useWindowKeys((event) => {
    if (!shortcuts || event.defaultPrevented || isTyping(event.target) || isDialogOpen()) return;
    // A menu searches its entries by letter.
    if (event.target instanceof Element && event.target.closest("[role=menu]")) return;
    const row = findShortcut(walkShortcuts, event);
    if (row === undefined) return;
    event.preventDefault();
    const id = place[row.command];
    if (id !== undefined) onGo(id);
  });
  const count = format.count(place.count);
  const where = place.position === null ? t("left", { count }) : t("at", { at: format.count(place.position), count });
  const text = filter === "" ? where : t("of", { where, filter });
  return (
    <fieldset className={classes["walk"]} aria-label={t("label")}>
      <WalkStep side="previous" place={place} onGo={onGo} />
      <WalkStep side="next" place={place} onGo={onGo} />
      <span className={classes["place"]} title={text}>
        <bdi>{text}</bdi>
      </span>
    </fieldset>
  );
}

const icons = { previous: IconChevronLeft, next: IconChevronRight } as const;

/** The button that leads to one of the neighbours; it can stand at further places of the page. */
export function WalkStep({
  side,
  place,
  size = 28,
  onGo,
}: {
  side: "previous" | "next";
  place: ListPlace;
  /** Its width and height, px. */
  size?: number;
  onGo: (id: number) => void;
}) {
  const t = useTranslations("walk");
  const id = place[side];
  const Icon = icons[side];
  return (
    <ActionIcon
      variant="default"
      size={size}
      aria-label={t(side)}
      title={t(side)}
      // A button at the end of the list keeps the focus, so that the next key is not lost.
      aria-disabled={id === undefined}
      {...(id === undefined ? { "data-disabled": true } : {})}
      onClick={() => id !== undefined && onGo(id)}
    >
      <Icon size={16} aria-hidden="true" />
    </ActionIcon>
  );
}
