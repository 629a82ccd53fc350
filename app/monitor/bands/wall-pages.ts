/** How many tiles fit on a screen of any size and shape. */

export type Fit = { readonly columns: number; readonly rows: number };

/** Smallest size of a tile and the gap between tiles, in units of the wall's type size. */
const TILE_WIDTH = 27;
const TILE_HEIGHT = 8.6;
const TILE_GAP = 0.6;

/** Sizes in px; `unit` is the wall's type size. */
export function tileFit(width: number, height: number, unit: number): Fit {
  const gap = TILE_GAP * unit;
  const fits = (space: number, size: number) => Math.floor((space + gap) / (size * unit + gap));
  return { columns: Math.max(1, fits(width, TILE_WIDTH)), rows: Math.max(1, fits(height, TILE_HEIGHT)) };
}

/** The tiles of one page, and its number from 0. A page beyond the last one is the last. */
export function pageOf<T>(
  all: readonly T[],
  page: number,
  size: number,
): { readonly shown: readonly T[]; readonly page: number; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const at = Math.min(Math.max(0, page), pages - 1);
  return { shown: all.slice(at * size, (at + 1) * size), page: at, pages };
}
