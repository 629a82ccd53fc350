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
  it("keeps the identity of frames that did not change", () => {
    const before = withPage(emptyFrameSet, 1, page([...frames(4, 1), ...frames(2, 2)], 1), 1);
    const after = withPage(before, 1, page([...frames(4, 1), ...frames(4, 2)], 1), 2);
    expect(firstPage(after)[0]).toBe(firstPage(before)[0]);
    expect(firstPage(after)[1]).not.toBe(firstPage(before)[1]);
    expect(firstPage(after)[1]?.frame.statusCode).toBe(4);
    expect(before.pages.get(1)?.dataReadAtMs).toBe(1);
  });

  it("takes back the failure of the page, and of no other", () => {
    const failed = withFailure(withFailure(setOf(4, 4, 4), 2, failure), 3, failure);
    expect([...withPage(failed, 2, page(frames(4, 2), 3), 9).failed.keys()]).toEqual([3]);
  });

  it("drops pages that the farm no longer has, the one just asked for among them", () => {
    const shrunk = withPage(withFailure(setOf(4, 4, 4, 4), 4, failure), 3, page([], 2, 2), 9);
    expect([...shrunk.pages.keys()]).toEqual([1, 2]);
    expect([...shrunk.failed.keys()]).toEqual([]);
    expect(isComplete(shrunk)).toBe(true);
  });

  it("misses the pages that were added", () => {
    const grown = withPage(setOf(4, 4), 2, page(frames(4, 2), 4), 9);
    expect(missingPages(grown)).toEqual([3, 4]);
    expect(isLoaded(grown)).toBe(false);
  });

  it("knows an empty task as one page without frames", () => {
    const empty = withPage(emptyFrameSet, 1, page([], 0, 0), 1);
    expect([isComplete(empty), missingPages(empty), orderedRows(empty)]).toEqual([true, [], []]);
  });
});

describe("isLoaded", () => {
  it("counts a page that failed as tried, and a load that was broken off as not over", () => {
    const set = withPage(emptyFrameSet, 1, page(frames(4, 1), 2), 1);
    expect(isLoaded(emptyFrameSet)).toBe(false);
    expect(isLoaded(set)).toBe(false);
    expect(isLoaded(withFailure(set, 2, failure))).toBe(true);
    expect(isComplete(withFailure(set, 2, failure))).toBe(false);
    expect(isLoaded({ ...withFailure(set, 2, failure), isPaused: true })).toBe(false);
  });
});

describe("withNewer", () => {
  it("takes of another reading what was asked for later", () => {
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
  it("sorts naturally, tiles under their frame", () => {
    const names = [["10"], ["9"], ["0-10", "10"], ["0-2", "2"], ["2-4[1]"], ["0"]] as const;
    const rows = names.map(([name, tile], index) => makeFrame({ id: index, name, tile: tile ?? null }));
    const order = orderedRows(withPage(emptyFrameSet, 1, page(rows, 1), 1)).map(({ frame }) => frame.name);
    expect(order).toEqual(["0", "0-2", "0-10", "2-4[1]", "9", "10"]);
  });

  it("shows no frame twice when pages shift, whatever the pages hold", () => {
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

it("pagesOf finds the pages of frames", () => {
  expect(pagesOf(setOf(4, 4, 4), new Set([3, 1, 99]))).toEqual([1, 3]);
});
