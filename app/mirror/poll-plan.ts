/** The requests of one poll of the task list: list pages first, then tasks by their ids. */
import type { PageRequest } from "../protocol/wire/page";
import { idsByReadTime, readMsOf } from "./read-times";
import type { TaskHistory } from "./task-history";

/** Rows per list request: the most that the current farm returns, and few enough for a fast first response. */
export const PAGE_SIZE = 100;
/** List pages requested in parallel while the history loads: enough to hide the round trip, few enough for a shared farm. */
const PARALLEL_PAGES = 4;
/** Tasks that one queryTaskInfo can return (its response has size 100, endpoints-2018 9.18). */
export const MAX_IDS_PER_REQUEST = 100;
/** Tasks read by id in one poll. */
const MAX_IDS_PER_POLL = 3 * MAX_IDS_PER_REQUEST;
/** A list of up to this length is read completely by every poll: one list page and one request by ids hold it. */
const SHORT_LIST = PAGE_SIZE + MAX_IDS_PER_REQUEST;
/** Rows of the head of a longer list: the head only shows new tasks, the others are read by id. */
const HEAD_SIZE = 20;
/** Ended tasks of a longer list per poll. Half of them are recent, because users restart those far more often. */
const ENDED_PER_POLL = 30;

/** One request for a list page. */
export type ListPage = PageRequest;

const HEAD: ListPage = { pageNum: 1, pageSize: HEAD_SIZE };
const wholePage = (pageNum: number): ListPage => ({ pageNum, pageSize: PAGE_SIZE });

/** The list pages of the next poll: while loading the next ones, afterwards the head and perhaps a failed page or one of a scan. */
export function planPages(history: TaskHistory): readonly ListPage[] {
  if (!history.isComplete) {
    // The first page is requested alone, so that it shows while the others load.
    const from = history.pagesRead + 1;
    if (history.pagesRead === 0) return [wholePage(1)];
    const count = Math.min(PARALLEL_PAGES, history.pageCount - history.pagesRead);
    const pages = Array.from({ length: Math.max(1, count) }, (_, index) => wholePage(from + index));
    // The head tells a page that cannot be read from a farm that does not respond.
    return pages.length > 1 ? pages : [HEAD, ...pages];
  }
  const [failedPage] = history.failedPages.keys();
  if (failedPage !== undefined) return [HEAD, wholePage(failedPage)];
  const isScanning = history.polls % 2 === 1 && history.pageCount > 1 && history.nodes.size !== history.total;
  if (isScanning) return [wholePage(1), wholePage(Math.min(history.nextScanPage, history.pageCount))];
  return [isShortList(history) ? wholePage(1) : HEAD];
}

const isShortList = (history: TaskHistory) => history.nodes.size <= SHORT_LIST;

/** The tasks to read by id besides those `listed` on the pages of this poll: active ones, and ended ones in turns, oldest first. */
export function planTaskIds(history: TaskHistory, listed: ReadonlySet<number>): readonly number[] {
  if (!history.isComplete) return [];
  const maxEnded = isShortList(history) ? MAX_IDS_PER_REQUEST : ENDED_PER_POLL;
  const readMs = (id: number) => readMsOf(history.readTimes, id) ?? 0;
  const oldestFirst = (ids: readonly number[]) =>
    ids.filter((id) => !listed.has(id)).toSorted((a, b) => readMs(a) - readMs(b));
  const active = oldestFirst([...history.active]);
  const recent = oldestFirst([...history.recent].filter((id) => !history.active.has(id)));
  const older: number[] = [];
  for (const id of idsByReadTime(history.readTimes)) {
    if (older.length === maxEnded) break;
    if (!listed.has(id) && !history.active.has(id) && !history.recent.has(id)) older.push(id);
  }
  const first = recent.slice(0, maxEnded / 2);
  const others = [...older, ...recent.slice(maxEnded / 2)].slice(0, maxEnded - first.length);
  return [...active.slice(0, MAX_IDS_PER_POLL - maxEnded), ...first, ...others];
}
