import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  extendTo,
  type GridFocus,
  gridMove,
  noSelection,
  onlyRow,
  prune,
  type Selection,
  type TreeRow,
  toggleRow,
} from "./model";

const row = (id: number, more: Partial<TreeRow<null>> = {}): TreeRow<null> => ({
  id,
  level: 1,
  parentId: null,
  expandable: false,
  expanded: false,
  value: null,
  ...more,
});
/** An open shell with two layers, a closed shell, and plain tasks to page through. */
const rows = [
  row(10, { expandable: true, expanded: true }),
  row(11, { level: 2, parentId: 10 }),
  row(12, { level: 2, parentId: 10 }),
  row(20, { expandable: true }),
  ...[30, 40, 50, 60, 70, 80].map((id) => row(id)),
];
const shape = {
  rows,
  indexOf: (id: number) => rows.findIndex((one) => one.id === id),
  columns: 5,
  page: 4,
};
const press = (focus: GridFocus, key: string, held: { shift?: boolean; ctrl?: boolean } = {}) =>
  gridMove(shape, focus, { key, shift: false, ctrl: false, ...held });
const onRow = (id: number): GridFocus => ({ row: id, column: null });
const onCell = (id: number, column: number): GridFocus => ({ row: id, column });
const to = (focus: GridFocus, extend = false) => ({ kind: "focus", focus, extend });

describe("keys on a row", () => {
  it.each([
    ["ArrowDown", 10, to(onRow(11))],
    ["ArrowDown", 80, to(onRow(80))],
    ["ArrowUp", 11, to(onRow(10))],
    ["ArrowUp", 10, to({ row: "header", column: 0 })],
    ["PageDown", 10, to(onRow(30))],
    ["PageDown", 70, to(onRow(80))],
    ["PageUp", 80, to(onRow(40))],
    ["PageUp", 11, to(onRow(10))],
    ["Home", 50, to(onRow(10))],
    ["End", 11, to(onRow(80))],
    ["ArrowRight", 20, { kind: "expand", row: 20 }],
    ["ArrowRight", 10, to(onCell(10, 0))],
    ["ArrowRight", 30, to(onCell(30, 0))],
    ["ArrowLeft", 10, { kind: "collapse", row: 10 }],
    ["ArrowLeft", 12, to(onRow(10))],
    ["ArrowLeft", 20, null],
    [" ", 30, { kind: "toggleSelection", row: 30 }],
    ["Enter", 30, { kind: "open", row: 30 }],
    ["ContextMenu", 30, { kind: "menu", row: 30 }],
    ["F10", 30, null],
    ["Escape", 30, { kind: "clear" }],
    ["q", 30, null],
    ["a", 30, null],
  ] as const)("%s on %i", (key, id, move) => {
    expect(press(onRow(id), key)).toEqual(move);
  });

  it("Shift + F10 opens the menu", () => {
    expect(press(onRow(30), "F10", { shift: true })).toEqual({ kind: "menu", row: 30 });
  });

  it("Shift + arrow extends the selection and stops at the first row", () => {
    expect(press(onRow(11), "ArrowDown", { shift: true })).toEqual(to(onRow(12), true));
    expect(press(onRow(10), "ArrowUp", { shift: true })).toEqual(to(onRow(10), true));
  });

  it.each(["a", "A"])("Ctrl + %s selects all", (key) => {
    expect(press(onRow(30), key, { ctrl: true })).toEqual({ kind: "selectAll" });
    expect(press({ row: "header", column: 0 }, key, { ctrl: true })).toEqual({ kind: "selectAll" });
  });

  it("does nothing for a row that no longer exists", () => {
    expect(press(onRow(999), "ArrowDown")).toBeNull();
  });
});

describe("keys on a cell", () => {
  it.each([
    ["ArrowDown", 2, to(onCell(12, 2))],
    ["ArrowUp", 2, to(onCell(10, 2))],
    ["ArrowRight", 2, to(onCell(11, 3))],
    ["ArrowRight", 4, null],
    ["ArrowLeft", 2, to(onCell(11, 1))],
    ["ArrowLeft", 0, to(onRow(11))],
    ["Home", 3, to(onCell(11, 0))],
    ["End", 1, to(onCell(11, 4))],
  ] as const)("%s in column %i", (key, column, move) => {
    expect(press(onCell(11, column), key)).toEqual(move);
  });

  it("Ctrl + Home and Ctrl + End go to the first and last row in the same column", () => {
    expect(press(onCell(30, 2), "Home", { ctrl: true })).toEqual(to(onCell(10, 2)));
    expect(press(onCell(30, 2), "End", { ctrl: true })).toEqual(to(onCell(80, 2)));
  });
});

