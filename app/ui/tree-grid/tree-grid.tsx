/**
 * A virtualised tree grid (WAI-ARIA APG treegrid, rows first). The page owns rows, columns and selection, so a refresh of
 * the data moves none of them.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { isTyping } from "../browser/is-typing";
import { latinKey } from "../browser/latin-key";
import type { ColumnTable } from "./column-table";
import { fitColumns, layoutStyle, shownColumns } from "./columns";
import { placeOfList, useFocusMemory } from "./focus-memory";
import type { GridColumn } from "./grid-column";
import { activateCell, scrollIntoView } from "./grid-elements";
import { TreeGridHeader } from "./header";
import { type GridFocus, type GridMove, gridMove, type RowId, type TreeRow } from "./model";
import { type RowEvents, TreeGridRow } from "./row";
import { useScrollMemory } from "./scroll-memory";
import classes from "./tree-grid.module.css";
import { useFocusMoves } from "./use-focus-moves";
import { useInnerWidth } from "./use-inner-width";
import { useRowHeight } from "./use-row-height";

export type TreeGridProps<T> = {
  readonly label: string;
  readonly rows: readonly TreeRow<T>[];
  readonly columns: readonly GridColumn<T>[];
  readonly table: ColumnTable;
  /** In px. */
  readonly rowHeight: number;
  readonly selected: ReadonlySet<RowId>;
  /** The marked row, whose content is shown beside the grid. A row that becomes the marked one is scrolled into view. */
  readonly current?: RowId | undefined;
  /** The row to open at, instead of the one that had the focus when the list closed. */
  readonly openAt?: RowId | null;
  /** Accessible name of a row, e.g. its scene. */
  readonly rowLabel: (value: T) => string;
  readonly onMove: (move: GridMove) => void;
  /** Shift + arrow: extends the selection from the row the focus left to the row it reached. */
  readonly onExtend?: (from: RowId, to: RowId) => void;
  readonly onRowClick: (row: TreeRow<T>, event: MouseEvent) => void;
  readonly onRowMenu: (row: TreeRow<T>, at: { x: number; y: number }) => void;
  /** Keys that the grid does not use. */
  readonly onOtherKey?: (event: KeyboardEvent, row: TreeRow<T> | undefined) => void;
  readonly focusRef?: RefObject<(() => void) | null>;
  /** Names the list and its view: the same list opens where it was left in this tab. */
  readonly placeKey?: string;
};

/** Rows rendered above and below the viewport: enough for a fast wheel, few enough for a small DOM. */
const OVERSCAN = 6;

