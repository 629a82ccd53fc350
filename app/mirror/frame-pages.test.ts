import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Frame } from "../protocol/frames/frame";
import { FRAME_PAGE_SIZE } from "../protocol/frames/frame-page-size";
import { FRAME } from "../protocol/frames/frame-status";
import type { FrameCounts } from "../protocol/tasks/task-tree";
import { makeFrame } from "../test/make-frame";
import { type FramePage, type FramePages, nextFramePage, troubleInPages, withFramePage } from "./frame-pages";

const START = 1_700_000_000_000;
const MINUTE = 60_000;

const waiting = (id: number) => makeFrame({ id, statusCode: FRAME.waiting, typeCode: 5 });
const done = (id: number) => makeFrame({ id, statusCode: FRAME.done, typeCode: 5, renderSeconds: 100 });
const rendering = (id: number, members: Partial<Frame> = {}) =>
  makeFrame({ id, statusCode: FRAME.rendering, typeCode: 5, startedMs: START, cpuPercent: 80, ...members });

const idsOf = (frames: readonly Frame[], code: number) =>
  frames.flatMap(({ id, statusCode }) => (statusCode === code ? [id] : [])).toSorted((a, b) => a - b);

const counts = (total: number, ended: number, executing: number): FrameCounts => ({
  total,
  done: ended,
  failed: 0,
  executing,
  stopped: 0,
  waiting: total - ended - executing,
});
const countsOf = (frames: readonly Frame[]): FrameCounts => {
  const [ended, executing] = [idsOf(frames, FRAME.done).length, idsOf(frames, FRAME.rendering).length];
  return counts(frames.length, ended, executing);
};

const page = (frames: readonly Frame[], readMs: number, farmMs = readMs): FramePage => ({ frames, readMs, farmMs });
const pagesOf = (...pages: readonly (readonly [number, FramePage])[]): FramePages => new Map(pages);
const pageOf = (frames: readonly Frame[], pageNum: number) =>
  frames.slice((pageNum - 1) * FRAME_PAGE_SIZE, pageNum * FRAME_PAGE_SIZE);

/** The pages that are asked for one after another, until no more is needed or `limit` are read. */
function pagesAsked(
  frames: readonly Frame[],
  { atMs = START, freshMs = START, isSearch = false, from = new Map(), counted = countsOf(frames), limit = 20 } = {},
): { readonly asked: readonly number[]; readonly pages: FramePages } {
  let pages: FramePages = from;
  const asked: number[] = [];
  while (asked.length < limit) {
    const pageNum = nextFramePage(counted, pages, { freshMs, isSearch });
    if (pageNum === null) break;
    asked.push(pageNum);
    pages = withFramePage(pages, pageNum, page(pageOf(frames, pageNum), atMs), 0);
  }
  return { asked, pages };
}

const firstPage = (total: number, ended: number) =>
  nextFramePage(counts(total, ended, 1), new Map(), { freshMs: START, isSearch: false });
const keptOf = (pages: FramePages) =>
  [...pages].flatMap(([pageNum, { frames }]) => (frames.length > 0 ? [pageNum] : [])).toSorted((a, b) => a - b);

