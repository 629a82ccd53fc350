import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { defaultLayout } from "./column-layout";
import { useColumnTable } from "./column-table";
import { layoutStyle, shownColumns } from "./columns";
import type { GridColumn, Sort } from "./grid-column";

const Nothing = () => null;
const columns: readonly GridColumn<string>[] = [{ id: "name", Header: Nothing, Cell: Nothing, width: 100 }];

/** What a table says of its only column, and the widths it hands on when that is resized. */
function resize(kept: boolean) {
  const widths: object[] = [];
  const { result } = renderHook(() =>
    useColumnTable({
      columns,
      layout: defaultLayout(columns, []),
      onLayout: kept ? (layout) => widths.push(layout.columnSizing) : null,
      sort: { column: "name", descending: false },
      onSort: () => undefined,
    }),
  );
  act(() => result.current.layout.setColumnSizing({ name: 300 }));
  return { resizable: result.current.layout.getFlatHeaders().map(({ column }) => column.getCanResize()), widths };
}

it("allows resizing only when the layout is stored", () => {
  expect(resize(true)).toEqual({ resizable: [true], widths: [{ name: 300 }] });
  expect(resize(false)).toEqual({ resizable: [false], widths: [] });
});

describe("columns of both sides", () => {
  const wide: readonly GridColumn<string>[] = ["a", "b", "c", "d"].map((id) => ({
    id,
    Header: Nothing,
    Cell: Nothing,
    width: 100,
    descendingFirst: id === "b",
  }));
  const tableOf = (sort: Sort, onSort: (sort: Sort) => void = () => undefined) =>
    renderHook(() =>
      useColumnTable({
        columns: wide,
        layout: {
          ...defaultLayout(wide, []),
          columnVisibility: { d: false },
          columnSizing: { c: 50 },
          columnPinning: { start: ["c", "d"], end: ["a"] },
        },
        onLayout: null,
        sort,
        onSort,
      }),
    ).result.current;

  it("have pinned columns first and last, at the offset of what is beside them", () => {
    const table = tableOf({ column: "a", descending: false });
    expect(table.visible.map(({ id }) => [id, table.sideOf(id)])).toEqual([
      ["c", "start"],
      ["b", null],
      ["a", "end"],
    ]);
    expect(layoutStyle(table, shownColumns(wide, "c:start b: a:end"), 30, false)).toMatchObject({
      "--columns": "var(--w-c) var(--w-b) var(--w-a)",
      "--width": "250px",
      "--pin-c": "0px",
      "--pin-a": "0px",
    });
  });

  it.each([
    ["another column in its first direction", { column: "a", descending: true }, 1, { column: "b", descending: true }],
    ["another column ascending", { column: "b", descending: true }, 2, { column: "c", descending: false }],
    ["the sorted column the other way", { column: "b", descending: true }, 1, { column: "b", descending: false }],
  ] as const)("sort by %s", (_, sort, clicked, expected) => {
    const sorts: Sort[] = [];
    const column = wide[clicked];
    if (column) tableOf(sort, (next) => sorts.push(next)).toggleSort(column);
    expect(sorts).toEqual([expected]);
  });
});
