/** Reads one page of a list, whatever sends the call. */
import { failureOf } from "./call-error";
import { checkPage, emptyPage, isEndOfList, type Page, type PageRequest, type ReportedPage } from "./page";

/**
 * The page with its counts checked. "No more records" is an empty page where the list may end: on page 1, and behind the
 * `pageCount` pages that it is known to have. Rejects as `call` does.
 */
export async function readPage<Row>(
  call: () => Promise<ReportedPage<Row>>,
  request: PageRequest,
  pageCount = 1,
): Promise<Page<Row>> {
  try {
    return checkPage<Row>(await call(), request);
  } catch (error) {
    const mayEnd = request.pageNum === 1 || request.pageNum > pageCount;
    if (mayEnd && isEndOfList(failureOf(error))) return checkPage<Row>(emptyPage, request);
    throw error;
  }
}
