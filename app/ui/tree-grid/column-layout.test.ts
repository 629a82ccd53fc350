import { describe, expect, it } from "vitest";
import { defaultLayout, listColumns, listedLayout, readLayout } from "./column-layout";
import type { GridColumn } from "./column-table";

const column = (id: string, more: Partial<GridColumn<null>> = {}): GridColumn<null> => ({
  id,
  width: 80,
  Header: () => null,
  Cell: () => null,
  ...more,
});
const columns = [
  column("select", { fixed: "start" }),
  column("status"),
  column("scene"),
  column("cost", { hidden: true }),
  column("menu", { fixed: "end" }),
];
const standard = defaultLayout(columns, ["status"]);

describe("the layout of columns as they are declared", () => {
  it("hides, orders and pins them so", () => {
    expect(standard).toEqual({
      columnVisibility: { cost: false },
      columnOrder: ["select", "status", "scene", "cost", "menu"],
      columnSizing: {},
      columnPinning: { start: ["select", "status"], end: ["menu"] },
    });
  });
});

describe("a layout that was kept", () => {
  it("is read as it was written", () => {
    const kept = {
      ...standard,
      columnVisibility: { cost: true, scene: false },
      columnOrder: ["select", "cost", "scene", "status", "menu"],
      columnSizing: { scene: 300 },
    };
    expect(readLayout(JSON.parse(JSON.stringify(kept)), columns)).toEqual(kept);
  });

  it.each([
    ["nothing", null],
    ["a text", "columns"],
    ["a list", []],
    ["another version", { order: ["scene"] }],
    ["a width that is none", { ...standard, columnSizing: { scene: -4 } }],
    ["a width beyond reason", { ...standard, columnSizing: { scene: 1e9 } }],
    ["a width as text", { ...standard, columnSizing: { scene: "80px" } }],
    ["an order of numbers", { ...standard, columnOrder: [1, 2] }],
    ["no pinning", { ...standard, columnPinning: null }],
  ])("is not read when it is %s", (_, stored) => {
    expect(readLayout(stored, columns)).toBeNull();
  });

  it("loses the columns that no longer exist and gains those that are new, hidden where they are declared so", () => {
    const older = {
      ...standard,
      columnVisibility: {},
      columnOrder: ["scene", "gone", "status"],
    };
    expect(readLayout(older, columns)).toMatchObject({
      columnOrder: ["scene", "status", "select", "cost", "menu"],
      columnVisibility: { cost: false },
    });
  });
});

describe("a layout in a link", () => {
  it("is the columns shown, in their order, and reads back as that", () => {
    const layout = { ...standard, columnOrder: ["select", "cost", "scene", "status", "menu"], columnVisibility: {} };
    const ids = listColumns(layout, columns);
    expect(ids).toEqual(["cost", "scene", "status"]);
    expect(listColumns(listedLayout(ids, columns, standard), columns)).toEqual(ids);
  });

  it("hides what it does not name, leaves what always stands, and passes over what nobody knows", () => {
    const sized = { ...standard, columnSizing: { scene: 300 } };
    expect(listedLayout(["cost", "gone", "menu", "cost"], columns, sized)).toEqual({
      ...sized,
      columnVisibility: { status: false, scene: false },
      columnOrder: ["select", "cost", "status", "scene", "menu"],
    });
    expect(listedLayout(["gone"], columns, sized)).toBe(sized);
    expect(listedLayout([], columns, sized)).toBe(sized);
  });
});
