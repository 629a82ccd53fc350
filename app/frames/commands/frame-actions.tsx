/** Rendering frames again: the failed ones first, then the selected, all last and out of the way. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconX } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import { type CostRange, frameCharge } from "../../protocol/pricing";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useCapability } from "../../queries/http/capabilities";
import { useRefusal } from "../../ui/controls/refusal";
import { Amount } from "../../ui/format/amount";
import { useFrameLabels } from "../frame-labels";
import classes from "../frames.module.css";
import type { RerenderAsk } from "./rerender-dialog";
import { canRerender, rerenderPrice, rerenderStates } from "./rerender-plan";

export function FrameActions({
  leaf,
  failed,
  selected,
  rows,
  shown,
  whole,
  figures,
  onAsk,
  onClear,
  children,
}: {
  leaf: TaskNode;
  failed: readonly FrameRow[];
  selected: ReadonlySet<number>;
  rows: readonly FrameRow[];
  /** Ids of the rows that match the filters; null: all. */
  shown: ReadonlySet<number> | null;
  /** The rows are all frames of the task: "all" means what it says. */
  whole: boolean;
  figures: FrameFigures;
  onAsk: (ask: RerenderAsk) => void;
  onClear: () => void;
  /** What stands beside the rerender actions. */
  children?: ReactNode;
}) {
  const t = useTranslations("frames");
  const account = useCurrency();
  const words = useFrameLabels();
  const byState = useCapability("rerenderByState");
  const refusal = useRefusal();
  const { chosen, unseen, again, cost } = useMemo(() => sumUp(rows, selected, shown), [rows, selected, shown]);
  const priced = (value: number | CostRange) =>
    !account.chargesHidden && (
      <>
        {" · "}
        <Amount value={value} account={account} />
      </>
    );
  const price = (targets: readonly FrameRow[]) => {
    const range = account.chargesHidden ? null : rerenderPrice(leaf, figures.charges, targets);
    return range && priced(range);
  };
  return (
    <div className={classes["actions"]}>
      {chosen > 0 && (
        <>
          <span aria-live="polite">
            {t("selected", { count: chosen })}
            {priced(cost)}
            {unseen > 0 && ` · ${t("selectedUnseen", { count: unseen })}`}
          </span>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("clearSelection")} onClick={onClear}>
            <IconX size={14} aria-hidden="true" />
          </ActionIcon>
          <Button variant="default" disabled={again.length === 0} onClick={() => onAsk({ kind: "selected" })}>
            {t("rerenderSelected", { count: again.length })}
            {price(again)}
          </Button>
        </>
      )}
      {failed.length > 0 && (
        <Button onClick={() => onAsk({ kind: "failed" })}>
          {t("rerenderFailed", { count: failed.length })}
          {price(failed)}
        </Button>
      )}
      {children}
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon variant="default" aria-label={t("more")}>
            <IconDots size={16} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {byState.has &&
            rerenderStates(rows).map(([state, count]) => (
              <Menu.Item key={state} {...refusal(byState.refusal)} onClick={() => onAsk({ kind: "state", state })}>
                {t("rerenderState", { count, state: words.status(state) })}
              </Menu.Item>
            ))}
          <Menu.Item c="var(--tone-bad)" disabled={!whole || rows.length === 0} onClick={() => onAsk({ kind: "all" })}>
            {t("rerenderAll", { count: rows.length })}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** How many frames are selected, how many of them the filters hide, what they have cost, and which can be rendered again. */
function sumUp(rows: readonly FrameRow[], selected: ReadonlySet<number>, shown: ReadonlySet<number> | null) {
  const again: FrameRow[] = [];
  let [chosen, unseen, cost] = [0, 0, 0];
  if (selected.size === 0) return { chosen, unseen, cost, again };
  for (const row of rows) {
    if (!selected.has(row.frame.id)) continue;
    chosen += 1;
    if (shown !== null && !shown.has(row.frame.id)) unseen += 1;
    cost += frameCharge(row.frame);
    if (canRerender(row)) again.push(row);
  }
  return { chosen, unseen, cost, again };
}
