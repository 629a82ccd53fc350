/** From the farm's pages of a leaf to what its views show: all frames, those that match the filters, and in which order. */
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { frameFigures } from "../protocol/frame-figures";
import { parseFrameRange } from "../protocol/frame-range";
import type { TaskNode } from "../protocol/task-tree";
import { useCapability } from "../queries/capabilities";
import { emptyFrameSet, type FrameRow, isComplete, oldestReadMs, orderedRows } from "../queries/frame-set";
import { type TaskInContext, useFrameSet } from "../queries/frames";
import type { Sort } from "../ui/column-table";
import { usePageStatus } from "../ui/page-status";
import type { TreeRow } from "../ui/tree-grid-model";
import type { FrameSearch } from "./frame-search";
import { type FrameFilter, filterFrames, sortFrames } from "./frame-view";

export function useFrameRows(
  leaf: TaskNode,
  info: UseQueryResult<TaskInContext | null>,
  search: FrameSearch,
  nowMs: number,
) {
  const taskReadMs = info.data?.readMs ?? null;
  const { query, settled } = useFrameSet(leaf, search.search, taskReadMs);
  const set = query.data ?? emptyFrameSet;
  usePageStatus(info, settled ? taskReadMs : oldestReadMs(set));

  const rows = useMemo(() => orderedRows(set), [set]);
  const frames = useMemo(() => rows.map((row) => row.frame), [rows]);
  // The present of the figures moves with the data and every half minute.
  const figures = useMemo(() => frameFigures(frames, nowMs), [frames, nowMs]);
  const filter = useFilter(search);
  const filtered = useMemo(() => filterFrames(rows, filter), [rows, filter]);
  const shown = useMemo(
    () => (filtered.rows.length === rows.length ? null : new Set(filtered.rows.map((row) => row.frame.id))),
    [filtered.rows, rows.length],
  );
  const { column, descending } = sortOf(search.sort);
  const treeRows = useMemo(
    () => sortFrames(filtered.rows, column, descending, { figures, nowMs }).map(toTreeRow),
    [filtered.rows, column, descending, figures, nowMs],
  );
  return {
    query,
    set,
    /** The rows are all frames of the leaf. */
    whole: search.search === "" && isComplete(set),
    rows,
    figures,
    filtered,
    /** Ids of the rows that match; null: all. */
    shown,
    treeRows,
  };
}

/** The sort of the URL: a column, descending with a minus before it. */
export const sortOf = (text: string): Sort =>
  text.startsWith("-") ? { column: text.slice(1), descending: true } : { column: text, descending: false };

function useFilter(search: FrameSearch): FrameFilter {
  const load = useCapability("frameLoad");
  return useMemo(() => {
    const read = search.range.trim() === "" ? null : parseFrameRange(search.range);
    return {
      status: new Set(search.status),
      type: new Set(search.type),
      text: search.q.trim(),
      ranges: read?.ok ? read.ranges : null,
      node: load.has ? search.node : "",
    };
  }, [search.status, search.type, search.q, search.range, search.node, load.has]);
}

const toTreeRow = (row: FrameRow): TreeRow<FrameRow> => ({
  id: row.frame.id,
  level: 1,
  parentId: null,
  expandable: false,
  expanded: false,
  value: row,
});
