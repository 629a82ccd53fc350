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
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useHalfMinute } from "../../ui/browser/now";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { StateBar } from "../../ui/status/state-bar";
import { OverdueMark, TaskStatusBadge } from "../../ui/status/status-badge";
import type { CellProps } from "../../ui/tree-grid/grid-column";
import { fromList } from "../commands/use-open-frames";
import { useDataReadAt } from "../view/use-data-read-at";
import { elapsedSeconds } from "./elapsed";
import classes from "./grid.module.css";
import { usePendingAction } from "./row-store";

type Cell = CellProps<TaskNode>;

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
