/** The visible columns of a tree grid: which, how wide, and where pinned columns stick. */
import type { CSSProperties } from "react";
import type { ColumnTable, PinnedSide } from "./column-table";
import type { GridColumn } from "./grid-column";

/** A visible column. */
export type ShownColumn<T> = GridColumn<T> & { readonly pinned: PinnedSide | null };

/** The visible columns from a key (`id:side` from left to right), with the side they are pinned to. */
export function shownColumns<T>(columns: readonly GridColumn<T>[], key: string): readonly ShownColumn<T>[] {
  const byId = new Map(columns.map((column) => [column.id, column]));
  return key.split(" ").flatMap((part) => {
    const [id = "", pinned] = part.split(":");
    const column = byId.get(id);
    return column ? [{ ...column, pinned: pinned === "start" || pinned === "end" ? pinned : null }] : [];
  });
}

const widthOf = (columns: ColumnTable["visible"]) => columns.reduce((sum, column) => sum + column.getSize(), 0);

/** Column widths and pinned offsets as CSS variables, so that resizing restyles one element instead of every cell. */
export function layoutStyle<T>(
  { visible, sideOf }: ColumnTable,
  shown: readonly ShownColumn<T>[],
  rowHeight: number,
): CSSProperties {
  const growing = new Set(shown.filter((column) => column.grow).map((column) => column.id));
  const style: Record<string, string> = {
    "--columns": visible.map((column) => `var(--w-${column.id})`).join(" "),
    "--row": `${rowHeight}px`,
    "--width": `${widthOf(visible)}px`,
  };
  for (const [index, column] of visible.entries()) {
    const { id } = column;
    const width = `${column.getSize()}px`;
    style[`--w-${id}`] = growing.has(id) ? `minmax(${width}, 1fr)` : width;
    // Pinned columns are the first or the last ones.
    const side = sideOf(id);
    if (side !== null)
      style[`--pin-${id}`] = `${widthOf(side === "start" ? visible.slice(0, index) : visible.slice(index + 1))}px`;
  }
  return style;
}

/** Style of a pinned cell: it sticks at the offset of its column, above the cells that scroll below it. */
export function pinStyle<T>({ id, pinned }: ShownColumn<T>): CSSProperties | undefined {
  if (pinned === null) return undefined;
  const offset = `var(--pin-${id})`;
  const side = pinned === "end" ? { insetInlineEnd: offset } : { insetInlineStart: offset };
  return { position: "sticky", zIndex: 1, background: "inherit", ...side };
}
