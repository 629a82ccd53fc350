import { expect, test } from "vitest";
import { placeAfter, sheetLayout } from "./sheet-layout";
import { sheetSizes } from "./sheet-search";

test("larger pictures make fewer columns and higher rows, and a phone has at least one", () => {
  const layouts = sheetSizes.map((size) => sheetLayout(1384, size));
  expect(layouts.map(({ columns }) => columns)).toEqual([14, 8, 5, 3]);
  const heights = layouts.map(({ rowHeight }) => rowHeight);
  expect(heights).toEqual([...heights].sort((a, b) => a - b));
  expect(sheetSizes.map((size) => sheetLayout(340, size).columns)).toEqual([3, 2, 1, 1]);
  expect(sheetLayout(0, "huge").columns).toBe(1);
});

test("keys move within the pictures, and never out of them", () => {
  const place = { columns: 4, count: 10, page: 2 };
  const after = (key: string, at: number) => placeAfter(key, at, place);
  expect([after("ArrowRight", 3), after("ArrowLeft", 4), after("ArrowLeft", 0), after("ArrowRight", 9)]).toEqual([
    4, 3, 0, 9,
  ]);
  expect([after("ArrowDown", 1), after("ArrowUp", 5), after("ArrowUp", 2), after("ArrowDown", 7)]).toEqual([
    5, 1, 2, 7,
  ]);
  expect([after("PageDown", 1), after("PageUp", 9), after("Home", 7), after("End", 0)]).toEqual([9, 1, 0, 9]);
  expect(after("x", 3)).toBeNull();
});
