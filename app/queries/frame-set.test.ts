import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Frame } from "../protocol/frame";
import type { FrameCounts } from "../protocol/task-tree";
import type { Page } from "../protocol/wire";
import { anyFrames, makeFrame } from "../test/make-frame";
import {
  agrees,
  emptyFrameSet,
  type FrameSet,
  isComplete,
  isLoaded,
  missingPages,
  oldestReadMs,
  orderedRows,
  pagesOf,
  pagesToRefresh,
  withCounts,
  withFailure,
  withNewer,
  withPage,
} from "./frame-set";

const failure = { kind: "network", outcome: "not-sent" } as const;
const page = (rows: readonly Frame[], pageCount: number, total = pageCount * 100): Page<Frame> => ({
  rows: [...rows],
  malformed: 0,
  pageCount,
  pageNum: 1,
  size: 100,
  total,
});
const frames = (statusCode: number, ...ids: readonly number[]) => ids.map((id) => makeFrame({ id, statusCode }));
/** A set of pages with one frame each, in the given states, read at 1000, 1001, … */
const setOf = (...states: readonly number[]): FrameSet =>
  states.reduce(
    (set, state, index) =>
      withPage(set, index + 1, page(frames(state, index + 1), states.length, states.length), 1000 + index),
    emptyFrameSet,
  );
const firstPage = (set: FrameSet) => set.pages.get(1)?.rows ?? [];
const counts = (members: Partial<FrameCounts>): FrameCounts => ({
  total: 0,
  done: 0,
  failed: 0,
  executing: 0,
  stopped: 0,
  waiting: 0,
  ...members,
});

describe("withPage", () => {
  it("keeps the identity of frames that did not change", () => {
    const before = withPage(emptyFrameSet, 1, page([...frames(4, 1), ...frames(2, 2)], 1), 1);
    const after = withPage(before, 1, page([...frames(4, 1), ...frames(4, 2)], 1), 2);
    expect(firstPage(after)[0]).toBe(firstPage(before)[0]);
    expect(firstPage(after)[1]).not.toBe(firstPage(before)[1]);
    expect(firstPage(after)[1]?.frame.statusCode).toBe(4);
    expect(before.pages.get(1)?.readMs).toBe(1);
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
    expect(isLoaded({ ...withFailure(set, 2, failure), paused: true })).toBe(false);
  });
});

describe("pagesToRefresh", () => {
  it("asks for nothing of a finished task", () => {
    expect(pagesToRefresh(setOf(3, 4, 5, 11))).toEqual([]);
  });

  it("asks for pages with unfinished frames alone: failed ones first, then what renders, then what was read longest ago", () => {
    const set = setOf(4, 1, 12, 2, 37, 5);
    expect(pagesToRefresh(set)).toEqual([4, 2, 3, 5]);
    expect(pagesToRefresh(withFailure(set, 3, failure))).toEqual([3, 4, 2, 5]);
  });

  it("takes turns within a bound", () => {
    let set = setOf(...Array.from({ length: 60 }, (_, index) => (index === 50 ? 2 : 1)));
    const read = new Set<number>();
    for (let round = 1; round <= 3; round += 1) {
      const pages = pagesToRefresh(set);
      expect(pages.length).toBeLessThanOrEqual(24);
      expect(pages[0]).toBe(51);
      for (const number of pages) {
        read.add(number);
        set = withPage(set, number, page(frames(number === 51 ? 2 : 1, number), 60, 60), 10_000 * round);
      }
    }
    expect(read.size).toBe(60);
  });

  it("asks for ended frames again that somebody else restarted, once for each time the farm tells other counts", () => {
    const settled = withCounts(setOf(4, 5, 5, 3), counts({ total: 4, done: 1, failed: 2, stopped: 1 }), 500);
    expect(pagesToRefresh(settled)).toEqual([]);
    // One of the two failed frames waits again: which one is not known.
    const fewer = counts({ total: 4, done: 1, failed: 1, stopped: 1, waiting: 1 });
    const told = withCounts(settled, fewer, 5000);
    expect(pagesToRefresh(told)).toEqual([2, 3]);
    const read = withPage(withPage(told, 2, page(frames(5, 2), 4, 4), 5001), 3, page(frames(5, 3), 4, 4), 5001);
    expect(pagesToRefresh(withCounts(read, { ...fewer }, 6000))).toEqual([]);
  });

  it("asks for the last page of a task that has more frames than were loaded, as one that was just analysed", () => {
    const empty = withPage(emptyFrameSet, 1, page([], 0, 0), 1);
    expect(pagesToRefresh(withCounts(empty, counts({ total: 120, waiting: 120 }), 2))).toEqual([1]);
  });
});

describe("withNewer", () => {
  it("takes of another reading what was asked for later", () => {
    const old = withFailure(setOf(5, 5, 5), 3, failure);
    const other = withPage(withPage(old, 1, page(frames(1, 1), 3, 3), 900), 3, page(frames(2, 3), 3, 3), 2000);
    const both = withNewer(old, other);
    const states = [...both.pages.values()].map(({ rows }) => rows[0]?.frame.statusCode);
    expect(states).toEqual([5, 5, 2]);
    expect(both.failed.size).toBe(0);
    expect(withNewer(both, old)).toBe(both);
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

describe("agrees", () => {
  const set = setOf(1, 2, 3, 4, 5, 11, 9);
  const right = counts({ total: 7, executing: 1, stopped: 1, done: 1, failed: 2, waiting: 2 });

  it("compares state by state; a timed-out frame is a failed one", () => {
    expect(agrees(set, right, "")).toBe(true);
    for (const state of ["executing", "stopped", "done", "failed"] as const)
      expect(agrees(set, { ...right, [state]: right[state] + 1 }, "")).toBe(false);
    expect(agrees(set, { ...right, total: 8, waiting: 3 }, "")).toBe(false);
  });

  it("does not with a page that failed", () => {
    expect(agrees(withFailure(set, 1, failure), right, "")).toBe(false);
  });

  it("cannot compare what a search found: that agrees when nothing in it moves", () => {
    expect(agrees(set, right, "sh01")).toBe(false);
    expect(agrees(setOf(4, 5), right, "sh01")).toBe(true);
  });
});

it("pagesOf finds the pages of frames", () => {
  expect(pagesOf(setOf(4, 4, 4), new Set([3, 1, 99]))).toEqual([1, 3]);
});

it("is as old as its oldest page that renders; finished pages do not age", () => {
  expect(oldestReadMs(setOf(4, 2, 4))).toBe(1001);
  expect(oldestReadMs(setOf(4, 4, 5))).toBe(1002);
  expect(oldestReadMs(emptyFrameSet)).toBeNull();
});
