/** Pages of a list (endpoints-2018 section 1), and how many of them there are when the farm's own figures contradict each other. */
import * as z from "zod/mini";
import type { Failure } from "./failure";
import { count, type Rows, rowsSchema } from "./wire";

/** One page as the farm reports it. A count is null when it is missing, negative or no whole number. */
export type ReportedPage<T> = Rows<T> & {
  readonly pageCount: number | null;
  readonly total: number | null;
  /** The requested size of a page, not the number of rows. */
  readonly size: number | null;
};

/** One page with counts to rely on: `pageCount` pages have to be read for `total` rows. */
export type Page<T> = Rows<T> & { readonly pageCount: number; readonly total: number };

/** The request for a page: its number from 1, and the most rows of a page. */
export type PageRequest = { readonly pageNum: number; readonly pageSize: number };

/** The page object `{pageCount, pageNum, total, size, items}`; items are parsed row by row. */
export function pageSchema<T>(row: z.ZodMiniType<T>) {
  return z.pipe(
    z.object({ pageCount: count, pageNum: count, total: count, size: count, items: rowsSchema(row) }),
    z.transform(({ items, pageCount, total, size }): ReportedPage<T> => ({ ...items, pageCount, total, size })),
  );
}

/** Rows of a page, malformed ones included. */
export const rowCount = ({ rows, malformed }: Rows<unknown>): number => rows.length + malformed;

/**
 * The page with its counts made good. The total counts for more than the number of pages, which some farms send as 0, -1 or
 * too small; without a total a full page has a successor. An empty page is behind the end.
 */
export function checkPage<T>(page: ReportedPage<T>, { pageNum, pageSize }: PageRequest): Page<T> {
  const listed = rowCount(page);
  if (listed === 0) return { ...page, pageCount: Math.max(1, pageNum - 1), total: page.total ?? 0 };
  const listedSoFar = (pageNum - 1) * pageSize + listed;
  const isCounted = page.total !== null && page.total >= listed;
  const total = isCounted && page.total !== null ? page.total : listedSoFar;
  const byTotal = isCounted ? Math.ceil(total / pageSize) : listed >= pageSize ? pageNum + 1 : pageNum;
  // A page has at least one row.
  const reported = Math.min(page.pageCount ?? 0, total);
  return { ...page, pageCount: Math.max(pageNum, byTotal, reported), total };
}

/** Code: a list has no more rows; on its first page it has none. */
const END_OF_LIST = 700;
/** After this many pages in a row that are refused so, a list has ended, whatever total the farm counts. */
export const END_REFUSALS = 4;
/** Whether a page was refused because the list has no more rows. */
export const isEndOfList = (failure: Failure | undefined): boolean =>
  failure?.kind === "farm" && failure.code === END_OF_LIST;

/** What an empty page means that the farm's total counts rows for: the same as a refusal with that code. */
export const endOfList: Failure = { kind: "farm", code: END_OF_LIST, message: "", certainty: "not-sent" };

/** The answer to a request behind the end of a list. */
export const emptyPage: ReportedPage<never> = { rows: [], malformed: 0, pageCount: null, total: null, size: null };
