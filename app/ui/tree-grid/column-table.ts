/**
 * Columns of a grid: TanStack Table manages visibility, order and widths. Its pinning and sorting are left out: they are 4 kB of
 * the first load, and the few lines here suffice. Rows do not pass through it: our own pure functions filter, freeze and flatten
 * trees (docs/decisions/021-rows-outside-table.md).
 */
import {
  type ColumnDef,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  functionalUpdate,
  tableFeatures,
  type Updater,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import type { ColumnLayout } from "./column-layout";
import type { GridColumn, Sort } from "./grid-column";

const gridFeatures = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnSizingFeature,
  columnResizingFeature,
});

/** The sides that a column can be pinned to. */
export type PinnedSide = "start" | "end";

/** `layout` sizes and resizes the columns; `visible` are the shown ones from left to right. */
export type ColumnTable = ReturnType<typeof useColumnTable>;

const noRows: never[] = [];
const MIN_WIDTH = 44;

/**
 * A table for the columns' layout and sort, whose state is owned outside (browser storage, URL). `onLayout` null: the
 * layout is fixed and no column can be resized.
 */
export function useColumnTable<T>({
  columns,
  layout,
  onLayout,
  sort,
  onSort,
}: {
  columns: readonly GridColumn<T>[];
  layout: ColumnLayout;
  onLayout: ((layout: ColumnLayout) => void) | null;
  sort: Sort;
  onSort: (sort: Sort) => void;
}) {
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof gridFeatures, never> => ({
          id: column.id,
          accessorFn: () => null,
          size: column.width,
          minSize: Math.min(MIN_WIDTH, column.width),
          enableHiding: column.fixed === undefined,
          enableResizing: column.fixed === undefined,
        }),
      ),
    [columns],
  );
  const change =
    <Key extends keyof ColumnLayout>(key: Key) =>
    (updater: Updater<ColumnLayout[Key]>) =>
      onLayout?.({ ...layout, [key]: functionalUpdate(updater, layout[key]) });
  const table = useTable({
    features: gridFeatures,
    columns: definitions,
    data: noRows,
    columnResizeMode: "onChange",
    enableColumnResizing: onLayout !== null,
    state: {
      columnVisibility: layout.columnVisibility,
      columnOrder: layout.columnOrder,
      columnSizing: layout.columnSizing,
    },
    onColumnVisibilityChange: change("columnVisibility"),
    onColumnOrderChange: change("columnOrder"),
    onColumnSizingChange: change("columnSizing"),
  });
  const { start, end } = layout.columnPinning;
  const sideOf = (id: string): PinnedSide | null => (start.includes(id) ? "start" : end.includes(id) ? "end" : null);
  const ordered = table.getVisibleLeafColumns();
  const onSide = (ids: readonly string[]) => ids.flatMap((id) => ordered.find((column) => column.id === id) ?? []);
  const visible = [...onSide(start), ...ordered.filter(({ id }) => sideOf(id) === null), ...onSide(end)];
  /** Reverses the sort of the sorted column, or sorts by another one in its first direction. */
  const toggleSort = ({ id, descendingFirst = false }: Pick<GridColumn<T>, "id" | "descendingFirst">) =>
    onSort({ column: id, descending: sort.column === id ? !sort.descending : descendingFirst });
  return { layout: table, visible, sideOf, sort, toggleSort };
}
