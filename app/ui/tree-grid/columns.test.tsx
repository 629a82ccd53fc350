import { renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { type ColumnLayout, defaultLayout } from "./column-layout";
import { useColumnTable } from "./column-table";
import { fitColumns, layoutStyle, shownColumns } from "./columns";
import type { GridColumn } from "./grid-column";

const Nothing = () => null;
const column = (id: string, more: Partial<GridColumn<string>> = {}): GridColumn<string> => ({
  id,
  Header: Nothing,
  Cell: Nothing,
  width: 100,
  ...more,
});
/** 300 px wide, 200 px at least. */
const columns = [column("name", { min: 40, grow: 3 }), column("bar", { min: 60, grow: 1 }), column("cost")];

function stylesAt(gridWidth: number, columnSizing: ColumnLayout["columnSizing"] = {}) {
  const { result } = renderHook(() =>
    useColumnTable({
      columns,
      layout: { ...defaultLayout(columns, []), columnSizing },
      onLayout: null,
      sort: { column: "name", descending: false },
      onSort: () => undefined,
    }),
  );
  const fits = fitColumns(result.current, columns, gridWidth);
  return { fits, style: layoutStyle(result.current, shownColumns(columns, "name: bar: cost:"), 30, fits) };
}

describe("columns", () => {
  it("shrink to their least width while all then fit, and share what remains", () => {
    expect(stylesAt(200)).toMatchObject({
      fits: true,
      style: {
        "--width": "200px",
        "--w-name": "minmax(40px, 3fr)",
        "--w-bar": "minmax(60px, 1fr)",
        "--w-cost": "minmax(100px, 100px)",
      },
    });
  });

  it("have their own width where they cannot fit, since the grid scrolls sideways anyway", () => {
    expect(stylesAt(199)).toMatchObject({
      fits: false,
      style: { "--width": "300px", "--w-name": "minmax(100px, 3fr)", "--w-cost": "minmax(100px, 100px)" },
    });
  });

  it("that the user has resized keep their width", () => {
    const { fits, style } = stylesAt(300, { name: 140 });
    expect(fits).toBe(true);
    expect(style).toMatchObject({ "--width": "300px", "--w-name": "minmax(140px, 3fr)" });
    expect(stylesAt(299, { name: 140 }).fits).toBe(false);
  });
});
