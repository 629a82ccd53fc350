import { describe, expect, it } from "vitest";
import { counts, failure, frames, page, setOf } from "../../test/make-frame-set";
import {
  countOutdatedFrames,
  countStaleFrames,
  matchesCounts,
  oldestDataReadAtMs,
  pagesToRefresh,
} from "./frame-refresh";
import { emptyFrameSet, withCounts, withFailure, withPage } from "./frame-set";

describe("pagesToRefresh", () => {
  it("asks for nothing of a finished task", () => {
    expect(pagesToRefresh(setOf(3, 4, 5, 11))).toEqual([]);
  });

  it("asks for pages with unfinished frames alone: failed ones first, then what renders, then what was read longest ago", () => {
    const set = setOf(4, 1, 12, 2, 37, 5);
    expect(pagesToRefresh(set)).toEqual([4, 2, 3, 5]);
    expect(pagesToRefresh(withFailure(set, 3, failure))).toEqual([3, 4, 2, 5]);
  });

  it("looks every time at the front of what waits, where the next frames start", () => {
    let set = setOf(2, ...Array.from({ length: 99 }, () => 1));
    for (let round = 1; round <= 3; round += 1) {
      const pages = pagesToRefresh(set);
      expect(pages.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
      for (const number of pages)
        set = withPage(set, number, page(frames(number === 1 ? 2 : 1, number), 100, 100), 10_000 * round);
    }
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

  it("lets neither what renders nor what was restarted wait for the other", () => {
    const rendering = Array.from({ length: 40 }, () => 2);
    const restarted = Array.from({ length: 40 }, () => 4);
    const set = withCounts(setOf(...rendering, ...restarted), counts({ total: 80, executing: 40, waiting: 40 }), 5000);
    const pages = pagesToRefresh(set);
    expect(pages).toHaveLength(24);
    expect(pages.filter((number) => number <= 40)).toHaveLength(12);
  });

  it("asks for the last page of a task that has more frames than were loaded, as one that was just analysed", () => {
    const empty = withPage(emptyFrameSet, 1, page([], 0, 0), 1);
    expect(pagesToRefresh(withCounts(empty, counts({ total: 120, waiting: 120 }), 2))).toEqual([1]);
  });

  describe("of what a search found", () => {
    const found = withCounts(
      { ...setOf(4, 5, 3), isSearchResult: true },
      counts({ total: 900, done: 600, failed: 300, stopped: 5 }),
      500,
    );

    it("asks for ended frames again where the task counts fewer in their state than before", () => {
      const fewer = counts({ total: 900, done: 600, failed: 299, stopped: 5, waiting: 1 });
      const told = withCounts(found, fewer, 5000);
      expect(pagesToRefresh(told)).toEqual([2]);
      expect(pagesToRefresh(withPage(told, 2, page(frames(5, 2), 3, 3), 5001))).toEqual([]);
      // More of them is what rendering brings.
      expect(
        pagesToRefresh(withCounts(found, counts({ total: 900, done: 601, failed: 300, stopped: 5 }), 5000)),
      ).toEqual([]);
    });

    it("looks at all of it again now and then while the counts move, since new ones may make up for restarted ones", () => {
      const later = withCounts(found, counts({ total: 900, done: 601, failed: 299, stopped: 5 }), 40_000);
      expect(pagesToRefresh(later)).toEqual([1, 2, 3]);
    });
  });
});

describe("agrees", () => {
  const set = setOf(1, 2, 3, 4, 5, 11, 9);
  const right = counts({ total: 7, executing: 1, stopped: 1, done: 1, failed: 2, waiting: 2 });

  it("compares state by state; a timed-out frame is a failed one", () => {
    expect(matchesCounts(set, right)).toBe(true);
    for (const state of ["executing", "stopped", "done", "failed"] as const)
      expect(matchesCounts(set, { ...right, [state]: right[state] + 1 })).toBe(false);
    expect(matchesCounts(set, { ...right, total: 8, waiting: 3 })).toBe(false);
  });

  it("does not with a page that failed", () => {
    expect(matchesCounts(withFailure(set, 1, failure), right)).toBe(false);
  });

  it("cannot add up what a search found: that agrees when it was compared with the counts and nothing in it moves", () => {
    const found = { ...setOf(4, 5), isSearchResult: true };
    expect(matchesCounts(found, right)).toBe(false);
    expect(matchesCounts(withCounts(found, right, 2000), right)).toBe(true);
    expect(matchesCounts(withCounts(found, right, 2000), { ...right, failed: 1 })).toBe(false);
    expect(matchesCounts(withCounts({ ...set, isSearchResult: true }, right, 2000), right)).toBe(false);
  });
});

/** So many pages, all of whose frames were restarted. */
const restarted = (pages: number) =>
  withCounts(setOf(...Array.from({ length: pages }, () => 4)), counts({ total: pages, waiting: pages }), 5000);

describe("framesOpen", () => {
  it("are those of unfinished pages read before the farm told other counts", () => {
    const read = setOf(4, 1, 2);
    expect(countOutdatedFrames(read)).toBe(0);
    const told = withCounts(read, counts({ total: 3, done: 3 }), 5000);
    expect(countOutdatedFrames(told)).toBe(2);
    expect(countOutdatedFrames(withPage(told, 2, page(frames(4, 2), 3, 3), 5001))).toBe(1);
  });
});

describe("framesLeftBehind", () => {
  it("are those of pages read before the restart; their age is what the set is as old as", () => {
    expect(countStaleFrames(setOf(4, 4, 2))).toBe(0);
    expect(countStaleFrames(restarted(30))).toBe(30);
    const readAgain = withPage(restarted(30), 30, page(frames(1, 30), 30, 30), 9000);
    expect(countStaleFrames(readAgain)).toBe(29);
    expect(oldestDataReadAtMs(readAgain)).toBe(1000);
  });
});

it("is as old as its oldest page that is not finished; finished pages do not age", () => {
  expect(oldestDataReadAtMs(setOf(4, 2, 4))).toBe(1001);
  expect(oldestDataReadAtMs(setOf(4, 1, 2))).toBe(1001);
  expect(oldestDataReadAtMs(setOf(4, 4, 5))).toBe(1002);
  expect(oldestDataReadAtMs(emptyFrameSet)).toBeNull();
});
