/** What can be done with the selected tasks: the narrowest first, each with its count, only those that apply. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import classes from "../tasks.module.css";
import type { TaskRef } from "./action-plan";
import { CommandButtons } from "./command-buttons";
import { type TaskCommand, useCommandLabels, useCommandOffers } from "./task-commands";

export function SelectionBar({
  subjects,
  hidden,
  onCommand,
  onClear,
}: {
  subjects: readonly TaskRef[];
  /** Of them, those that the filter does not show: they are acted on as well. */
  hidden: number;
  onCommand: (command: TaskCommand) => void;
  onClear: () => void;
}) {
  const t = useTranslations("task.selection");
  const offers = useCommandOffers(subjects).filter(({ command }) => command !== "files");
  const words = useCommandLabels();
  return (
    <section className={classes["selectionBar"]} aria-label={t("label")}>
      <strong aria-live="polite">{t("count", { count: subjects.length, hidden })}</strong>
      <CommandButtons offers={offers} labelOf={words.counted} onCommand={onCommand} />
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("clear")} onClick={onClear}>
        <IconX size={15} aria-hidden="true" />
      </ActionIcon>
    </section>
  );
}
