/** Rows, keyboard focus and selection of a tree grid, without the DOM. */

export type RowId = number;

export type TreeRow<T> = {
  readonly id: RowId;
  /** 1 for a top-level row. */
  readonly level: number;
  readonly parentId: RowId | null;
  readonly expandable: boolean;
  readonly expanded: boolean;
  readonly value: T;
};

/** The keyboard focus: a row or one of its cells. The header counts as a row. */
export type GridFocus = { readonly row: RowId | "header"; readonly column: number | null };

/** The effect of a key in the grid (WAI-ARIA APG, treegrid pattern, rows first). */
export type GridMove =
  | { readonly kind: "focus"; readonly focus: GridFocus; readonly extend: boolean }
  | { readonly kind: "expand" | "collapse" | "toggleSelection" | "open" | "menu"; readonly row: RowId }
  | { readonly kind: "selectAll" }
  | { readonly kind: "clear" };

export type Key = {
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly ctrl: boolean;
};

type GridShape<T> = {
  readonly rows: readonly TreeRow<T>[];
  /** Position of a row by its id. */
  readonly indexOf: (id: RowId) => number;
  readonly columns: number;
  /** Rows that PageUp and PageDown move by. */
  readonly page: number;
};

/** The effect of a key, or null when the grid does not use it. */
export function gridMove<T>(shape: GridShape<T>, focus: GridFocus, key: Key): GridMove | null {
  const { rows } = shape;
  if (key.ctrl && !key.shift && key.key.toLowerCase() === "a") return { kind: "selectAll" };
  if (key.key === "Escape") return { kind: "clear" };
  if (focus.row === "header") return headerMove(shape, focus, key);
  const index = shape.indexOf(focus.row);
  const row = rows[index];
  if (row === undefined) return null;
  const go = (to: number, column = focus.column): GridMove | null => {
    const target = rows[Math.min(rows.length - 1, Math.max(0, to))];
    return target ? { kind: "focus", focus: { row: target.id, column }, extend: key.shift } : null;
  };
  const cell = (column: number | null): GridMove => ({ kind: "focus", focus: { row: row.id, column }, extend: false });
  switch (key.key) {
    case "ArrowDown":
      return go(index + 1);
    case "ArrowUp":
      if (index === 0 && !key.shift)
        return { kind: "focus", focus: { row: "header", column: focus.column ?? 0 }, extend: false };
      return go(index - 1);
    case "PageDown":
      return go(index + shape.page);
    case "PageUp":
      return go(index - shape.page);
    case "Home":
      return focus.column !== null && !key.ctrl ? cell(0) : go(0);
    case "End":
      return focus.column !== null && !key.ctrl ? cell(shape.columns - 1) : go(rows.length - 1);
    case "ArrowRight":
      if (focus.column === null) return row.expandable && !row.expanded ? { kind: "expand", row: row.id } : cell(0);
      return focus.column < shape.columns - 1 ? cell(focus.column + 1) : null;
    case "ArrowLeft":
      if (focus.column !== null) return cell(focus.column === 0 ? null : focus.column - 1);
      if (row.expanded) return { kind: "collapse", row: row.id };
      return row.parentId === null ? null : go(shape.indexOf(row.parentId));
    case " ":
      return { kind: "toggleSelection", row: row.id };
    case "Enter":
      return { kind: "open", row: row.id };
    case "ContextMenu":
      return { kind: "menu", row: row.id };
    case "F10":
      return key.shift ? { kind: "menu", row: row.id } : null;
    default:
      return null;
  }
}

function headerMove<T>(shape: GridShape<T>, focus: GridFocus, key: Key): GridMove | null {
  const column = focus.column ?? 0;
  const at = (next: number): GridMove => ({
    kind: "focus",
    focus: { row: "header", column: Math.min(shape.columns - 1, Math.max(0, next)) },
    extend: false,
  });
  switch (key.key) {
    case "ArrowRight":
      return at(column + 1);
    case "ArrowLeft":
      return at(column - 1);
    case "Home":
      return at(0);
    case "End":
      return at(shape.columns - 1);
    case "ArrowDown": {
      const first = shape.rows[0];
      return first ? { kind: "focus", focus: { row: first.id, column: null }, extend: false } : null;
    }
    default:
      return null;
  }
}

/** Selected rows by id, and where a Shift range starts. */
export type Selection = {
  readonly ids: ReadonlySet<RowId>;
  readonly anchor: RowId | null;
  /** Rows selected before the range from the anchor; they stay selected when the range shrinks. */
  readonly base: ReadonlySet<RowId>;
};

/** A selection of single rows. */
export function selectionOf(chosen: Iterable<RowId>, anchor: RowId | null = null): Selection {
  const ids = new Set(chosen);
  return { ids, anchor, base: ids };
}

export const noSelection: Selection = selectionOf([]);

/** Toggles one row, which becomes the anchor of the next Shift range. */
export function toggleRow(selection: Selection, id: RowId): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return selectionOf(ids, id);
}

/** A selection of one row. */
export const onlyRow = (id: RowId): Selection => selectionOf([id], id);

/** Selects the rows from the anchor to this row, in the visible order, instead of the previous range. Without an anchor, adds only this row. */
export function extendTo(selection: Selection, order: readonly RowId[], id: RowId): Selection {
  const to = order.indexOf(id);
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  if (to < 0) return selection;
  if (from < 0) return selectionOf([...selection.ids, id], id);
  return withRange(selection, order.slice(Math.min(from, to), Math.max(from, to) + 1));
}

/** Replaces the range from the anchor with these rows. */
export function withRange(selection: Selection, range: readonly RowId[]): Selection {
  return { ...selection, ids: new Set([...selection.base, ...range]) };
}

/** Removes rows that no longer exist. Returns the same value when all rows exist. */
export function prune(selection: Selection, exists: (id: RowId) => boolean): Selection {
  if ([...selection.ids].every(exists)) return selection;
  const existing = (ids: ReadonlySet<RowId>) => new Set([...ids].filter(exists));
  return { ...selection, ids: existing(selection.ids), base: existing(selection.base) };
}
