import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { defaultLayout } from "./column-layout";
import { useColumnTable } from "./column-table";
import type { GridColumn } from "./grid-column";

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
  act(() => result.current.setColumnSizing({ name: 300 }));
  return { resizable: result.current.getFlatHeaders().map(({ column }) => column.getCanResize()), widths };
}

it("allows resizing only when the layout is stored", () => {
  expect(resize(true)).toEqual({ resizable: [true], widths: [{ name: 300 }] });
  expect(resize(false)).toEqual({ resizable: [false], widths: [] });
});
