import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeRow } from "../../test/make-frame";
import { extendTo, noSelection, onlyRow, type Selection, selectionOf } from "../../ui/tree-grid/model";
import { selectCells, toggleCell } from "./strip-selection";

/** The id of a frame is the index of its cell. */
const rows = Array.from({ length: 10 }, (_, id) => makeRow({ id }));
const all = { rows, matchingIds: null };
const even = { rows, matchingIds: new Set([0, 2, 4, 6, 8]) };
const ids = (selection: Selection) => [...selection.ids].toSorted((a, b) => a - b);

describe("selectCells", () => {
  it("selects the cells of a drag only, and shrinks with it", () => {
    const dragged = selectCells(onlyRow(9), all, 2, 5, false);
    expect(ids(dragged)).toEqual([2, 3, 4, 5]);
    expect(ids(selectCells(dragged, all, 2, 1, false))).toEqual([1, 2]);
  });

  it("extends from the anchor in addition to the selection before it", () => {
    const three = toggleCell(onlyRow(9), all, 3);
    const wide = selectCells(three, all, 3, 6, true);
    expect(ids(wide)).toEqual([3, 4, 5, 6, 9]);
    expect(ids(selectCells(wide, all, 6, 4, true))).toEqual([3, 4, 9]);
    expect(ids(selectCells(noSelection, all, 4, 5, true))).toEqual([4, 5]);
    expect(ids(selectCells(selectionOf([0, 1]), all, 4, 5, true))).toEqual([4, 5]);
  });

  it("leaves out faded cells, and changes nothing on faded cells alone", () => {
    expect(ids(selectCells(noSelection, even, 1, 6, false))).toEqual([2, 4, 6]);
    expect(ids(selectCells(noSelection, even, 3, 4, true))).toEqual([4]);
    const two = onlyRow(2);
    expect(selectCells(two, even, 3, 3, false)).toBe(two);
    expect(toggleCell(two, even, 3)).toBe(two);
    expect(toggleCell(two, all, 99)).toBe(two);
    expect(ids(toggleCell(two, even, 4))).toEqual([2, 4]);
  });

  it("extends like the table", () => {
    const cell = fc.nat({ max: 9 });
    fc.assert(
      fc.property(fc.uniqueArray(cell), cell, fc.array(cell), (chosen, anchor, ends) => {
        const start = selectionOf([...chosen, anchor], anchor);
        const order = rows.map(({ frame }) => frame.id);
        const onStrip = ends.reduce((current, to) => selectCells(current, all, 0, to, true), start);
        const inTable = ends.reduce((current, to) => extendTo(current, order, to), start);
        expect(onStrip).toEqual(inTable);
      }),
    );
  });
});
