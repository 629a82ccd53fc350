/** The one act for frames of several tasks, with its price; it opens the dialog that states both again. */
import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useCurrency } from "../../../queries/account/currency";
import { useChargeBases } from "../../../queries/frames/charge-basis";
import { useFormat } from "../../../ui/format/format";
import { useOpenFramesDialog } from "../../commands/command-dialog";
import classes from "../needs.module.css";
import { countFrames, type FramesAct, idsByLeaf, type LeafFrames, priceOfTargets } from "./frames-act";

export function FramesButton({ act, targets }: { act: FramesAct; targets: readonly LeafFrames[] }) {
  const t = useTranslations("task");
  const format = useFormat();
  const openDialog = useOpenFramesDialog();
  const { currency, chargesHidden } = useCurrency();
  const { basisOf, isPending } = useChargeBases(chargesHidden ? [] : targets.map(({ leaf }) => leaf.task.id));
  const price = isPending ? undefined : priceOfTargets(targets, basisOf);
  const amount = chargesHidden
    ? ""
    : price === undefined
      ? " · ≈ …"
      : price === null
        ? ` · ${t("price.none")}`
        : ` · ≈ ${format.moneyRange(price, currency)}`;
  return (
    <Button variant="default" onClick={() => openDialog(act, idsByLeaf(targets))}>
      {t(`needs.act.${act}.button`, { count: countFrames(targets) })}
      {amount !== "" && <span className={classes["price"]}>{amount}</span>}
    </Button>
  );
}
