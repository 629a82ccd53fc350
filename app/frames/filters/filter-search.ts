/** The search parameters of the frames page that filter its frames. Apart from frame-search.ts, which the router loads first. */
import { defaultFrameSearch, type FrameSearch } from "./frame-search";

const filterKeys: ReadonlySet<string> = new Set(["status", "type", "q", "search", "range", "node"]);

export const isFilterChange = (change: Partial<FrameSearch>): boolean =>
  Object.keys(change).some((key) => filterKeys.has(key));

/** The search without its filters and hints. The log, errors and pictures that are open stay so. */
export function withoutFilters(search: FrameSearch): FrameSearch {
  const { layer, sort, color, log, line, errors, sheet, pass, play, pictures } = search;
  return { ...defaultFrameSearch, layer, sort, color, log, line, errors, sheet, pass, play, pictures };
}
