import { Button } from "@mantine/core";
import type { TaskRef } from "../../protocol/tasks/task-index";
import { useRefusal } from "../../ui/controls/refusal";
import { useOpenDialog } from "./command-dialog";
import classes from "./selection-bar.module.css";
import type { CommandOffer, OfferLabel } from "./task-commands";

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
      {...(offer.destroys && offer.refusal === null ? { c: "var(--tone-bad)" } : {})}
      {...refused(offer.refusal)}
      onClick={() => openDialog(offer.command, ids)}
    >
      <LabelLine label={labelOf(offer)} />
    </Button>
  ));
}

/** Name and price in one line. The price has its room before it is read, so that the buttons behind it stay where they are. */
function LabelLine({ label: { name, price } }: { label: OfferLabel }) {
  if (price === null) return name;
  return (
    <>
      {name} · <span className={classes["price"]}>{price}</span>
    </>
  );
}
