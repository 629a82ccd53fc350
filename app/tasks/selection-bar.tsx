/** What can be done with the selected tasks: the narrowest first, each with its count, only those that apply. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import { useCurrency } from "../queries/currency";
import { useFormat } from "../ui/format";
import { type ActionPlan, planPrice, type Subject } from "./action-plan";
import { OfferButtons } from "./offer-buttons";
import { type TaskCommand, useOffers, useOfferWords } from "./task-commands";
import classes from "./tasks.module.css";

const noSamples = () => [];

export function SelectionBar({
  subjects,
  hidden,
  onCommand,
  onClear,
}: {
  subjects: readonly Subject[];
  /** Of them, those that the filter does not show: they are acted on as well. */
  hidden: number;
  onCommand: (command: TaskCommand) => void;
  onClear: () => void;
}) {
  const t = useTranslations("task.selection");
  const offers = useOffers(subjects).filter(({ command }) => command !== "files");
  const words = useOfferWords();
  return (
    <section className={classes["selectionBar"]} aria-label={t("label")}>
      <strong aria-live="polite">{t("count", { count: subjects.length, hidden })}</strong>
      <OfferButtons
        offers={offers}
        renderLabel={(offer) => (
          <>
            {words.counted(offer)}
            {offer.command === "rerender" && offer.plan && <RoughPrice plan={offer.plan} />}
          </>
        )}
        onCommand={onCommand}
      />
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("clear")} onClick={onClear}>
        <IconX size={15} aria-hidden="true" />
      </ActionIcon>
    </section>
  );
}

function RoughPrice({ plan }: { plan: ActionPlan }) {
  const format = useFormat();
  const { currency, hidden } = useCurrency();
  const price = hidden ? null : planPrice(plan, noSamples);
  return price && ` · ≈ ${format.money(price.mid, currency)}`;
}
