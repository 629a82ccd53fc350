import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyFrames, makeFrame } from "../../test/make-frame";
import { failure, frames, page, setOf } from "../../test/make-frame-set";
import {
  emptyFrameSet,
  type FrameSet,
  isComplete,
  isLoaded,
  missingPages,
  orderedRows,
  pagesOf,
  withFailure,
  withNewerPages,
  withPage,
} from "./frame-set";

const firstPage = (set: FrameSet) => set.pages.get(1)?.rows ?? [];

describe("withPage", () => {
  it("preserves the identity of unchanged frames", () => {
    const before = withPage(emptyFrameSet, 1, page([...frames(4, 1), ...frames(2, 2)], 1), 1);
    const after = withPage(before, 1, page([...frames(4, 1), ...frames(4, 2)], 1), 2);
    expect(firstPage(after)[0]).toBe(firstPage(before)[0]);
    expect(firstPage(after)[1]).not.toBe(firstPage(before)[1]);
    expect(firstPage(after)[1]?.frame.statusCode).toBe(4);
    expect(before.pages.get(1)?.dataReadAtMs).toBe(1);
  });

  it("removes the failure of its page only", () => {
    const failed = withFailure(withFailure(setOf(4, 4, 4), 2, failure), 3, failure);
    expect([...withPage(failed, 2, page(frames(4, 2), 3), 9).failed.keys()]).toEqual([3]);
  });

  it("removes pages that the farm no longer has, including the one just requested", () => {
    const shrunk = withPage(withFailure(setOf(4, 4, 4, 4), 4, failure), 3, page([], 2, 2), 9);
    expect([...shrunk.pages.keys()]).toEqual([1, 2]);
    expect([...shrunk.failed.keys()]).toEqual([]);
    expect(isComplete(shrunk)).toBe(true);
  });

  it("makes a set incomplete when the farm has more pages than before", () => {
    const grown = withPage(setOf(4, 4), 2, page(frames(4, 2), 4), 9);
    expect(missingPages(grown)).toEqual([3, 4]);
    expect(isLoaded(grown)).toBe(false);
  });

  it("treats a task without frames as one empty page", () => {
    const empty = withPage(emptyFrameSet, 1, page([], 0, 0), 1);
    expect([isComplete(empty), missingPages(empty), orderedRows(empty)]).toEqual([true, [], []]);
  });
});

describe("isLoaded", () => {
  it("is true when every page was read or has failed, and false for a paused load", () => {
    const set = withPage(emptyFrameSet, 1, page(frames(4, 1), 2), 1);
    expect(isLoaded(emptyFrameSet)).toBe(false);
    expect(isLoaded(set)).toBe(false);
    expect(isLoaded(withFailure(set, 2, failure))).toBe(true);
    expect(isComplete(withFailure(set, 2, failure))).toBe(false);
    expect(isLoaded({ ...withFailure(set, 2, failure), isPaused: true })).toBe(false);
  });
});

describe("withNewerPages", () => {
  it("takes the pages that the other load requested later", () => {
    const old = withFailure(setOf(5, 5, 5), 3, failure);
    const other = withPage(withPage(old, 1, page(frames(1, 1), 3, 3), 900), 3, page(frames(2, 3), 3, 3), 2000);
    const both = withNewerPages(old, other);
    const states = [...both.pages.values()].map(({ rows }) => rows[0]?.frame.statusCode);
    expect(states).toEqual([5, 5, 2]);
    expect(both.failed.size).toBe(0);
    expect(withNewerPages(both, old)).toBe(both);
  });
});

describe("orderedRows", () => {
  it("sorts names naturally, tiles after their frame", () => {
    const names = [["10"], ["9"], ["0-10", "10"], ["0-2", "2"], ["2-4[1]"], ["0"]] as const;
    const rows = names.map(([name, tile], index) => makeFrame({ id: index, name, tile: tile ?? null }));
    const order = orderedRows(withPage(emptyFrameSet, 1, page(rows, 1), 1)).map(({ frame }) => frame.name);
    expect(order).toEqual(["0", "0-2", "0-10", "2-4[1]", "9", "10"]);
  });

  it("contains no frame twice when pages shift, for any two pages", () => {
    fc.assert(
      fc.property(anyFrames(0), anyFrames(0), (one, two) => {
        const set = withPage(withPage(emptyFrameSet, 2, page(two, 2), 1), 1, page(one, 2), 1);
        const ids = orderedRows(set).map(({ frame }) => frame.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.length).toBe(Math.max(one.length, two.length));
      }),
    );
  });
});

it("pagesOf lists the pages that contain the given frames", () => {
  expect(pagesOf(setOf(4, 4, 4), new Set([3, 1, 99]))).toEqual([1, 3]);
});
