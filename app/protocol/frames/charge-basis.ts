/** The frames of a leaf from which its prices are computed. */
import type { Page } from "../wire/page";
import type { Frame } from "./frame";

/** Pages of a leaf that prices are computed from. Of a larger leaf the other frames are assumed to cost as much. */
export const BASIS_PAGES = 10;
/** Leaves whose frames are read for one price; the others are priced by their mean charge. */
export const BASIS_LEAVES = 8;

/** The first frames of a leaf, at most BASIS_PAGES pages, each frame once. `fetchPage` reads a page by its number from 1. */
export async function readChargeBasis(fetchPage: (pageNum: number) => Promise<Page<Frame>>): Promise<readonly Frame[]> {
  const first = await fetchPage(1);
  const others = Array.from({ length: Math.min(BASIS_PAGES, first.pageCount) - 1 }, (_, index) => index + 2);
  const pages = [first, ...(await Promise.all(others.map(fetchPage)))];
  return [...new Map(pages.flatMap(({ rows }) => rows).map((frame) => [frame.id, frame])).values()];
}
