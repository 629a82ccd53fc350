import { describe, expect, it } from "vitest";
import { defaultLayout, listColumns, listedLayout, readLayout } from "./column-layout";
import type { GridColumn } from "./grid-column";

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

describe("the default layout", () => {
  it("hides, orders and pins columns as declared", () => {
    expect(standard).toEqual({
      columnVisibility: { cost: false },
      columnOrder: ["select", "status", "scene", "cost", "menu"],
      columnSizing: {},
      columnPinning: { start: ["select", "status"], end: ["menu"] },
    });
  });
});

describe("a stored layout", () => {
  it("is read back unchanged", () => {
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

  it("drops removed columns and adds new ones, hidden if declared so", () => {
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
  it("lists the visible columns in order and reads back the same", () => {
    const layout = { ...standard, columnOrder: ["select", "cost", "scene", "status", "menu"], columnVisibility: {} };
    const ids = listColumns(layout, columns);
    expect(ids).toEqual(["cost", "scene", "status"]);
    expect(listColumns(listedLayout(ids, columns, standard), columns)).toEqual(ids);
  });

  it("hides columns it does not list, keeps fixed ones, and ignores unknown ids", () => {
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
