import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noSelection } from "../../ui/tree-grid/model";
import { reduceSelection, type SelectionEvent } from "./selection-events";

const order = [1, 2, 3, 4, 5, 6];
const id = fc.constantFrom(...order);
const anyEvent: fc.Arbitrary<SelectionEvent> = fc.oneof(
  id.map((row): SelectionEvent => ({ kind: "toggle", id: row })),
  id.map((to): SelectionEvent => ({ kind: "extend", to, order })),
  fc.tuple(id, id).map(([from, to]): SelectionEvent => ({ kind: "extend", from, to, order })),
  fc.subarray(order).map((ids): SelectionEvent => ({ kind: "select", ids })),
  fc.constant<SelectionEvent>({ kind: "clear" }),
);
const reduce = (events: readonly SelectionEvent[]) => events.reduce(reduceSelection, noSelection);
const selected = (...events: SelectionEvent[]) => [...reduce(events).ids];

describe("the selection", () => {
  it("returns to what it was after two toggles of the same row", () => {
    fc.assert(
      fc.property(fc.array(anyEvent), id, (events, row) => {
        const before = reduce(events).ids;
        expect(reduce([...events, { kind: "toggle", id: row }, { kind: "toggle", id: row }]).ids).toEqual(before);
      }),
    );
  });

  it("extends from the row that an arrow has left, or from the anchor of the last toggle", () => {
    expect(selected({ kind: "extend", from: 2, to: 3, order })).toEqual([2, 3]);
    expect(selected({ kind: "toggle", id: 5 }, { kind: "extend", from: 2, to: 3, order })).toEqual([5, 3, 4]);
    expect(selected({ kind: "toggle", id: 2 }, { kind: "extend", to: 4, order })).toEqual([2, 3, 4]);
  });

  it("adds only the clicked row when there is no anchor", () => {
    expect(selected({ kind: "select", ids: [1] }, { kind: "extend", to: 4, order })).toEqual([1, 4]);
  });

  it("holds only rows of the order, whatever the events", () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        for (const row of reduce(events).ids) expect(order).toContain(row);
      }),
    );
  });

  it("drops exactly the vanished tasks at a refresh, and is the same value when none vanished", () => {
    fc.assert(
      fc.property(fc.array(anyEvent), fc.subarray(order), (events, listed) => {
        const before = reduce(events);
        const after = reduceSelection(before, { kind: "refresh", has: (row) => listed.includes(row) });
        expect([...after.ids]).toEqual([...before.ids].filter((row) => listed.includes(row)));
        expect(reduceSelection(before, { kind: "refresh", has: () => true })).toBe(before);
      }),
    );
  });

  it("is empty after a clear", () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        expect(selected(...events, { kind: "clear" })).toEqual([]);
      }),
    );
  });
});