describe("keys on the header", () => {
  it.each([
    ["ArrowRight", 1, to({ row: "header", column: 2 })],
    ["ArrowRight", 4, to({ row: "header", column: 4 })],
    ["ArrowLeft", 0, to({ row: "header", column: 0 })],
    ["Home", 3, to({ row: "header", column: 0 })],
    ["End", 1, to({ row: "header", column: 4 })],
    ["ArrowDown", 3, to(onRow(10))],
    ["ArrowUp", 3, null],
    ["Enter", 3, null],
  ] as const)("%s in column %i", (key, column, move) => {
    expect(press({ row: "header", column }, key)).toEqual(move);
  });
});

describe("any key from anywhere", () => {
  it("moves to an existing row and column", () => {
    const key = fc.constantFrom("ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "PageDown", "PageUp", "Home", "End");
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.boolean(), fc.boolean()), { maxLength: 40 }), (keys) => {
        let focus: GridFocus = onRow(10);
        for (const [name, shift, ctrl] of keys) {
          const move = press(focus, name, { shift, ctrl });
          if (move?.kind === "focus") focus = move.focus;
          expect(focus.row === "header" || shape.indexOf(focus.row) >= 0).toBe(true);
          expect(focus.column ?? 0).toBeGreaterThanOrEqual(0);
          expect(focus.column ?? 0).toBeLessThan(shape.columns);
        }
      }),
    );
  });
});

const ids = (selection: Selection) => [...selection.ids].toSorted((a, b) => a - b);

describe("the selection", () => {
  const order = [1, 2, 3, 4, 5];

  it("toggles a row; a second toggle deselects it", () => {
    const once = toggleRow(noSelection, 2);
    expect(ids(once)).toEqual([2]);
    expect(ids(toggleRow(once, 2))).toEqual([]);
    expect(ids(noSelection)).toEqual([]);
  });

  it("adds a range from the last toggled row, in either direction", () => {
    expect(ids(extendTo(toggleRow(noSelection, 2), order, 4))).toEqual([2, 3, 4]);
    expect(ids(extendTo(toggleRow(noSelection, 4), order, 2))).toEqual([2, 3, 4]);
    expect(ids(extendTo(toggleRow(onlyRow(1), 4), order, 5))).toEqual([1, 4, 5]);
  });

  it("replaces the previous range from the same anchor", () => {
    const down = extendTo(onlyRow(2), order, 5);
    expect(ids(extendTo(down, order, 3))).toEqual([2, 3]);
    expect(ids(extendTo(down, order, 1))).toEqual([1, 2]);
    expect(ids(extendTo(extendTo(toggleRow(onlyRow(5), 1), order, 4), order, 2))).toEqual([1, 2, 5]);
  });

  it("contains the toggled rows and the rows from the anchor to the last end of the range", () => {
    const place = fc.integer({ min: 0, max: 11 });
    const step = fc.record({ kind: fc.constantFrom("toggle", "extend"), at: place });
    const places = Array.from({ length: 12 }, (_, index) => index);
    fc.assert(
      fc.property(fc.shuffledSubarray(places, { minLength: 12 }), fc.array(step), (shuffled, steps) => {
        let selection = noSelection;
        let before = new Set<number>();
        let anchor: number | null = null;
        for (const { kind, at } of steps) {
          const id = shuffled[at] ?? 0;
          if (kind === "toggle" || anchor === null) {
            selection = kind === "toggle" ? toggleRow(selection, id) : extendTo(selection, shuffled, id);
            before = new Set(selection.ids);
            anchor = at;
            continue;
          }
          selection = extendTo(selection, shuffled, id);
          const range = shuffled.slice(Math.min(anchor, at), Math.max(anchor, at) + 1);
          expect(selection.ids).toEqual(new Set([...before, ...range]));
          // The way there does not matter.
          expect(extendTo(extendTo(selection, shuffled, shuffled[0] ?? 0), shuffled, id)).toEqual(selection);
        }
      }),
    );
  });

  it("selects only the row when there is no anchor", () => {
    expect(ids(extendTo(noSelection, order, 3))).toEqual([3]);
    expect(ids(extendTo(onlyRow(99), order, 3))).toEqual([3, 99]);
    expect(ids(extendTo(onlyRow(2), order, 99))).toEqual([2]);
  });

  it("drops removed rows and returns the same value when no row was removed", () => {
    const two = toggleRow(onlyRow(1), 2);
    expect(ids(prune(two, (id) => id === 2))).toEqual([2]);
    expect(prune(two, () => true)).toBe(two);
    const wide = prune(extendTo(onlyRow(2), order, 5), (id) => id !== 4);
    expect(ids(wide)).toEqual([2, 3, 5]);
    expect(ids(extendTo(wide, [1, 2, 3, 5], 1))).toEqual([1, 2]);
  });
});
