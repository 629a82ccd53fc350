/**
 * The cells of the Tasks grid: thin components over a node and its roll-up. Their controls are plain buttons with a glyph:
 * an icon is five elements, and thirty rows a second are made while one scrolls.
 */
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { estimateEta } from "../../protocol/tasks/task-estimate";
import { taskStatus } from "../../protocol/tasks/task-status";
import { type TaskNode, walk } from "../../protocol/tasks/task-tree";
import { useHalfMinute } from "../../ui/browser/now";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { usePassName } from "../../ui/format/pass-name";
import { StateBar } from "../../ui/status/state-bar";
import { TaskStatusBadge } from "../../ui/status/status-badge";
import { TailName } from "../../ui/status/tail-name";
import type { CellProps } from "../../ui/tree-grid/grid-column";
import { useDataReadAt } from "../view/use-data-read-at";
import classes from "./grid.module.css";
import { useAllRows, useCellCurrency, useGridRow } from "./row-store";

type Cell = CellProps<TaskNode>;

/** Controls of a row show nothing of the task but its name: the others' news do not touch them. */
const sameRow = (before: Cell, after: Cell) =>
  before.value.task.id === after.value.task.id && before.value.task.sceneName === after.value.task.sceneName;

export const SelectCell = memo(function SelectCell({ value }: Cell) {
  const t = useTranslations("task");
  const { isSelected, toggle } = useGridRow(value.task.id);
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      className={classes["checkbox"]}
      aria-label={t("select", { name: value.task.sceneName })}
      checked={isSelected}
      onClick={(event) => {
        event.stopPropagation();
        toggle(event.shiftKey);
      }}
      onChange={() => undefined}
    />
  );
}, sameRow);

/** Selects every task of the filter; with any of them selected, drops the selection. Memoised: React rewrites a controlled box whenever it renders. */
export const SelectAll = memo(function SelectAll() {
  const t = useTranslations("task");
  const { selectedCount, rowCount, toggleAll } = useAllRows();
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      className={classes["checkbox"]}
      aria-label={t("selectAll")}
      ref={(box) => {
        if (box) box.indeterminate = selectedCount > 0 && selectedCount < rowCount;
      }}
      checked={selectedCount > 0 && selectedCount >= rowCount}
      onChange={toggleAll}
    />
  );
});

const sameStatus = ({ value: before }: Cell, { value: after }: Cell) =>
  before.task.id === after.task.id &&
  before.rollUp.statusCode === after.rollUp.statusCode &&
  before.rollUp.isStuck === after.rollUp.isStuck &&
  before.rollUp.counts.failed === after.rollUp.counts.failed;

export const StatusCell = memo(function StatusCell({ value }: Cell) {
  const t = useTranslations("task.pending");
  const { pending } = useGridRow(value.task.id);
  if (pending) {
    return (
      <span className={classes["pending"]} role="status">
        {t(pending)}
      </span>
    );
  }
  const { statusCode, isStuck: stuck, counts } = value.rollUp;
  return <TaskStatusBadge status={taskStatus(statusCode)} stuck={stuck} failed={counts.failed} />;
}, sameStatus);

const sameScene = (before: Cell, after: Cell) =>
  before.level === after.level &&
  before.value.task.id === after.value.task.id &&
  before.value.task.sceneName === after.value.task.sceneName &&
  before.value.task.layerName === after.value.task.layerName &&
  before.value.task.taskType === after.value.task.taskType &&
  before.value.task.camera === after.value.task.camera &&
  before.value.children.length === after.value.children.length;

/** The name, with its disclosure button; a long name loses its middle, since version and shot stand at its end. */
export const SceneCell = memo(function SceneCell({ value, level }: Cell) {
  const t = useTranslations("task");
  const passName = usePassName();
  const { isExpanded, toggleExpanded } = useGridRow(value.task.id);
  const child = level > 1;
  const name = child ? passName(value.task) : value.task.sceneName;
  return (
    <>
      <span className={classes["indent"]} style={{ width: (level - 1) * 16 }} />
      {value.children.length > 0 ? (
        <button
          type="button"
          tabIndex={-1}
          className={classes["disclosure"]}
          data-open={isExpanded || undefined}
          aria-label={t(isExpanded ? "collapse" : "expand", { count: value.children.length })}
          onClick={(event) => {
            event.stopPropagation();
            toggleExpanded();
          }}
        >
          <span aria-hidden="true">›</span>
        </button>
      ) : (
        <span className={classes["disclosureGap"]} />
      )}
      <TailName name={name} faint={child} />
    </>
  );
}, sameScene);

