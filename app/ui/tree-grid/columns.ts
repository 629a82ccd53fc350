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

/** The width that a column shows at least. One that the user has resized does not shrink. */
function leastWidths<T>({ visible }: ColumnTable, columns: readonly GridColumn<T>[]): ReadonlyMap<string, number> {
  const declared = new Map(columns.map((column) => [column.id, column]));
  return new Map(
    visible.map((column) => {
      const { width, min = width } = declared.get(column.id) ?? { width: column.getSize() };
      return [column.id, column.getSize() === width ? min : column.getSize()];
    }),
  );
}

const sum = (widths: Iterable<number>) => [...widths].reduce((all, width) => all + width, 0);

/** Whether all columns fit into a grid, shrunken where necessary. If not, all have their width and the grid scrolls sideways. */
export const fitColumns = <T>(table: ColumnTable, columns: readonly GridColumn<T>[], gridWidth: number): boolean =>
  sum(leastWidths(table, columns).values()) <= gridWidth;

/** Column widths and pinned offsets as CSS variables, so that resizing restyles one element instead of every cell. */
export function layoutStyle<T>(
  table: ColumnTable,
  shown: readonly ShownColumn<T>[],
  rowHeight: number,
  fits: boolean,
): CSSProperties {
  const { visible, sideOf } = table;
  const growth = new Map(shown.map((column) => [column.id, column.grow ?? 0]));
  const least = leastWidths(table, shown);
  const minOf = (column: ColumnTable["visible"][number]) =>
    fits ? (least.get(column.id) ?? column.getSize()) : column.getSize();
  const widthOf = (columns: ColumnTable["visible"]) => sum(columns.map(minOf));
  const style: Record<string, string> = {
    "--columns": visible.map((column) => `var(--w-${column.id})`).join(" "),
    "--row": `${rowHeight}px`,
    "--width": `${widthOf(visible)}px`,
  };
  for (const [index, column] of visible.entries()) {
    const { id } = column;
    const grow = growth.get(id) ?? 0;
    style[`--w-${id}`] = `minmax(${minOf(column)}px, ${grow > 0 ? `${grow}fr` : `${column.getSize()}px`})`;
    // Pinned columns are the first or the last ones. They stick only where the grid scrolls sideways.
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
