/**
 * Columns of a grid: TanStack Table manages visibility, order, widths, pinning and sort. Rows do not pass through it: our
 * own pure functions filter, freeze and flatten trees (docs/decisions/021-rows-outside-table.md).
 */
import {
  type ColumnDef,
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  functionalUpdate,
  rowSortingFeature,
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
  columnPinningFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
});

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
          enableSorting: column.sortable === true,
          sortDescFirst: column.descendingFirst === true,
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
  return useTable({
    features: gridFeatures,
    columns: definitions,
    data: noRows,
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    columnResizeMode: "onChange",
    enableColumnResizing: onLayout !== null,
    state: {
      columnVisibility: layout.columnVisibility,
      columnOrder: layout.columnOrder,
      columnSizing: layout.columnSizing,
      columnPinning: layout.columnPinning,
      sorting: [{ id: sort.column, desc: sort.descending }],
    },
    onColumnVisibilityChange: change("columnVisibility"),
    onColumnOrderChange: change("columnOrder"),
    onColumnSizingChange: change("columnSizing"),
    onColumnPinningChange: change("columnPinning"),
    onSortingChange: (updater) => {
      const [next] = functionalUpdate(updater, [{ id: sort.column, desc: sort.descending }]);
      if (next) onSort({ column: next.id, descending: next.desc });
    },
  });
}
