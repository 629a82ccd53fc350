/** The selection that strip and table share, by frame id. A refresh does not change it; removed frames leave it. */
import { useMemo, useState } from "react";
import type { FrameRow } from "../../queries/frames/frame-set";
import {
  extendTo,
  noSelection,
  onlyRow,
  prune,
  type Selection,
  selectionOf,
  type TreeRow,
  toggleRow,
} from "../../ui/tree-grid/model";
import { selectCells, toggleCell } from "../strip/strip-selection";

type SelectionProps = {
  /** All rows, in the order of the strip. */
  readonly rows: readonly FrameRow[];
  /** Ids of the rows that match the filters; null: all. */
  readonly matchingIds: ReadonlySet<number> | null;
  /** Matching rows, in the order of the table. */
  readonly treeRows: readonly TreeRow<FrameRow>[];
};

export function useFrameSelection({ rows, matchingIds, treeRows }: SelectionProps) {
  const [stored, setSelection] = useState<Selection>(noSelection);
  const isLoaded = useMemo(() => idLookup(rows), [rows]);
  const selection = useMemo(() => prune(stored, isLoaded), [stored, isLoaded]);
  const order = () => treeRows.map((row) => row.id);
  const toggle = (id: number, extend: boolean) =>
    setSelection(extend ? extendTo(selection, order(), id) : toggleRow(selection, id));
  return {
    ids: selection.ids,
    toggle,
    toggleCell: (index: number) => setSelection(toggleCell(selection, { rows, matchingIds }, index)),
    /** From one row of the table to another, both by id. */
    extend: (from: number, to: number) =>
      setSelection(extendTo(selection.anchor === null ? onlyRow(from) : selection, order(), to)),
    /** From one cell of the strip to another; `extend`: from the anchor, in addition to the selection before it. */
    selectCells: (from: number, to: number, extend: boolean) =>
      setSelection(selectCells(selection, { rows, matchingIds }, from, to, extend)),
    selectAll: () => setSelection(selectionOf(order())),
    selectIds: (ids: readonly number[]) => setSelection(selectionOf(ids)),
    only: (id: number) => setSelection(onlyRow(id)),
    clear: () => setSelection(noSelection),
  };
}

/** Whether a frame is among the rows. The set of ids is built at the first call: for 100,000 rows it takes milliseconds. */
function idLookup(rows: readonly FrameRow[]) {
  let ids: Set<number> | undefined;
  return (id: number) => {
    ids ??= new Set(rows.map((row) => row.frame.id));
    return ids.has(id);
  };
}

export type FrameSelection = ReturnType<typeof useFrameSelection>;
