/**
 * The pages of a leaf's frames that hold what renders. The farm lists frames in their order and knows no filter by state, so
 * the pages are guessed from the task's counts: frames render behind those that have ended.
 */
import type { Frame } from "../protocol/frames/frame";
import { frameFigures } from "../protocol/frames/frame-figures";
import { FRAME_PAGE_SIZE } from "../protocol/frames/frame-page-size";
import { FRAME } from "../protocol/frames/frame-status";
import { troubleInFrames } from "../protocol/frames/frame-trouble";
import type { FrameTrouble } from "../protocol/frames/task-trouble";
import type { FrameCounts } from "../protocol/tasks/task-tree";

/** Pages of one leaf whose frames are in memory. Of the others it is only known when they were read. */
const MAX_KEPT = 8;
/** Finished frames for a median. */
const MIN_ENDED = 3;

/** A page that was read at a moment of this machine's clock, epoch ms, which was `farmMs` on the farm's. */
export type FramePage = {
  readonly frames: readonly Frame[];
  readonly readMs: number;
  readonly farmMs: number;
};

/** Pages of one leaf by number, from 1. */
export type FramePages = ReadonlyMap<number, FramePage>;

const rendersOn = ({ frames }: FramePage) => frames.some(({ statusCode }) => statusCode === FRAME.rendering);

/**
 * The pages with one more. The frames of pages read before `sinceMs` are forgotten, and of too many pages first those of pages
 * on which nothing renders.
 */
export function withFramePage(pages: FramePages, pageNum: number, page: FramePage, sinceMs: number): FramePages {
  const byUse = [...new Map(pages).set(pageNum, page)].toSorted(
    ([, a], [, b]) => Number(rendersOn(b)) - Number(rendersOn(a)) || b.readMs - a.readMs,
  );
  return new Map(
    byUse.map(([number, read], rank) => {
      const isKept = rank < MAX_KEPT && read.readMs >= sinceMs;
      return [number, isKept ? read : { ...read, frames: [] }];
    }),
  );
}

const ids = (pages: FramePages) => new Map([...pages.values()].flatMap(({ frames }) => frames.map((f) => [f.id, f])));

/**
 * The page to read next, or null: every rendering frame and a median are known. First the page where the front of rendering
 * is, then pages with rendering frames that were read before `freshMs`, then the nearest ones that were never read, and last
 * the one that was read longest ago. `isSearch`: while rendering frames are missing, no page with known ones is read again.
 */
export function nextFramePage(
  counts: FrameCounts,
  pages: FramePages,
  { freshMs, isSearch }: { readonly freshMs: number; readonly isSearch: boolean },
): number | null {
  const pageCount = Math.max(1, Math.ceil(counts.total / FRAME_PAGE_SIZE));
  const ended = counts.total - counts.waiting - counts.executing;
  const front = Math.min(pageCount, Math.floor(ended / FRAME_PAGE_SIZE) + 1);
  const isOld = (pageNum: number) => (pages.get(pageNum)?.readMs ?? 0) < freshMs;
  if (isOld(front)) return front;
  const frames = [...ids(pages).values()];
  const seen = frames.filter(({ statusCode }) => statusCode === FRAME.rendering).length;
  const [oldest] = [...pages]
    .filter(([pageNum, page]) => pageNum <= pageCount && isOld(pageNum) && rendersOn(page))
    .toSorted(([, a], [, b]) => a.readMs - b.readMs);
  if (oldest && !(isSearch && seen < counts.executing)) return oldest[0];
  const needsMedian = ended >= MIN_ENDED && frameFigures(frames, 0).medianByType.size === 0;
  if (seen >= counts.executing && !needsMedian) return null;
  for (let distance = 1; distance < pageCount; distance += 1) {
    const near = [front - distance, front + distance].find((n) => n >= 1 && n <= pageCount && !pages.has(n));
    if (near !== undefined) return near;
  }
  const [next] = [...pages].toSorted(([, a], [, b]) => a.readMs - b.readMs);
  return next && isOld(next[0]) ? next[0] : null;
}

/** The trouble in the pages read so far; null: no page was read. */
export function troubleInPages(counts: FrameCounts, pages: FramePages): FrameTrouble | null {
  const read = [...pages.values()].filter(({ frames }) => frames.length > 0);
  if (read.length === 0) return null;
  const rendering = read.filter(rendersOn);
  const counted = rendering.length > 0 ? rendering : read;
  return troubleInFrames({
    frames: [...ids(pages).values()],
    rendering: counts.executing,
    readMs: Math.min(...counted.map(({ readMs }) => readMs)),
    farmMs: Math.min(...counted.map(({ farmMs }) => farmMs)),
  });
}