describe("the pages of a leaf", () => {
  /** The frames of a leaf: any of them may be done, render or wait. */
  const anyLeaf = fc.tuple(fc.integer({ min: 1, max: 700 }), fc.func(fc.nat(9))).map(([total, stateOf]) =>
    Array.from({ length: total }, (_, index) => {
      const state = stateOf(index);
      return state === 0 ? rendering(index + 1) : state < 5 ? done(index + 1) : waiting(index + 1);
    }),
  );

  it("are read until every rendering frame and a median are known, each once", () => {
    fc.assert(
      fc.property(anyLeaf, fc.boolean(), (frames, isSearch) => {
        const { asked, pages } = pagesAsked(frames, { isSearch });
        const pageCount = Math.ceil(frames.length / FRAME_PAGE_SIZE);
        expect(new Set(asked).size).toBe(asked.length);
        expect(asked.every((pageNum) => pageNum >= 1 && pageNum <= pageCount)).toBe(true);
        const seen = [...pages.values()].flatMap((read) => read.frames);
        expect(idsOf(seen, FRAME.rendering)).toEqual(idsOf(frames, FRAME.rendering));
        const ended = idsOf(frames, FRAME.done).length;
        expect(idsOf(seen, FRAME.done).length).toBeGreaterThanOrEqual(Math.min(3, ended));
      }),
      { numRuns: 50 },
    );
  });

  it("begin with the one behind the frames that have ended", () => {
    expect([0, 99, 100, 549].map((ended) => firstPage(1000, ended))).toEqual([1, 1, 2, 6]);
    // All frames of the last page have ended but one that renders elsewhere.
    expect([firstPage(500, 500), firstPage(0, 0)]).toEqual([5, 1]);
  });

  it("go on with the nearest ones on both sides", () => {
    // A frame renders that is on no page.
    const frames = Array.from({ length: 950 }, (_, index) => (index < 600 ? done(index + 1) : waiting(index + 1)));
    const { asked } = pagesAsked(frames, { counted: counts(950, 600, 1) });
    expect(asked).toEqual([7, 6, 8, 5, 9, 4, 10, 3, 2, 1]);
  });

  it("are one page when it has all that render and a median", () => {
    const frames = [
      ...Array.from({ length: 250 }, (_, index) => done(index + 1)),
      ...[251, 252].map((id) => rendering(id)),
    ];
    expect(pagesAsked([...frames, ...Array.from({ length: 400 }, (_, index) => waiting(index + 300))]).asked).toEqual([
      3,
    ]);
  });

  it("have another one for the median when the front has too few ended frames", () => {
    const front = Array.from({ length: 202 }, (_, index) => (index < 200 ? done(index + 1) : rendering(index + 1)));
    expect(pagesAsked(front).asked).toEqual([3, 2]);
    // Nothing has a median before three frames have ended.
    const two = [done(1), done(2), ...Array.from({ length: 200 }, (_, index) => rendering(index + 3))];
    expect(pagesAsked(two).asked).toEqual([1, 2, 3]);
    const young = [rendering(1), done(2), done(3), ...Array.from({ length: 300 }, (_, index) => waiting(index + 4))];
    expect(pagesAsked(young).asked).toEqual([1]);
    const three = [
      rendering(1),
      done(2),
      done(3),
      done(4),
      ...Array.from({ length: 300 }, (_, index) => waiting(index + 5)),
    ];
    expect(pagesAsked(three).asked).toEqual([1]);
  });
});

describe("pages that were read before", () => {
  const freshMs = START + MINUTE;
  const leaf = Array.from({ length: 500 }, (_, index) => {
    if (index < 200) return done(index + 1);
    return [210, 310, 410].includes(index) ? rendering(index + 1) : waiting(index + 1);
  });
  const readAt = (...reads: readonly (readonly [number, number])[]) =>
    new Map(reads.map(([pageNum, readMs]) => [pageNum, page(pageOf(leaf, pageNum), readMs)]));
  const next = (from: FramePages, isSearch = false, counted = countsOf(leaf)) =>
    nextFramePage(counted, from, { freshMs, isSearch });

  it("are read again as soon as they are older than asked, the front first", () => {
    expect(next(readAt([3, freshMs - 1], [4, START], [5, START], [2, START]))).toBe(3);
    expect(next(readAt([3, freshMs], [4, freshMs], [5, freshMs], [2, START]))).toBeNull();
  });

  it("are read again where frames render, the one read longest ago first", () => {
    expect(next(readAt([3, freshMs], [4, START + 2], [5, START + 1], [2, START]))).toBe(5);
    expect(next(readAt([3, freshMs], [5, START + 2], [4, START + 1], [2, START]))).toBe(4);
    expect(next(readAt([3, freshMs], [4, freshMs], [5, freshMs], [2, START], [1, START]))).toBeNull();
  });

  it("are not read again by a search while rendering frames are missing", () => {
    const missing = readAt([3, freshMs], [4, START]);
    expect([next(missing), next(missing, true)]).toEqual([4, 2]);
    const all = readAt([3, freshMs], [4, START], [5, freshMs], [2, START]);
    expect([next(all), next(all, true)]).toEqual([4, 4]);
  });

  it("are no pages of the leaf any more when it has become shorter", () => {
    const pages = readAt([1, freshMs], [2, freshMs], [3, freshMs], [5, START]);
    expect(nextFramePage(counts(300, 200, 1), pages, { freshMs, isSearch: false })).toBeNull();
  });

  it("are read once more, the one read longest ago, when a frame renders that is on none of them", () => {
    const oneMore = counts(500, 200, 4);
    const all = readAt([1, START + 3], [2, START + 2], [3, freshMs], [4, freshMs], [5, freshMs]);
    expect(next(all, false, oneMore)).toBe(2);
    expect(next(all, true, oneMore)).toBe(2);
    const fresh = readAt([1, freshMs], [2, freshMs], [3, freshMs], [4, freshMs], [5, freshMs]);
    expect(next(fresh, false, oneMore)).toBeNull();
  });
});

