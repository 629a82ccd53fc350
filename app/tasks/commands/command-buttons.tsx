import { Button } from "@mantine/core";
import { useRefusal } from "../../ui/controls/refusal";
import type { CommandOffer, TaskCommand } from "./task-commands";

/** A button for each offer: what is most wanted stands out, what destroys is coloured, what is refused says why. */
export function CommandButtons({
  offers,
  labelOf,
  onCommand,
}: {
  offers: readonly CommandOffer[];
  labelOf: (offer: CommandOffer) => string;
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
