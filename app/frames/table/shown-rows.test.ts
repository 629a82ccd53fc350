import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeRow } from "../../test/make-frame";
import { shownRows } from "./shown-rows";

const rows = Array.from({ length: 12 }, (_, index) => makeRow({ id: index + 1 }));
const ids = (list: readonly { frame: { id: number } }[]) => list.map(({ frame }) => frame.id);
const group = (members: readonly number[], isOnly = false) =>
  ({ act: "rerendered", ids: new Set(members), isOnly }) as const;

describe("shownRows", () => {
  it("shows every matching and every acted frame once, in the natural order", () => {
    const someIds = fc.uniqueArray(fc.integer({ min: 1, max: 14 }));
    fc.assert(
      fc.property(someIds, someIds, (matchingIds, actedIds) => {
        const matching = rows.filter(({ frame }) => matchingIds.includes(frame.id));
        const shown = shownRows(rows, matching, group(actedIds));
        const expected = ids(rows).filter((id) => matchingIds.includes(id) || actedIds.includes(id));
        expect(ids(shown.all)).toEqual(expected);
        expect([...ids(shown.group), ...ids(shown.others)].toSorted((a, b) => a - b)).toEqual(expected);
        expect(ids(shown.group)).toEqual(ids(rows).filter((id) => actedIds.includes(id)));
      }),
    );
  });

  it("leaves the order alone where no filter hides a frame", () => {
    expect(shownRows(rows, rows, group([3]))).toEqual({ group: [], others: rows, all: rows });
    expect(shownRows(rows, rows, null).others).toBe(rows);
  });

  it("shows the acted frames alone on request", () => {
    const shown = shownRows(rows, rows, group([3, 5], true));
    expect([ids(shown.group), ids(shown.others), ids(shown.all)]).toEqual([[3, 5], [], [3, 5]]);
  });
});
