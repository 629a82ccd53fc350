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
  it("is empty for a finished task", () => {
    expect(pagesToRefresh(setOf(3, 4, 5, 11))).toEqual([]);
  });

  it("lists only pages with unfinished frames: failed pages first, then rendering ones in turns with the others", () => {
    const set = setOf(4, 1, 12, 2, 37, 5);
    expect(pagesToRefresh(set)).toEqual([4, 2, 3, 5]);
    expect(pagesToRefresh(withFailure(set, 3, failure))).toEqual([3, 4, 2, 5]);
  });

  it("contains the first waiting pages every time, because the next frames start there", () => {
    let set = setOf(2, ...Array.from({ length: 99 }, () => 1));
    for (let round = 1; round <= 3; round += 1) {
      const pages = pagesToRefresh(set);
      expect(pages.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
      for (const number of pages)
        set = withPage(set, number, page(frames(number === 1 ? 2 : 1, number), 100, 100), 10_000 * round);
    }
  });

  it("has 24 pages at most and reaches every page in three rounds", () => {
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

  it("contains pages whose ended frames were restarted elsewhere, once per change of the counts", () => {
    const settled = withCounts(setOf(4, 5, 5, 3), counts({ total: 4, done: 1, failed: 2, stopped: 1 }), 500);
    expect(pagesToRefresh(settled)).toEqual([]);
    // One of the two failed frames waits again, and the counts do not tell which.
    const fewer = counts({ total: 4, done: 1, failed: 1, stopped: 1, waiting: 1 });
    const changed = withCounts(settled, fewer, 5000);
    expect(pagesToRefresh(changed)).toEqual([2, 3]);
    const reread = withPage(withPage(changed, 2, page(frames(5, 2), 4, 4), 5001), 3, page(frames(5, 3), 4, 4), 5001);
    expect(pagesToRefresh(withCounts(reread, { ...fewer }, 6000))).toEqual([]);
  });

  it("divides its places equally between rendering and restarted pages", () => {
    const rendering = Array.from({ length: 40 }, () => 2);
    const restarted = Array.from({ length: 40 }, () => 4);
    const set = withCounts(setOf(...rendering, ...restarted), counts({ total: 80, executing: 40, waiting: 40 }), 5000);
    const pages = pagesToRefresh(set);
    expect(pages).toHaveLength(24);
    expect(pages.filter((number) => number <= 40)).toHaveLength(12);
  });

  it("contains the last page of a task with more frames than were loaded, such as one that was just analysed", () => {
    const empty = withPage(emptyFrameSet, 1, page([], 0, 0), 1);
    expect(pagesToRefresh(withCounts(empty, counts({ total: 120, waiting: 120 }), 2))).toEqual([1]);
  });

  describe("of a search result", () => {
    const result = withCounts(
      { ...setOf(4, 5, 3), isSearchResult: true },
      counts({ total: 900, done: 600, failed: 300, stopped: 5 }),
      500,
    );

    it("contains pages with an ended state of which the task counts fewer frames than before", () => {
      const fewer = counts({ total: 900, done: 600, failed: 299, stopped: 5, waiting: 1 });
      const changed = withCounts(result, fewer, 5000);
      expect(pagesToRefresh(changed)).toEqual([2]);
      expect(pagesToRefresh(withPage(changed, 2, page(frames(5, 2), 3, 3), 5001))).toEqual([]);
      // Rendering increases the counts: no frame was restarted.
      expect(
        pagesToRefresh(withCounts(result, counts({ total: 900, done: 601, failed: 300, stopped: 5 }), 5000)),
      ).toEqual([]);
    });

    it("contains all pages after 30 seconds while the counts change, because new ended frames may hide restarted ones", () => {
      const later = withCounts(result, counts({ total: 900, done: 601, failed: 299, stopped: 5 }), 40_000);
      expect(pagesToRefresh(later)).toEqual([1, 2, 3]);
    });
  });
});

describe("matchesCounts", () => {
  const set = setOf(1, 2, 3, 4, 5, 11, 9);
  const equal = counts({ total: 7, executing: 1, stopped: 1, done: 1, failed: 2, waiting: 2 });

  it("compares each state and counts a timed-out frame as failed", () => {
    expect(matchesCounts(set, equal)).toBe(true);
    for (const state of ["executing", "stopped", "done", "failed"] as const)
      expect(matchesCounts(set, { ...equal, [state]: equal[state] + 1 })).toBe(false);
    expect(matchesCounts(set, { ...equal, total: 8, waiting: 3 })).toBe(false);
  });

  it("is false while a page is failed", () => {
    expect(matchesCounts(withFailure(set, 1, failure), equal)).toBe(false);
  });

  it("is true for a search result that was compared with the counts and has no unfinished page", () => {
    const result = { ...setOf(4, 5), isSearchResult: true };
    expect(matchesCounts(result, equal)).toBe(false);
    expect(matchesCounts(withCounts(result, equal, 2000), equal)).toBe(true);
    expect(matchesCounts(withCounts(result, equal, 2000), { ...equal, failed: 1 })).toBe(false);
    expect(matchesCounts(withCounts({ ...set, isSearchResult: true }, equal, 2000), equal)).toBe(false);
  });
});

/** A set with this number of pages, all of whose frames were restarted. */
const restarted = (pages: number) =>
  withCounts(setOf(...Array.from({ length: pages }, () => 4)), counts({ total: pages, waiting: pages }), 5000);

describe("countOutdatedFrames", () => {
  it("counts the frames of unfinished pages that were read before the counts changed", () => {
    const loaded = setOf(4, 1, 2);
    expect(countOutdatedFrames(loaded)).toBe(0);
    const changed = withCounts(loaded, counts({ total: 3, done: 3 }), 5000);
    expect(countOutdatedFrames(changed)).toBe(2);
    expect(countOutdatedFrames(withPage(changed, 2, page(frames(4, 2), 3, 3), 5001))).toBe(1);
  });
});

describe("countStaleFrames", () => {
  it("counts the frames of pages that were read before a restart, which also date the set", () => {
    expect(countStaleFrames(setOf(4, 4, 2))).toBe(0);
    expect(countStaleFrames(restarted(30))).toBe(30);
    const reread = withPage(restarted(30), 30, page(frames(1, 30), 30, 30), 9000);
    expect(countStaleFrames(reread)).toBe(29);
    expect(oldestDataReadAtMs(reread)).toBe(1000);
  });
});

it("oldestDataReadAtMs is when the oldest unfinished page was read, or the newest page without one", () => {
  expect(oldestDataReadAtMs(setOf(4, 2, 4))).toBe(1001);
  expect(oldestDataReadAtMs(setOf(4, 1, 2))).toBe(1001);
  expect(oldestDataReadAtMs(setOf(4, 4, 5))).toBe(1002);
  expect(oldestDataReadAtMs(emptyFrameSet)).toBeNull();
});
