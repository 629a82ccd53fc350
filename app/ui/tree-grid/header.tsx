import { useTranslations } from "use-intl";
import type { ColumnTable } from "./column-table";
import { pinStyle, type ShownColumn } from "./columns";
import classes from "./tree-grid.module.css";

/** The header row: click or Enter sorts, dragging the edge resizes (the columns dialog resizes without dragging). */
export function TreeGridHeader<T>({
  columns,
  table,
  focusedColumn,
  onFocus,
}: {
  columns: readonly ShownColumn<T>[];
  table: ColumnTable;
  focusedColumn: number | null;
  onFocus: (column: number) => void;
}) {
  const t = useTranslations("grid");
  const headers = new Map(table.layout.getFlatHeaders().map((header) => [header.column.id, header]));
  return (
    <div role="rowgroup" className={classes["head"]}>
      <div role="row" aria-rowindex={1} data-row="header" className={classes["headRow"]}>
        {columns.map((column, index) => {
          const header = headers.get(column.id);
          const sorted = table.sort.column === column.id ? (table.sort.descending ? "descending" : "ascending") : null;
          const focused = focusedColumn === index;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={sorted ?? (column.sortable ? "none" : undefined)}
              className={classes["headCell"]}
              data-align={column.align}
              data-column={column.id}
              style={pinStyle(column)}
              tabIndex={focused ? 0 : -1}
              onFocus={() => !focused && onFocus(index)}
            >
              {column.sortable ? (
                <button
                  type="button"
                  tabIndex={-1}
                  className={classes["sort"]}
                  onClick={() => table.toggleSort(column)}
                >
                  <column.Header />
                  <span aria-hidden="true" className={classes["arrow"]}>
                    {sorted === "ascending" ? "↑" : sorted === "descending" ? "↓" : ""}
                  </span>
                </button>
              ) : (
                <column.Header />
              )}
              {header?.column.getCanResize() && (
                <span
                  aria-hidden="true"
                  title={t("resize")}
                  className={classes["resize"]}
                  data-resizing={header.column.getIsResizing() || undefined}
                  onMouseDown={header.getResizeHandler()}
                  onTouchStart={header.getResizeHandler()}
                  onDoubleClick={() => header.column.resetSize()}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
