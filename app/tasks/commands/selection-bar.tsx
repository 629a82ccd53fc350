/** The commands that apply to the selected tasks: the narrowest first, each with its count. */
import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { TaskRef } from "../../protocol/tasks/task-index";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCapability } from "../../queries/http/capabilities";
import { useRefusal } from "../../ui/controls/refusal";
import { useChangeSearch } from "../view/use-task-search";
import { CommandButtons } from "./command-buttons";
import { useOpenMessages } from "./command-dialog";
import classes from "./selection-bar.module.css";
import { useCommandLabels, useCommandOffers } from "./task-commands";
import { usePaletteCommands } from "./use-palette-commands";

type Props = {
  readonly refs: readonly TaskRef[];
  /** Top-level tasks of the filter. */
  readonly nodes: readonly TaskNode[];
  readonly onClear: () => void;
};

const oldestFirst = (refs: readonly TaskRef[]): number[] =>
  refs
    .map(({ node }) => node.task)
    .toSorted((a, b) => (a.submittedMs ?? 0) - (b.submittedMs ?? 0) || a.id - b.id)
    .map(({ id }) => id);

export function SelectionBar({ refs, nodes, onClear }: Props) {
  const t = useTranslations("task.selection");
  const changeSearch = useChangeSearch();
  const allOffers = useCommandOffers(refs);
  const offers = useMemo(() => allOffers.filter(({ command }) => command !== "files"), [allOffers]);
  const { counted } = useCommandLabels(offers);
  usePaletteCommands(refs, offers, counted);
  // Commands apply to tasks outside the filter as well.
  const outsideFilter = useMemo(() => {
    const ids = new Set(nodes.map(({ task }) => task.id));
    return refs.filter(({ topId }) => !ids.has(topId)).length;
  }, [refs, nodes]);
  return (
    <section className={classes["bar"]} aria-label={t("label")}>
      <strong className={classes["count"]} aria-live="polite">
        {t("count", { count: refs.length })}
      </strong>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("clear")} onClick={onClear}>
        <IconX size={15} aria-hidden="true" />
      </ActionIcon>
      <CommandButtons refs={refs} offers={offers} labelOf={counted} />
      <MessagesButton refs={refs} />
      {refs.length === 2 && (
        <Button variant="default" onClick={() => changeSearch({ compare: oldestFirst(refs) }, false)}>
          {t("compare")}
        </Button>
      )}
      <span className={classes["hidden"]} aria-live="polite">
        {outsideFilter > 0 && t("hidden", { count: outsideFilter })}
      </span>
    </section>
  );
}

/** Opens the failed frames of the selected tasks by message; nothing where none has failed, or the farm has no logs. */
function MessagesButton({ refs }: { refs: readonly TaskRef[] }) {
  const t = useTranslations("task.selection");
  const openMessages = useOpenMessages();
  const { has, refusal } = useCapability("frameLog");
  const refused = useRefusal();
  if (!has || !refs.some(({ node }) => node.rollUp.counts.failed > 0)) return null;
  return (
    <Button variant="default" {...refused(refusal)} onClick={() => openMessages(refs.map(({ node }) => node.task.id))}>
      {t("messages")}
    </Button>
  );
}
