/** What clicks, drags and keys on the strip select. Pure; cells by their index, frames by their id. */
import type { FrameRow } from "../../queries/frames/frame-set";
import { onlyRow, type Selection, selectionOf, toggleRow, withRange } from "../../ui/tree-grid/model";

type Cells = {
  readonly rows: readonly FrameRow[];
  /** Ids of those that match the filters; null: all. The others are faded: what the table does not show is not selected. */
  readonly shown: ReadonlySet<number> | null;
};

const isShown = (shown: Cells["shown"], id: number) => shown === null || shown.has(id);

/** Turns one cell over; a faded one stays as it is. */
export function toggleCell(selection: Selection, { rows, shown }: Cells, index: number): Selection {
  const id = rows[index]?.frame.id;
  return id === undefined || !isShown(shown, id) ? selection : toggleRow(selection, id);
}

/**
 * The cells from one to another. `extend`: from the anchor, if there is one, beside what was selected before its range.
 * Where no cell is shown between them nothing changes.
 */
export function selectCells(
  selection: Selection,
  { rows, shown }: Cells,
  from: number,
  to: number,
  extend: boolean,
): Selection {
  const start = rows[from]?.frame.id ?? null;
  const extended = selection.anchor === null && start !== null ? onlyShown(shown, start) : selection;
  const base = extend ? extended : selectionOf([], start);
  const anchor = rows.findIndex(({ frame }) => frame.id === base.anchor);
  const first = anchor < 0 ? from : anchor;
  const range = rows
    .slice(Math.min(first, to), Math.max(first, to) + 1)
    .map(({ frame }) => frame.id)
    .filter((id) => isShown(shown, id));
  return range.length === 0 ? selection : withRange(base, range);
}

const onlyShown = (shown: Cells["shown"], id: number) => (isShown(shown, id) ? onlyRow(id) : selectionOf([], id));
