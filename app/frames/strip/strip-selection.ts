/** What clicks, drags and keys on the strip select. Cells are given by index, frames by id. */
import type { FrameRow } from "../../queries/frames/frame-set";
import { onlyRow, type Selection, selectionOf, toggleRow, withRange } from "../../ui/tree-grid/model";

type Cells = {
  readonly rows: readonly FrameRow[];
  /** Ids of the rows that match the filters; null: all. The others are faded and cannot be selected: the table has no row for them. */
  readonly matchingIds: ReadonlySet<number> | null;
};

const isMatching = (matchingIds: Cells["matchingIds"], id: number) => matchingIds === null || matchingIds.has(id);

/** Selects or deselects one cell; a faded one does not change. */
export function toggleCell(selection: Selection, { rows, matchingIds }: Cells, index: number): Selection {
  const id = rows[index]?.frame.id;
  return id === undefined || !isMatching(matchingIds, id) ? selection : toggleRow(selection, id);
}

/**
 * Selects the cells from one to another. `extend`: from the anchor, in addition to what was selected before its range.
 * Changes nothing where no cell between them matches.
 */
export function selectCells(
  selection: Selection,
  { rows, matchingIds }: Cells,
  from: number,
  to: number,
  extend: boolean,
): Selection {
  const start = rows[from]?.frame.id ?? null;
  const extended = selection.anchor === null && start !== null ? onlyMatching(matchingIds, start) : selection;
  const base = extend ? extended : selectionOf([], start);
  const anchor = rows.findIndex(({ frame }) => frame.id === base.anchor);
  const first = anchor < 0 ? from : anchor;
  const range = rows
    .slice(Math.min(first, to), Math.max(first, to) + 1)
    .map(({ frame }) => frame.id)
    .filter((id) => isMatching(matchingIds, id));
  return range.length === 0 ? selection : withRange(base, range);
}

const onlyMatching = (matchingIds: Cells["matchingIds"], id: number) =>
  isMatching(matchingIds, id) ? onlyRow(id) : selectionOf([], id);
