/** The rows of the frames page: all loaded frames of a leaf, those that match the filters, and their order. */
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Frame } from "../../protocol/frames/frame";
import { type FrameFigures, frameFigures } from "../../protocol/frames/frame-figures";
import { parseFrameRange } from "../../protocol/frames/frame-range";
import { hungOrSlow } from "../../protocol/frames/hung-or-slow";
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
import { useActedGroup } from "../acted/acted-frames";
import { canRerender, isFailed } from "../commands/rerender-plan";
import { canStopAndRerender } from "../commands/stop-frames-plan";
import type { FrameSearch } from "../filters/frame-search";
import { type FrameFilter, filterFrames, sortFrames } from "../filters/frame-view";
import { useFrameLabels } from "../frame-labels";
import { type ShownRows, shownRows } from "./shown-rows";

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
  const taskId = leaf.task.id;
  const isAllLoaded = search.search === "" && isComplete(set);
  const current = useMemo(() => ({ taskId, isComplete: isAllLoaded, rows }), [taskId, isAllLoaded, rows]);
  const painted = useAfterPaint(current, emptyRows, mayPaintLater);
  const figures = useFigures(painted.rows, nowMs, useChargeBasis(leaf, set), leaf.task.frameLimitSeconds);

  const filter = useFilter(search, figures, nowMs);
  const filtered = useMemo(() => filterFrames(rows, filter), [rows, filter]);
  const hung = useMemo(
    () =>
      filter.status.has("hung")
        ? filtered.rows.filter(
            (row) => canStopAndRerender(row) && hungOrSlow(row.frame, filter.medianByType, filter.nowMs) === "hung",
          )
        : [],
    [filtered, filter],
  );
  const acted = useActedGroup(taskId);
  const shown = useMemo(
    () => ({ taskId, rows, ...shownRows(rows, filtered.rows, acted) }),
    [taskId, rows, filtered.rows, acted],
  );
  const matchingIds = useMemo(
    () => (shown.all.length === rows.length ? null : new Set(shown.all.map((row) => row.frame.id))),
    [shown, rows.length],
  );
  const paintedShown = useAfterPaint(shown, emptyShown, mayPaintLater);
  return {
    query,
    set,
    dataReadAtMs,
    /** The rows are all frames of the task. */
    isComplete: isAllLoaded,
    rows,
    /** Failed frames that can be rendered again. */
    failed,
    /** Hung frames among those that match, while the filter asks for them. */
    hung,
    filtered,
    acted,
    /** Ids of the shown rows: those that match and those of the last command; null: all. */
    matchingIds,
    /** For the views below the strip, one paint later: each takes passes over all frames, and the strip must not wait. */
    deferred: {
      ...painted,
      figures,
      shown: paintedShown.all,
      treeRows: useTreeRows(paintedShown, search.sort, nowMs, figures),
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

type OfLeaf = { readonly taskId: number; readonly rows: readonly FrameRow[] };

const emptyRows = { taskId: 0, isComplete: false, rows: [] };
const emptyShown: OfLeaf & ShownRows = { taskId: 0, rows: [], group: [], others: [], all: [] };

/** New frames of the same leaf may be painted later; another leaf or filter is what the user waits for. */
const mayPaintLater = (painted: OfLeaf, current: OfLeaf) =>
  painted.taskId === 0 || (painted.taskId === current.taskId && painted.rows !== current.rows);

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

function useFigures(
  rows: readonly FrameRow[],
  nowMs: number,
  basis: readonly Frame[],
  taskLimitSeconds: number | null,
): FrameFigures {
  return useMemo(
    () =>
      frameFigures(
        rows.map((row) => row.frame),
        nowMs,
        basis,
        taskLimitSeconds,
      ),
    [rows, nowMs, basis, taskLimitSeconds],
  );
}

/** The rows of the table: the frames of the last command first, each part in the order of the column. */
function useTreeRows({ group, others }: ShownRows, sort: string, nowMs: number, figures: FrameFigures) {
  const { column, descending } = sortOf(sort);
  return useMemo(() => {
    const sorted = (part: readonly FrameRow[]) => sortFrames(part, column, descending, { figures, nowMs });
    return (group.length === 0 ? sorted(others) : [...sorted(group), ...sorted(others)]).map(toTreeRow);
  }, [group, others, column, descending, figures, nowMs]);
}

/** The sort in the URL: a column, with "-" before it for descending. */
export const sortOf = (text: string): Sort =>
  text.startsWith("-") ? { column: text.slice(1), descending: true } : { column: text, descending: false };

function useFilter(search: FrameSearch, { medianByType }: FrameFigures, nowMs: number): FrameFilter {
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
      medianByType,
      nowMs,
    };
  }, [search.status, search.type, search.q, search.range, search.node, load.has, labelOf, medianByType, nowMs]);
}

const toTreeRow = (row: FrameRow): TreeRow<FrameRow> => ({
  id: row.frame.id,
  level: 1,
  parentId: null,
  expandable: false,
  expanded: false,
  value: row,
});
