import { Button } from "@mantine/core";
import type { TaskRef } from "../../protocol/tasks/task-index";
import { useRefusal } from "../../ui/controls/refusal";
import { useOpenDialog } from "./command-dialog";
import { type CommandOffer, labelLine, type OfferLabel } from "./task-commands";

/** A button per offer that opens its dialog for the tasks: what destroys is coloured, a refusal is named. */
export function CommandButtons({
  refs,
  offers,
  labelOf,
  isPrimary = true,
}: {
  refs: readonly TaskRef[];
  offers: readonly CommandOffer[];
  labelOf: (offer: CommandOffer) => OfferLabel;
  /** Rerender is the first act beside the buttons: it is filled. */
  isPrimary?: boolean;
}) {
  const refused = useRefusal();
  const openDialog = useOpenDialog();
  const ids = refs.map(({ node }) => node.task.id);
  return offers.map((offer) => (
    <Button
      key={offer.command}
      variant={isPrimary && offer.command === "rerender" ? "filled" : "default"}
      {...(offer.destroys ? { c: "var(--tone-bad)" } : {})}
      {...refused(offer.refusal)}
      onClick={() => openDialog(offer.command, ids)}
    >
      {labelLine(labelOf(offer))}
    </Button>
  ));
}
