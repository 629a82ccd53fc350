/** The one selection of strip and table, by frame id: a refresh keeps it, frames that are gone leave it. */
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

type Given = {
  /** All of them, in the order of the strip. */
  readonly rows: readonly FrameRow[];
  /** Ids of those that match the filters; null: all. */
  readonly shown: ReadonlySet<number> | null;
  /** In the order of the table. */
  readonly treeRows: readonly TreeRow<FrameRow>[];
};

export function useFrameSelection({ rows, shown, treeRows }: Given) {
  const [stored, setSelection] = useState<Selection>(noSelection);
  const isKnown = useMemo(() => knownIn(rows), [rows]);
  const selection = useMemo(() => prune(stored, isKnown), [stored, isKnown]);
  const order = () => treeRows.map((row) => row.id);
  const toggle = (id: number, extend: boolean) =>
    setSelection(extend ? extendTo(selection, order(), id) : toggleRow(selection, id));
  return {
    ids: selection.ids,
    toggle,
    toggleCell: (index: number) => setSelection(toggleCell(selection, { rows, shown }, index)),
    /** From one row of the table to another, both by id. */
    extend: (from: number, to: number) =>
      setSelection(extendTo(selection.anchor === null ? onlyRow(from) : selection, order(), to)),
    /** From one cell of the strip to another; `extend`: from the anchor, keeping what was selected before. */
    selectCells: (from: number, to: number, extend: boolean) =>
      setSelection(selectCells(selection, { rows, shown }, from, to, extend)),
    selectAll: () => setSelection(selectionOf(order())),
    selectIds: (ids: readonly number[]) => setSelection(selectionOf(ids)),
    only: (id: number) => setSelection(onlyRow(id)),
    clear: () => setSelection(noSelection),
  };
}

/** Whether a frame is among the rows. Their ids are gathered when one is first asked for: of 100,000 that is felt. */
function knownIn(rows: readonly FrameRow[]) {
  let ids: Set<number> | undefined;
  return (id: number) => {
    ids ??= new Set(rows.map((row) => row.frame.id));
    return ids.has(id);
  };
}

export type FrameSelection = ReturnType<typeof useFrameSelection>;
