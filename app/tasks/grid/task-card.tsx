/** The cell of a phone: a task as a card. */
import { useTranslations } from "use-intl";
import { chargeSum } from "../../protocol/charges";
import { estimateEta } from "../../protocol/tasks/task-estimate";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useHalfMinute } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import { StateBar } from "../../ui/status/state-bar";
import type { CellProps } from "../../ui/tree-grid/grid-column";
import { useDataReadAt } from "../view/use-data-read-at";
import classes from "./grid.module.css";
import { useCellCurrency } from "./row-store";
import { SceneCell } from "./scene-cell";
import { StatusCell } from "./task-cells";

/** Wider than the disclosure button, px: the name of a layer begins to the right of its task's. */
const CARD_INDENT = 36;

/** When a task will end; of one that has no estimate, how long ago it ended or was submitted. */
function CardTime({ value }: { value: TaskNode }) {
  const t = useTranslations("task.column");
  const format = useFormat();
  const nowMs = useHalfMinute();
  const eta = estimateEta(value, useDataReadAt(value.task));
  const { completedMs } = value.rollUp;
  const [label, time] = eta
    ? [t("eta"), format.range(eta.earliestMs, eta.latestMs, nowMs)]
    : completedMs === null
      ? [t("submitted"), format.ago(value.task.submittedMs, nowMs)]
      : [t("completed"), format.ago(completedMs, nowMs)];
  return (
    <span className={classes["cardTime"]}>
      <span>{`${label} ${time}`}</span>
    </span>
  );
}

/** A task on a phone: name, status, failed frames, time, cost, progress. */
export function CardCell({ value, level }: CellProps<TaskNode>) {
  const format = useFormat();
  const { currency, chargesHidden } = useCellCurrency();
  const t = useTranslations("task.column");
  const { counts } = value.rollUp;
  const charge = chargesHidden ? null : chargeSum(value.rollUp);
  return (
    <span className={classes["card"]} style={{ paddingInlineStart: (level - 1) * CARD_INDENT }}>
      <span className={classes["cardLine"]}>
        <SceneCell value={value} level={level} />
      </span>
      <span className={classes["cardLine"]}>
        <StatusCell value={value} level={level} />
        {counts.failed > 0 && (
          <span className="tone" data-tone="bad" title={t("failed")}>
            <span className="visually-hidden">{t("failed")} </span>
            <span aria-hidden="true">✕ </span>
            {format.count(counts.failed)}
          </span>
        )}
        <CardTime value={value} />
        {charge !== null && <span className="faint">{format.moneySum(charge, currency)}</span>}
      </span>
      <StateBar counts={counts} />
    </span>
  );
}
