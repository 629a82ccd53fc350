/** The actions of the frames page: rerender of failed and of selected frames as buttons, the rarer ones in a menu. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconRefresh, IconX } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { type ChargeSum, frameCharge, sumCharges } from "../../protocol/charges";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import { FRAME } from "../../protocol/frames/frame-status";
import type { CostRange } from "../../protocol/pricing";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import type { FrameRow } from "../../queries/frames/frame-set";
import { type RefusedStates, refusedStates } from "../../queries/frames/refused-states";
import { useCapability, useTaskRefusal } from "../../queries/http/capabilities";
import { useNarrow } from "../../ui/browser/narrow";
import { menuIcon } from "../../ui/controls/menu-icon";
import { MoreMenu } from "../../ui/controls/more-menu";
import { useRefusal } from "../../ui/controls/refusal";
import { Amount } from "../../ui/format/amount";
import { useFrameLabels } from "../frame-labels";
import classes from "./commands.module.css";
import { canRerender, isDerived, isRefused, rerenderPrice, rerenderStates } from "./rerender-plan";
import type { RerenderScope } from "./rerender-scope";
import { canStopAndRerender } from "./stop-frames-plan";

export function FrameActions({
  leaf,
  failed,
  hung,
  selected,
  rows,
  matchingIds,
  isComplete,
  figures,
  onRerender,
  onStopAndRerender,
  onClear,
  children,
}: {
  leaf: TaskNode;
  failed: readonly FrameRow[];
  /** The hung frames while the page shows them alone: then their command is the first one. */
  hung: readonly FrameRow[];
  selected: ReadonlySet<number>;
  rows: readonly FrameRow[];
  /** Ids of the rows that match the filters; null: all. */
  matchingIds: ReadonlySet<number> | null;
  /** The rows are all frames of the task, so "all" can be offered. */
  isComplete: boolean;
  figures: FrameFigures;
  onRerender: (scope: RerenderScope) => void;
  /** null where frames cannot be stopped. */
  onStopAndRerender: ((ids: readonly number[]) => void) | null;
  onClear: () => void;
  /** Further actions, before the menu. */
  children?: ReactNode;
}) {
  const t = useTranslations("frames");
  const isNarrow = useNarrow();
  const account = useCurrency();
  const labels = useFrameLabels();
  const byState = useCapability("rerenderByState");
  const refusal = useRefusal();
  // A task that the account or the person may not change: every command is disabled with the reason.
  const inoperable = refusal(useTaskRefusal(leaf.task));
  const refused = refusedStates.use();
  const selection = useMemo(
    () => summarize(rows, selected, matchingIds, refused),
    [rows, selected, matchingIds, refused],
  );
  const allCount = useMemo(
    () => rows.filter((row) => !isDerived(row) && !isRefused(row, refused)).length,
    [rows, refused],
  );
  // A price has its room while frames are read, so that what stands beside it does not move when it arrives.
  const amount = (value: ChargeSum | CostRange | null) =>
    !account.chargesHidden &&
    (value !== null || !isComplete) && (
      <>
        {" · "}
        <span className={classes["price"]}>{value === null ? "…" : <Amount value={value} account={account} />}</span>
      </>
    );
  const stopsHung = hung.length > 0 && onStopAndRerender !== null && selection.count === 0;
  const price = (targets: readonly FrameRow[]) => amount(rerenderPrice(leaf, figures.charges, targets));
  return (
    <div className={classes["actions"]}>
      {selection.count > 0 && (
        <>
          {selection.hiddenCount > 0 && (
            <span className="faint" aria-live="polite">
              {t("selectedUnseen", { count: selection.hiddenCount })}
            </span>
          )}
          <span className={classes["selected"]} aria-live="polite">
            {t("selected", { count: selection.count })}
            {amount(selection.charge)}
          </span>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("clearSelection")} onClick={onClear}>
            <IconX size={14} aria-hidden="true" />
          </ActionIcon>
          {selection.rerenderable.length > 0 ? (
            <Button variant="default" {...inoperable} onClick={() => onRerender({ kind: "selected" })}>
              {t("rerenderSelected", { count: selection.rerenderable.length })}
              {price(selection.rerenderable)}
            </Button>
          ) : selection.running.length > 0 && onStopAndRerender !== null ? (
            <Button
              variant="default"
              {...inoperable}
              onClick={() => onStopAndRerender(selection.running.map(({ frame }) => frame.id))}
            >
              {t("stopRerenderSelected", { count: selection.running.length })}
              {price(selection.running)}
            </Button>
          ) : (
            <span className="faint">
              {selection.isAllLeftOut ? t("rerender.derived", { count: selection.count }) : t("rerender.noneEnded")}
            </span>
          )}
        </>
      )}
      {stopsHung && (
        <Button {...inoperable} onClick={() => onStopAndRerender(hung.map(({ frame }) => frame.id))}>
          {t(isNarrow ? "stopRerenderHungShort" : "stopRerenderHung", { count: hung.length })}
          {price(hung)}
        </Button>
      )}
      {failed.length > 0 && !(isNarrow && stopsHung) && (
        <Button
          {...(stopsHung ? { variant: "default" } : {})}
          {...inoperable}
          onClick={() => onRerender({ kind: "failed" })}
        >
          {t(isNarrow ? "rerenderFailedShort" : "rerenderFailed", { count: failed.length })}
          {price(failed)}
        </Button>
      )}
      {children}
      <MoreMenu label={t("more")} width={260}>
        {byState.has &&
          rerenderStates(rows).map(([state, count]) => (
            <Menu.Item
              key={state}
              {...menuIcon(IconRefresh)}
              {...refusal(refused.get(state) ?? byState.refusal)}
              {...inoperable}
              onClick={() => onRerender({ kind: "state", state })}
            >
              {t("rerenderState", { count, state: labels.status(state) })}
            </Menu.Item>
          ))}
        <Menu.Item
          {...menuIcon(IconRefresh)}
          c="var(--tone-bad)"
          disabled={!isComplete || rows.length === 0}
          {...inoperable}
          onClick={() => onRerender({ kind: "all" })}
        >
          {t("rerenderAll", { count: allCount })}
        </Menu.Item>
      </MoreMenu>
    </div>
  );
}

/** The selected frames: how many, how many of them the filters hide, their charges, and those that can be rendered again, at once or after a stop. */
function summarize(
  rows: readonly FrameRow[],
  selected: ReadonlySet<number>,
  matchingIds: ReadonlySet<number> | null,
  refused: RefusedStates,
) {
  const chosen = selected.size === 0 ? [] : rows.filter((row) => selected.has(row.frame.id));
  return {
    count: chosen.length,
    hiddenCount: matchingIds === null ? 0 : chosen.filter((row) => !matchingIds.has(row.frame.id)).length,
    charge: sumCharges(chosen.map((row) => frameCharge(row.frame))),
    rerenderable: chosen.filter((row) => canRerender(row, refused)),
    running: refused.has(FRAME.stopped) ? [] : chosen.filter(canStopAndRerender),
    isAllLeftOut: chosen.length > 0 && chosen.every((row) => isDerived(row) || isRefused(row, refused)),
  };
}
