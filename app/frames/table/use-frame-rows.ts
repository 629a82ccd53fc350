/** From the farm's pages of a leaf to what its views show: all frames, those that match the filters, and in which order. */
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { frameFigures } from "../../protocol/frames/frame-figures";
import { parseFrameRange } from "../../protocol/frames/frame-range";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { oldestDataReadAtMs } from "../../queries/frames/frame-refresh";
import { emptyFrameSet, type FrameRow, type FrameSet, isComplete, orderedRows } from "../../queries/frames/frame-set";
import { useFrameSet } from "../../queries/frames/frame-set-query";
import type { TaskInContext } from "../../queries/frames/frame-task";
import { useCapability } from "../../queries/http/capabilities";
import { useAfterPaint } from "../../ui/browser/after-paint";
import { usePageStatus } from "../../ui/status/page-status";
import type { Sort } from "../../ui/tree-grid/grid-column";
import type { TreeRow } from "../../ui/tree-grid/model";
import { isFailed } from "../commands/rerender-plan";
import type { FrameSearch } from "../filters/frame-search";
import { type FrameFilter, filterFrames, sortFrames } from "../filters/frame-view";
import { useFrameLabels } from "../frame-labels";

export function useFrameRows(
  leaf: TaskNode,
  info: UseQueryResult<TaskInContext | null>,
  search: FrameSearch,
  nowMs: number,
) {
  const taskReadMs = info.data?.dataReadAtMs ?? null;
  const { query, isSettled } = useFrameSet(leaf, search.search, taskReadMs);
  const set = query.data ?? emptyFrameSet;
  const asOfMs = useAsOf(`${leaf.task.id} ${search.search}`, set, isSettled, taskReadMs);
  usePageStatus(info, asOfMs);

  const rows = useMemo(() => orderedRows(set), [set]);
  const failed = useMemo(() => rows.filter(isFailed), [rows]);
  const filter = useFilter(search);
  const filtered = useMemo(() => filterFrames(rows, filter), [rows, filter]);
  const shown = useMemo(
    () => (filtered.rows.length === rows.length ? null : new Set(filtered.rows.map((row) => row.frame.id))),
    [filtered.rows, rows.length],
  );
  const taskId = leaf.task.id;
  const whole = search.search === "" && isComplete(set);
  const current = useMemo(
    () => ({ taskId, whole, rows, matching: filtered.rows }),
    [taskId, whole, rows, filtered.rows],
  );
  const drawn = useAfterPaint(current, nothing, bringsFrames);
  return {
    query,
    set,
    /** As of when what is shown is known to be what the farm has, epoch ms. */
    asOfMs,
    whole,
    rows,
    failed,
    filtered,
    /** Ids of the rows that match; null: all. */
    shown,
    /** What comes after the strip, which it would keep waiting: each takes passes over all frames. */
    after: { whole: drawn.whole, rows: drawn.rows, matching: drawn.matching, ...useDerived(drawn, search.sort, nowMs) },
  };
}

/**
 * As of when the frames shown are known to be the farm's, epoch ms: while they add up to the task's counts, when the task
 * was read; else when they last did, or when the oldest page that may have changed was read, whichever is later.
 */
function useAsOf(of: string, set: FrameSet, isSettled: boolean, taskReadMs: number | null): number | null {
  const [agreed, setAgreed] = useState<{ of: string; ms: number } | null>(null);
  if (isSettled && taskReadMs !== null && (agreed?.of !== of || agreed.ms !== taskReadMs))
    setAgreed({ of, ms: taskReadMs });
  if (isSettled) return taskReadMs;
  const oldest = oldestDataReadAtMs(set);
  return oldest === null ? null : Math.max(oldest, agreed?.of === of ? agreed.ms : 0);
}

type Drawn = {
  readonly taskId: number;
  /** The rows are all frames of the leaf. */
  readonly whole: boolean;
  readonly rows: readonly FrameRow[];
  readonly matching: readonly FrameRow[];
};

const nothing: Drawn = { taskId: 0, whole: false, rows: [], matching: [] };

/** New frames of the same leaf may wait for their turn; another leaf, or another filter, is what was asked for. */
const bringsFrames = (painted: Drawn, current: Drawn) =>
  painted === nothing || (painted.taskId === current.taskId && painted.rows !== current.rows);

function useDerived({ rows, matching }: Drawn, sort: string, nowMs: number) {
  const { column, descending } = sortOf(sort);
  // The present of the figures moves with the data and every half minute.
  const figures = useMemo(
    () =>
      frameFigures(
        rows.map((row) => row.frame),
        nowMs,
      ),
    [rows, nowMs],
  );
  const treeRows = useMemo(
    () => sortFrames(matching, column, descending, { figures, nowMs }).map(toTreeRow),
    [matching, column, descending, figures, nowMs],
  );
  return { figures, treeRows };
}

/** The sort of the URL: a column, descending with a minus before it. */
export const sortOf = (text: string): Sort =>
  text.startsWith("-") ? { column: text.slice(1), descending: true } : { column: text, descending: false };

function useFilter(search: FrameSearch): FrameFilter {
  const load = useCapability("frameLoad");
  const { name: shownName } = useFrameLabels();
  return useMemo(() => {
    const read = search.range.trim() === "" ? null : parseFrameRange(search.range);
    return {
      status: new Set(search.status),
      type: new Set(search.type),
      text: search.q.trim(),
      shownName,
      ranges: read?.ok ? read.ranges : null,
      node: load.has ? search.node : "",
    };
  }, [search.status, search.type, search.q, search.range, search.node, load.has, shownName]);
}

const toTreeRow = (row: FrameRow): TreeRow<FrameRow> => ({
  id: row.frame.id,
  level: 1,
  parentId: null,
  expandable: false,
  expanded: false,
  value: row,
});
