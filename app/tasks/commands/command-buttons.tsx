import { Button } from "@mantine/core";
import { useRefusal } from "../../ui/controls/refusal";
import type { Offer, TaskCommand } from "./task-commands";

/** A button for each offer: what is most wanted stands out, what destroys is coloured, what is refused says why. */
export function OfferButtons({
  offers,
  labelOf,
  onCommand,
}: {
  offers: readonly Offer[];
  labelOf: (offer: Offer) => string;
  onCommand: (command: TaskCommand) => void;
}) {
  const refused = useRefusal();
  return offers.map((offer) => (
    <Button
      key={offer.command}
      variant={offer.command === "rerender" ? "filled" : "default"}
      {...(offer.destroys ? { c: "var(--tone-bad)" } : {})}
      {...refused(offer.refusal)}
      onClick={() => onCommand(offer.command)}
    >
      {labelOf(offer)}
    </Button>
  ));
}
