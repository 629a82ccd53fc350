/** How the rows of the bands are divided among pages that fit the screen. */
import type { Band, WallTask } from "./wall-tasks";

/** Heights in units of the wall's type size. `narrow`: a row has two lines. */
export const HEIGHTS = {
  wide: { heading: 2.6, stopped: 4.2, losing: 2.9, seen: 2.9 },
  narrow: { heading: 2.6, stopped: 7.4, losing: 6.4, seen: 6.4 },
} as const;
/** Narrower than this, in units of the type size, a row has two lines. */
export const NARROW_BELOW = 62;

export type RowBand = Exclude<Band, "fine">;
export type RowHeights = Readonly<Record<RowBand | "heading", number>>;

/** The part of a band on one page. */
export type BandPart = { readonly band: RowBand; readonly tasks: readonly WallTask[] };

/** Fills page after page; every part of a band has its heading. A page has at least one row, however low the screen is. */
export function wallPages(
  tasks: readonly WallTask[],
  height: number,
  heights: RowHeights,
): readonly (readonly BandPart[])[] {
  const pages: { band: RowBand; tasks: WallTask[] }[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const task of tasks) {
    const { band } = task;
    if (band === "fine") continue;
    const part = pages.at(-1)?.at(-1);
    const isSameBand = part?.band === band;
    const needed = heights[band] + (isSameBand ? 0 : heights.heading);
    if (used + needed > height) {
      pages.push([{ band, tasks: [task] }]);
      used = heights[band] + heights.heading;
      continue;
    }
    used += needed;
    if (isSameBand) part.tasks.push(task);
    else pages.at(-1)?.push({ band, tasks: [task] });
  }
  return pages;
}

/** A page by its number from 1. A page beyond the last one is the last. */
export function pageAt<T>(pages: readonly T[], page: number): { readonly shown: T | undefined; readonly at: number } {
  const at = Math.min(Math.max(0, page - 1), Math.max(0, pages.length - 1));
  return { shown: pages[at], at };
}
