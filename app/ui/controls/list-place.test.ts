import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeIn } from "./list-place";

const lists = fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 60 });

describe("the place of a task in its list", () => {
  it("has a position from 1 and a neighbour on each side, except at the ends", () => {
    expect(placeIn([7, 8, 9], 7)).toEqual({ count: 3, position: 1, previous: undefined, next: 8 });
    expect(placeIn([7, 8, 9], 8)).toEqual({ count: 3, position: 2, previous: 7, next: 9 });
    expect(placeIn([7, 8, 9], 9)).toEqual({ count: 3, position: 3, previous: 8, next: undefined });
  });

  it("leads through every task once, in order, by next, and back by previous", () => {
    fc.assert(
      fc.property(lists, (ids) => {
        const walk = (start: number | undefined, step: "next" | "previous") => {
          const seen: number[] = [];
          for (let id = start; id !== undefined; id = placeIn(ids, id)[step]) seen.push(id);
          return seen;
        };
        expect(walk(ids[0], "next")).toEqual(ids);
        expect(walk(ids.at(-1), "previous")).toEqual(ids.toReversed());
      }),
    );
  });

  it("keeps the neighbours of a task that has left the list", () => {
    fc.assert(
      fc.property(lists, fc.nat(), (ids, seed) => {
        const index = seed % ids.length;
        const id = ids[index] ?? 0;
        const before = placeIn(ids, id);
        const after = placeIn(ids.toSpliced(index, 1), id, index);
        expect(after).toEqual({ ...before, count: ids.length - 1, position: null });
      }),
    );
  });

  it("has no neighbour where the list never contained the task", () => {
    expect(placeIn([7, 8], 5)).toEqual({ count: 2, position: null, previous: undefined, next: undefined });
    expect(placeIn([], 5, 3)).toEqual({ count: 0, position: null, previous: undefined, next: undefined });
  });
});
