import { useMemo } from "react";
import type { TaskRef } from "../../protocol/tasks/task-index";
import { usePageActions } from "../../ui/status/page-actions";
import { useOpenDialog } from "./command-dialog";
import { type CommandOffer, labelLine, type OfferLabel } from "./task-commands";

/** Offers what the selection allows in the command palette as well. Memoise the arguments. */
export function usePaletteCommands(
  refs: readonly TaskRef[],
  offers: readonly CommandOffer[],
  labelOf: (offer: CommandOffer) => OfferLabel,
): void {
  const openDialog = useOpenDialog();
  const actions = useMemo(() => {
    const ids = refs.map(({ node }) => node.task.id);
    return offers
      .filter(({ refusal }) => refusal === null)
      .map((offer) => ({
        id: offer.command,
        label: labelLine(labelOf(offer)),
        run: () => openDialog(offer.command, ids),
      }));
  }, [refs, offers, labelOf, openDialog]);
  usePageActions(actions);
}
