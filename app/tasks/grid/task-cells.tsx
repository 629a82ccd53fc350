/**
 * The cells of the Tasks grid: thin components over a node and its roll-up. Their controls are plain buttons with a glyph: an
 * icon is five elements, and scrolling creates thirty rows a second.
 */

import { Link } from "@tanstack/react-router";
import { memo, Suspense } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";

import { priorityLevels } from "../../protocol/limits";
import { estimateEta } from "../../protocol/tasks/task-estimate";
import { taskStatus } from "../../protocol/tasks/task-status";
import { type TaskNode, walk } from "../../protocol/tasks/task-tree";
import { teamState } from "../../queries/team/team-state";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useHalfMinute } from "../../ui/browser/now";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { usePassName } from "../../ui/format/pass-name";
import { StateBar } from "../../ui/status/state-bar";
import { OverdueMark, TaskStatusBadge } from "../../ui/status/status-badge";
import { TailName } from "../../ui/status/tail-name";
import type { CellProps } from "../../ui/tree-grid/grid-column";
import { fromList } from "../commands/use-open-frames";
import { useDataReadAt } from "../view/use-data-read-at";
import { elapsedSeconds } from "./elapsed";
import classes from "./grid.module.css";
import { useAllRows, useGridRowActions, useIsExpanded, useIsSelected, usePendingAction } from "./row-store";

type Cell = CellProps<TaskNode>;

/** Controls of a row show only the name of the task: they do not render when other fields change. */
const sameRow = (before: Cell, after: Cell) =>
  before.value.task.id === after.value.task.id && before.value.task.sceneName === after.value.task.sceneName;

export const SelectCell = memo(function SelectCell({ value }: Cell) {
  const t = useTranslations("task");
  const isSelected = useIsSelected(value.task.id);
  const { toggle } = useGridRowActions(value.task.id);
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

/** Selects every task of the filter, or clears the selection. Memoised: React rewrites a controlled checkbox at every render. */
export const SelectAll = memo(function SelectAll() {
  const t = useTranslations("task");
  const { selectedCount, rowCount, toggleAll } = useAllRows();
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      className={classes["checkbox"]}
      aria-label={t("selectAll")}
      ref={(checkbox) => {
        if (checkbox) checkbox.indeterminate = selectedCount > 0 && selectedCount < rowCount;
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
  before.rollUp.isOverdue === after.rollUp.isOverdue &&
  before.rollUp.counts.failed === after.rollUp.counts.failed &&
  before.rollUp.counts.executing === after.rollUp.counts.executing;

const TroubleMark = lazyNamed(() => withMessages("soon", import("./trouble-mark")), "TroubleMark", "background");

export const StatusCell = memo(function StatusCell({ value }: Cell) {
  const t = useTranslations("task.pending");
  const pending = usePendingAction(value.task.id);
  if (pending) {
    return (
      <span className={classes["pending"]} role="status">
        {t(pending)}
      </span>
    );
  }
  const { statusCode, isStuck: stuck, isOverdue, counts } = value.rollUp;
  return (
    <>
      <TaskStatusBadge status={taskStatus(statusCode)} stuck={stuck} failed={counts.failed} />
      {isOverdue && <OverdueMark short />}
      {counts.executing > 0 && (
        <Suspense fallback={null}>
          <TroubleMark node={value} />
        </Suspense>
      )}
    </>
  );
}, sameStatus);

const sameScene = (before: Cell, after: Cell) =>
  before.level === after.level &&
  before.value.task.id === after.value.task.id &&
  before.value.task.sceneName === after.value.task.sceneName &&
  before.value.task.layerName === after.value.task.layerName &&
  before.value.task.taskType === after.value.task.taskType &&
  before.value.task.camera === after.value.task.camera &&
  before.value.children.length === after.value.children.length;

const TeamMark = lazyNamed(() => withMessages("team", import("./team-mark")), "TeamMark", "background");

/** Who is on a task, and its notes; nothing is loaded before a task has any. */
export function TaskTeamMark({ id }: { id: number }) {
  const hasMark = teamState.use((team) => team?.claims.has(id) || team?.notes.has(id));
  return (
    hasMark && (
      <Suspense fallback={null}>
        <TeamMark taskId={id} />
      </Suspense>
    )
  );
}

/** The name, with its disclosure button. A long name is cut in the middle: shot and version are at its end. */
export const SceneCell = memo(function SceneCell({ value, level }: Cell) {
  const t = useTranslations("task");
  const passName = usePassName();
  const isExpanded = useIsExpanded(value.task.id);
  const { toggleExpanded } = useGridRowActions(value.task.id);
  const isLayer = level > 1;
  const name = isLayer ? passName(value.task) : value.task.sceneName;
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
      <TailName name={name} faint={isLayer} whole={22} />
      <TaskTeamMark id={value.task.id} />
    </>
  );
}, sameScene);

export function ProgressCell({ value }: Cell) {
  return <StateBar counts={value.rollUp.counts} />;
}

/** The leaf with failed frames: the first one of a shell. */
const failedLeaf = (node: TaskNode) =>
  [...walk(node)].find((part) => part.children.length === 0 && part.rollUp.counts.failed > 0) ?? node;

const sameFailed = ({ value: before }: Cell, { value: after }: Cell) =>
  before.rollUp.counts.failed === after.rollUp.counts.failed &&
  failedLeaf(before).task.id === failedLeaf(after).task.id;

/** The count links to the failed frames. */
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
      state={fromList}
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

const Outputs = lazyNamed(
  () => withMessages("dialogs", import("../outputs/outputs-cell")),
  "OutputsCell",
  "background",
);

/** Marks are of whole tasks, so layers show nothing. */
export function OutputsCell({ value, level }: Cell) {
  return (
    level === 1 && (
      <Suspense fallback={null}>
        <Outputs node={value} />
      </Suspense>
    )
  );
}

/** A time relative to now, with the absolute time on hover. */
export function MomentCell({ ms }: { ms: number | null }) {
  const format = useFormat();
  const nowMs = useHalfMinute();
  return <span title={format.moment(ms)}>{format.ago(ms, nowMs)}</span>;
}

/** The words of the two levels that a user may set. */
export function QueuePriorityCell({ value }: Cell) {
  const t = useTranslations("task.queue");
  const format = useFormat();
  const { userLevel } = value.task;
  if (userLevel === priorityLevels.high) return t("high");
  return userLevel === priorityLevels.usual ? t("normal") : format.count(userLevel || null);
}

export function ElapsedCell({ value }: Cell) {
  const format = useFormat();
  const nowMs = useHalfMinute();
  return format.duration(elapsedSeconds(value, nowMs));
}

export const MenuCell = memo(function MenuCell({ value }: Cell) {
  const t = useTranslations("task");
  const { openMenu } = useGridRowActions(value.task.id);
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
