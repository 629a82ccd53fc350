import { useMemo } from "react";
import { usePageActions } from "../../ui/status/page-actions";
import type { GridRowStore } from "../grid/row-store";
import type { TaskRef } from "./action-plan";
import { useCommandLabels, useCommandOffers } from "./task-commands";

/** Offers what the selection allows in the command palette. A single task's output files have their place in its menu. */
export function usePaletteCommands(
  chosen: readonly TaskRef[],
  selected: ReadonlySet<number>,
  store: GridRowStore,
): void {
  const { counted } = useCommandLabels();
  const offers = useCommandOffers(chosen);
  const offered = useMemo(
    () =>
      offers
        .filter(({ command, refusal }) => command !== "files" && refusal === null)
        .map((one) => ({
          id: one.command,
          label: counted(one),
          run: () => store.actions.ask(one.command, [...selected]),
        })),
    [offers, counted, selected, store],
  );
  usePageActions(offered);
}
