import { type MouseEvent, type ReactNode, useMemo } from "react";
import { pinStyle, type ShownColumn } from "./columns";
import type { RowId } from "./model";
import classes from "./tree-grid.module.css";

export type RowEvents = {
  readonly onClick: (id: RowId, event: MouseEvent) => void;
  readonly onMenu: (id: RowId, at: { x: number; y: number }) => void;
  readonly onFocus: (id: RowId) => void;
};

type RowProps<T> = {
  readonly id: RowId;
  readonly value: T;
  readonly level: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly ShownColumn<T>[];
  readonly label: string;
  readonly selected: boolean;
  readonly current: boolean;
  readonly tabStop: boolean;
  readonly focusedColumn: number | null;
  readonly events: RowEvents;
};

/** A row and its cells. A refresh passes new row objects with equal content; only changed content renders again. */
export function TreeGridRow<T>(props: RowProps<T>): ReactNode {
  const {
    id,
    value,
    level,
    expandable,
    expanded,
    index,
    top,
    columns,
    label,
    selected,
    current,
    tabStop,
    focusedColumn,
    events,
  } = props;
  return useMemo(
    () => (
      <div
        role="row"
        aria-rowindex={index + 2}
        aria-level={level}
        aria-expanded={expandable ? expanded : undefined}
        aria-selected={selected}
        aria-current={current || undefined}
        aria-label={label}
        data-row={id}
        className={classes["row"]}
        style={{ transform: `translateY(${top}px)` }}
        tabIndex={tabStop ? 0 : -1}
        onClick={(event) => events.onClick(id, event)}
        onFocus={() => events.onFocus(id)}
        onContextMenu={(event) => {
          event.preventDefault();
          events.onMenu(id, { x: event.clientX, y: event.clientY });
        }}
      >
        {columns.map((column, place) => (
          <div
            key={column.id}
            role="gridcell"
            aria-colindex={place + 1}
            className={classes["cell"]}
            data-align={column.align}
            data-column={column.id}
            style={pinStyle(column)}
            tabIndex={focusedColumn === place ? 0 : -1}
          >
            <column.Cell value={value} level={level} />
          </div>
        ))}
      </div>
    ),
    [
      id,
      value,
      level,
      expandable,
      expanded,
      index,
      top,
      columns,
      label,
      selected,
      current,
      tabStop,
      focusedColumn,
      events,
    ],
  );
}