export function ProgressCell({ value }: Cell) {
  return <StateBar counts={value.rollUp.counts} />;
}

/** The node whose frames failed: of a shell, the first layer that has any. */
const failedLeaf = (node: TaskNode) =>
  [...walk(node)].find((part) => part.children.length === 0 && part.rollUp.counts.failed > 0) ?? node;

const sameFailed = ({ value: before }: Cell, { value: after }: Cell) =>
  before.rollUp.counts.failed === after.rollUp.counts.failed &&
  failedLeaf(before).task.id === failedLeaf(after).task.id;

/** The count leads to the frames themselves. */
export const FailedCell = memo(function FailedCell({ value }: Cell) {
  const format = useFormat();
  const t = useTranslations("task");
  const { failed } = value.rollUp.counts;
  return failed === 0 ? (
    <span className="faint">{EMPTY_CELL}</span>
  ) : (
    <Link
      to="/tasks/$taskId"
      params={{ taskId: String(failedLeaf(value).task.id) }}
      search={{ status: ["failed", "timedOut"] }}
      className="tone"
      data-tone="bad"
      tabIndex={-1}
      title={t("showFailed")}
      onClick={(event) => event.stopPropagation()}
    >
      {format.count(failed)}
    </Link>
  );
}, sameFailed);

export function EtaCell({ value }: Cell) {
  const format = useFormat();
  const nowMs = useHalfMinute();
  const eta = estimateEta(value, useDataReadAt(value.task));
  if (!eta) return <span className="faint">{EMPTY_CELL}</span>;
  return (
    <span title={`${format.moment(eta.earliestMs)} – ${format.moment(eta.latestMs)}`}>
      {format.range(eta.earliestMs, eta.latestMs, nowMs)}
    </span>
  );
}

/** A relative moment with the absolute one on hover. */
export function MomentCell({ ms }: { ms: number | null }) {
  const format = useFormat();
  const nowMs = useHalfMinute();
  return <span title={format.moment(ms)}>{format.ago(ms, nowMs)}</span>;
}

export function ElapsedCell({ value }: Cell) {
  const format = useFormat();
  const nowMs = useHalfMinute();
  return format.duration(elapsedSeconds(value, nowMs));
}

/** Wall time from the first start to the end, or to now while it runs; null before it started. */
export function elapsedSeconds({ rollUp }: TaskNode, nowMs: number): number | null {
  if (rollUp.startedMs === null) return null;
  if (rollUp.completedMs !== null) return (rollUp.completedMs - rollUp.startedMs) / 1000;
  return taskStatus(rollUp.statusCode).isEnded ? null : (nowMs - rollUp.startedMs) / 1000;
}

export const MenuCell = memo(function MenuCell({ value }: Cell) {
  const t = useTranslations("task");
  const { openMenu } = useGridRow(value.task.id);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes["rowMenu"]}
      aria-label={t("menu", { name: value.task.sceneName })}
      aria-haspopup="menu"
      onClick={(event) => {
        event.stopPropagation();
        const box = event.currentTarget.getBoundingClientRect();
        openMenu({ x: box.left, y: box.bottom });
      }}
    >
      <span aria-hidden="true">⋯</span>
    </button>
  );
}, sameRow);

/** More than the disclosure button takes, px: a layer's name begins to the right of its task's. */
const CARD_INDENT = 36;

/** The whole of a task on a phone: name, state, failed frames and cost, progress. */
export function CardCell({ value, level }: Cell) {
  const format = useFormat();
  const { symbol, chargesHidden } = useCellCurrency();
  const t = useTranslations("task.column");
  const { cost, counts } = value.rollUp;
  return (
    <span className={classes["card"]} style={{ paddingInlineStart: (level - 1) * CARD_INDENT }}>
      <span className={classes["cardLine"]}>
        <SceneCell value={value} level={level} />
      </span>
      <span className={classes["cardLine"]}>
        <StatusCell value={value} level={level} />
        <span className={classes["grow"]} />
        {counts.failed > 0 && (
          <span className="tone" data-tone="bad" title={t("failed")}>
            <span className="visually-hidden">{t("failed")} </span>
            <span aria-hidden="true">✕ </span>
            {format.count(counts.failed)}
          </span>
        )}
        {cost !== null && !chargesHidden && <span className="faint">{`${symbol}${format.amount(cost)}`}</span>}
      </span>
      <StateBar counts={counts} />
    </span>
  );
}