export function TreeGrid<T>(props: TreeGridProps<T>) {
  const { rows, columns, table, rowHeight, selected } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const indexOf = useMemo(() => positionIn(rows), [rows]);
  const { current, openAt = null } = props;
  const [opened] = useState(() => placeOfList(props.placeKey));
  const [focus, setFocus] = useState<GridFocus | null>(() =>
    opened && openAt !== null && indexOf(openAt) >= 0 ? { row: openAt, column: null } : (opened?.focus ?? null),
  );
  const focusedIndex = focus === null || focus.row === "header" ? -1 : indexOf(focus.row);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    // Rows are not measured, so the virtualiser needs no key of its own: with one it goes through all rows on every refresh.
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    // The focused row stays in the DOM outside the viewport too, or the focus would be lost.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const first = Math.max(0, startIndex - overscan);
      const last = Math.min(count - 1, endIndex + overscan);
      const indexes = Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
      if (focusedIndex >= 0 && focusedIndex < count && (focusedIndex < first || focusedIndex > last))
        indexes.push(focusedIndex);
      return indexes;
    },
  });

  useRowHeight(scroller, rowHeight, virtualizer);
  useScrollMemory(scroller, props.placeKey ?? null);
  useFocusMemory(props.placeKey, { focus, current });
  const lookedAt = useRef(opened?.current);
  useLayoutEffect(() => {
    const index = current === undefined ? -1 : indexOf(current);
    if (lookedAt.current === current || (current !== undefined && index < 0)) return;
    lookedAt.current = current;
    if (index >= 0) scrollIntoView(scroller.current, index * rowHeight, rowHeight);
  });

  // Sticky cells make scrolling slower; when all columns fit, nothing needs to be pinned.
  const fits = fitColumns(table, columns, useInnerWidth(scroller));
  const shownKey = table.visible.map(({ id }) => `${id}:${(!fits && table.sideOf(id)) || ""}`).join(" ");
  const shown = useMemo(() => shownColumns(columns, shownKey), [columns, shownKey]);

  const { moveFocus, onFocus, onBlur } = useFocusMoves({
    scroller,
    rows,
    indexOf,
    rowHeight,
    focus,
    setFocus,
    openedAt: opened?.focus?.row,
    scrollToIndex: (index) => virtualizer.scrollToIndex(index, { align: "auto" }),
  });
  useLayoutEffect(() => {
    if (!props.focusRef) return;
    props.focusRef.current = () => {
      const first = rows[0];
      const next = focusedIndex >= 0 && focus ? focus : first ? { row: first.id, column: null } : null;
      if (next) moveFocus(next);
    };
  });

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.defaultPrevented || isTyping(event.target)) return;
    const from = focus ?? (rows[0] ? { row: rows[0].id, column: null } : null);
    if (from === null) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 2);
    const key = {
      key: latinKey(event),
      shift: event.shiftKey,
      ctrl: (event.ctrlKey || event.metaKey) && !event.altKey,
    };
    // In a cell with a control, Enter and Space activate the control.
    if (from.column !== null && (event.key === "Enter" || event.key === " ") && activateCell(event.target)) {
      event.preventDefault();
      return;
    }
    const move = gridMove({ rows, indexOf, columns: shown.length, page }, from, key);
    if (move === null) {
      props.onOtherKey?.(event, from.row === "header" ? undefined : rows[indexOf(from.row)]);
      return;
    }
    event.preventDefault();
    if (move.kind === "focus") {
      moveFocus(move.focus);
      if (move.extend && from.row !== "header" && move.focus.row !== "header")
        props.onExtend?.(from.row, move.focus.row);
    }
    if (move.kind === "menu") {
      const row = rows[indexOf(move.row)];
      const box = scroller.current?.querySelector(`[data-row="${move.row}"]`)?.getBoundingClientRect();
      if (row && box) props.onRowMenu(row, { x: box.left + 120, y: box.bottom });
      return;
    }
    props.onMove(move);
  };

  const latest = useRef({ props, indexOf });
  useLayoutEffect(() => {
    latest.current = { props, indexOf };
  });
  const [events] = useState<RowEvents>(() => {
    const withRow = (id: RowId, run: (row: TreeRow<T>, current: TreeGridProps<T>) => void) => {
      const row = latest.current.props.rows[latest.current.indexOf(id)];
      if (row === undefined) return;
      setFocus({ row: id, column: null });
      run(row, latest.current.props);
    };
    return {
      onClick: (id, event) => withRow(id, (row, latestProps) => latestProps.onRowClick(row, event)),
      onMenu: (id, at) => withRow(id, (row, latestProps) => latestProps.onRowMenu(row, at)),
      onFocus: (id) => setFocus((known) => (known?.row === id ? known : { row: id, column: null })),
    };
  });
  const hasFocusTarget = focus !== null && (focus.row === "header" || focusedIndex >= 0);
  const tabStop = hasFocusTarget ? focus.row : rows[0]?.id;

  // Scrolling renders the grid: header and widths stay as they are.
  const style = useMemo(() => layoutStyle(table, shown, rowHeight, fits), [table, shown, rowHeight, fits]);
  const focusedHeader = focus?.row === "header" ? (focus.column ?? 0) : null;
  const header = useMemo(() => {
    const onHeaderFocus = (column: number) => setFocus({ row: "header", column });
    return <TreeGridHeader columns={shown} table={table} focusedColumn={focusedHeader} onFocus={onHeaderFocus} />;
  }, [shown, table, focusedHeader]);

  return (
    <div
      ref={scroller}
      role="treegrid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-colcount={shown.length}
      aria-multiselectable="true"
      className={classes["grid"]}
      style={style}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onBlur={onBlur}
      tabIndex={-1}
    >
      {header}
      <div role="rowgroup" className={classes["body"]} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <TreeGridRow
              key={row.id}
              id={row.id}
              value={row.value}
              level={row.level}
              expandable={row.expandable}
              expanded={row.expanded}
              index={item.index}
              top={item.start}
              columns={shown}
              label={props.rowLabel(row.value)}
              selected={selected.has(row.id)}
              current={row.id === current}
              tabStop={tabStop === row.id && (!hasFocusTarget || focus.column === null)}
              focusedColumn={focus?.row === row.id ? focus.column : null}
              events={events}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Index of a row by its id. Built on first use: for 100,000 rows it costs as much as rendering them. */
function positionIn<T>(rows: readonly TreeRow<T>[]) {
  let positions: Map<RowId, number> | undefined;
  return (id: RowId): number => {
    positions ??= new Map(rows.map((row, index) => [row.id, index]));
    return positions.get(id) ?? -1;
  };
}
