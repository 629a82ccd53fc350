/** What can be done with the selected tasks: the narrowest first, each with its count, only those that apply. */
import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import type { TaskAction } from "../protocol/task-status";
import { useCurrency } from "../queries/currency";
import { useFormat } from "../ui/format";
import { type ActionPlan, planAction, planPrice, type Subject } from "./action-plan";
import classes from "./tasks.module.css";

const noSamples = () => [];
const others = ["start", "stop", "abandon", "delete"] as const;

export function SelectionBar({
  subjects,
  onAction,
  onClear,
}: {
  subjects: readonly Subject[];
  onAction: (action: TaskAction) => void;
  onClear: () => void;
}) {
  const t = useTranslations("task");
  const rerender = planAction("rerender", subjects);
  return (
    <section className={classes["selectionBar"]} aria-label={t("selection.label")}>
      <strong aria-live="polite">{t("selection.count", { count: subjects.length })}</strong>
      {rerender.frames > 0 && <RerenderButton plan={rerender} onAction={onAction} />}
      {others.map((action) => {
        const { targets } = planAction(action, subjects);
        if (targets.length === 0) return null;
        const destroys = action === "abandon" || action === "delete";
        return (
          <Button
            key={action}
            variant="default"
            {...(destroys ? { c: "var(--tone-bad)" } : {})}
            onClick={() => onAction(action)}
          >
            {t(`selection.${action}`, { count: targets.length })}
          </Button>
        );
      })}
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("selection.clear")} onClick={onClear}>
        <IconX size={15} aria-hidden="true" />
      </ActionIcon>
    </section>
  );
}

function RerenderButton({ plan, onAction }: { plan: ActionPlan; onAction: (action: TaskAction) => void }) {
  const t = useTranslations("task");
  const format = useFormat();
  const { currency, hidden } = useCurrency();
  const price = hidden ? null : planPrice(plan, noSamples);
  return (
    <Button onClick={() => onAction("rerender")}>
      {t("selection.rerender", { count: plan.frames })}
      {price && ` · ≈ ${format.money(price.mid, currency)}`}
    </Button>
  );
}
