/** The rows of the frames page: all loaded frames of a leaf, those that match the filters, and their order. */
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Frame } from "../../protocol/frames/frame";
import { frameFigures } from "../../protocol/frames/frame-figures";
import { parseFrameRange } from "../../protocol/frames/frame-range";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { chargeBasisOf, chargeBasisQuery } from "../../queries/frames/charge-basis";
import { oldestDataReadAtMs } from "../../queries/frames/frame-refresh";
import { emptyFrameSet, type FrameRow, type FrameSet, isComplete, orderedRows } from "../../queries/frames/frame-set";
import { frameSetQuery, useFrameSet } from "../../queries/frames/frame-set-query";
import type { TaskInContext } from "../../queries/frames/frame-task";
import { refusedStates } from "../../queries/frames/refused-states";
import { useCapability } from "../../queries/http/capabilities";
import { useAfterPaint } from "../../ui/browser/after-paint";
import { usePageStatus } from "../../ui/status/page-status";
import type { Sort } from "../../ui/tree-grid/grid-column";
import type { TreeRow } from "../../ui/tree-grid/model";
import { canRerender, isFailed } from "../commands/rerender-plan";
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
  const dataReadAtMs = useDataReadAt(`${leaf.task.id} ${search.search}`, set, isSettled, taskReadMs);
  usePageStatus(info, dataReadAtMs);

  const rows = useMemo(() => orderedRows(set), [set]);
  const refused = refusedStates.use();
  const failed = useMemo(() => rows.filter((row) => isFailed(row) && canRerender(row, refused)), [rows, refused]);
  const filter = useFilter(search);
  const filtered = useMemo(() => filterFrames(rows, filter), [rows, filter]);
  const matchingIds = useMemo(
    () => (filtered.rows.length === rows.length ? null : new Set(filtered.rows.map((row) => row.frame.id))),
    [filtered.rows, rows.length],
  );
  const taskId = leaf.task.id;
  const isAllLoaded = search.search === "" && isComplete(set);
  const current = useMemo(
    () => ({ taskId, isComplete: isAllLoaded, rows, matching: filtered.rows }),
    [taskId, isAllLoaded, rows, filtered.rows],
  );
  const painted = useAfterPaint(current, emptyRows, mayPaintLater);
  return {
    query,
    set,
    dataReadAtMs,
    /** The rows are all frames of the task. */
    isComplete: isAllLoaded,
    rows,
    /** Failed frames that can be rendered again. */
    failed,
    filtered,
    /** Ids of the rows that match; null: all. */
    matchingIds,
    /** For the views below the strip, one paint later: each takes passes over all frames, and the strip must not wait. */
    deferred: {
      ...painted,
      ...useDerived(painted, search.sort, nowMs, useChargeBasis(leaf, set), leaf.task.frameLimitSeconds),
    },
  };
}

/**
 * When the data of the frames was read, epoch ms: while the frames add up to the counts of the task, when the task was read;
 * else when they last did, or when the oldest page that may have changed was read, whichever is later. `view`: task and
 * search.
 */
function useDataReadAt(view: string, set: FrameSet, isSettled: boolean, taskReadMs: number | null): number | null {
  const [agreed, setAgreed] = useState<{ view: string; ms: number } | null>(null);
  if (isSettled && taskReadMs !== null && (agreed?.view !== view || agreed.ms !== taskReadMs))
    setAgreed({ view, ms: taskReadMs });
  if (isSettled) return taskReadMs;
  const oldest = oldestDataReadAtMs(set);
  return oldest === null ? null : Math.max(oldest, agreed?.view === view ? agreed.ms : 0);
}

type PaintedRows = {
  readonly taskId: number;
  /** The rows are all frames of the leaf. */
  readonly isComplete: boolean;
  readonly rows: readonly FrameRow[];
  readonly matching: readonly FrameRow[];
};

const emptyRows: PaintedRows = { taskId: 0, isComplete: false, rows: [], matching: [] };

/** New frames of the same leaf may be painted later; another leaf or filter is what the user waits for. */
const mayPaintLater = (painted: PaintedRows, current: PaintedRows) =>
  painted === emptyRows || (painted.taskId === current.taskId && painted.rows !== current.rows);

/**
 * The frames that prices are computed from: those of the loaded pages. Where the page shows the result of a search, those
 * loaded before it, or else read apart.
 */
function useChargeBasis({ task, rollUp }: TaskNode, set: FrameSet): readonly Frame[] {
  const { data: whole = emptyFrameSet } = useQuery({ ...frameSetQuery(task.id, "", rollUp.counts), enabled: false });
  const loaded = set.isSearchResult ? whole : set;
  const isReadApart = set.isSearchResult && whole.pageCount === 0;
  const { data } = useQuery({ ...chargeBasisQuery(task.id), enabled: isReadApart });
  return useMemo(() => (isReadApart ? (data ?? []) : chargeBasisOf(loaded)), [isReadApart, data, loaded]);
}

function useDerived(
  { rows, matching }: PaintedRows,
  sort: string,
  nowMs: number,
  basis: readonly Frame[],
  taskLimitSeconds: number | null,
) {
  const { column, descending } = sortOf(sort);
  const figures = useMemo(
    () =>
      frameFigures(
        rows.map((row) => row.frame),
        nowMs,
        basis,
        taskLimitSeconds,
      ),
    [rows, nowMs, basis, taskLimitSeconds],
  );
  const treeRows = useMemo(
    () => sortFrames(matching, column, descending, { figures, nowMs }).map(toTreeRow),
    [matching, column, descending, figures, nowMs],
  );
  return { figures, treeRows };
}

/** The sort in the URL: a column, with "-" before it for descending. */
export const sortOf = (text: string): Sort =>
  text.startsWith("-") ? { column: text.slice(1), descending: true } : { column: text, descending: false };

function useFilter(search: FrameSearch): FrameFilter {
  const load = useCapability("frameLoad");
  const { name: labelOf } = useFrameLabels();
  return useMemo(() => {
    const parsed = search.range.trim() === "" ? null : parseFrameRange(search.range);
    return {
      status: new Set(search.status),
      type: new Set(search.type),
      text: search.q.trim(),
      labelOf,
      ranges: parsed?.ok ? parsed.ranges : null,
      node: load.has ? search.node : "",
    };
  }, [search.status, search.type, search.q, search.range, search.node, load.has, labelOf]);
}

const toTreeRow = (row: FrameRow): TreeRow<FrameRow> => ({
  id: row.frame.id,
  level: 1,
  parentId: null,
  expandable: false,
  expanded: false,
  value: row,
});