describe("pages that are kept", () => {
  it("are at most eight: those with rendering frames first, then the newest", () => {
    let pages: FramePages = new Map();
    for (let pageNum = 1; pageNum <= 12; pageNum += 1) {
      const frame = pageNum <= 3 ? rendering(pageNum) : waiting(pageNum);
      pages = withFramePage(pages, pageNum, page([frame], START + pageNum), 0);
    }
    expect(keptOf(pages)).toEqual([1, 2, 3, 8, 9, 10, 11, 12]);
    expect([...pages.keys()].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(pages.get(4)).toEqual({ frames: [], readMs: START + 4, farmMs: START + 4 });
  });

  it("lose their frames when they were read too long ago", () => {
    const first = withFramePage(new Map(), 1, page([rendering(1)], START), 0);
    const second = withFramePage(first, 2, page([rendering(2)], START + 1), START + 1);
    expect(keptOf(second)).toEqual([2]);
    expect(second.get(1)?.readMs).toBe(START);
    expect(keptOf(withFramePage(first, 2, page([rendering(2)], START + 1), START))).toEqual([1, 2]);
  });

  it("have the frames of the last time they were read", () => {
    const before = withFramePage(new Map(), 1, page([rendering(1)], START), 0);
    const after = withFramePage(before, 1, page([done(1)], START + 1), 0);
    expect([...after]).toEqual([[1, page([done(1)], START + 1)]]);
    expect(before.get(1)?.frames[0]?.statusCode).toBe(FRAME.rendering);
  });
});

describe("the trouble in pages", () => {
  const ended = [1, 2, 3].map(done);

  it("is not known before a page was read, or when all frames are forgotten", () => {
    expect(troubleInPages(counts(10, 3, 1), new Map())).toBeNull();
    expect(troubleInPages(counts(10, 3, 1), pagesOf([1, page([], START)]))).toBeNull();
  });

  it("is of the frames of all pages, a frame that moved to another page counted once", () => {
    const hung = { startedMs: START - 10 * MINUTE, cpuPercent: 0 };
    const pages = pagesOf(
      [1, page([...ended, rendering(4), rendering(5, hung)], START)],
      [2, page([rendering(5, hung), rendering(6)], START)],
    );
    expect(troubleInPages(counts(10, 3, 5), pages)).toMatchObject({ hung: 1, read: 3, rendering: 5, worst: { id: 5 } });
  });

  it("is as old as the oldest page with a rendering frame", () => {
    const pages = pagesOf(
      [1, page(ended, START)],
      [2, page([rendering(4)], START + 2)],
      [3, page([rendering(5)], START + 1)],
      [4, page([], START - 5)],
    );
    expect(troubleInPages(counts(10, 3, 2), pages)?.readMs).toBe(START + 1);
    expect(
      troubleInPages(counts(10, 3, 0), pagesOf([1, page(ended, START + 4)], [2, page([waiting(4)], START + 3)])),
    ).toMatchObject({ read: 0, readMs: START + 3 });
  });

  it("counts the time of a frame up to that moment, on the farm's clock", () => {
    const pages = pagesOf(
      [1, page([...ended, rendering(4, { startedMs: START - 300_000 })], START + MINUTE, START)],
      [2, page([rendering(5)], START + 2 * MINUTE, START + MINUTE)],
    );
    expect(troubleInPages(counts(10, 3, 2), pages)).toMatchObject({ slow: 1, worst: { id: 4, ratio: 3 } });
  });
});
