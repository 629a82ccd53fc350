/** The task history after the responses of a poll or of a search. Responses come in any order: the newest request wins. */
import type { Task } from "../protocol/tasks/task";
import { buildTaskTree, type TaskNode } from "../protocol/tasks/task-tree";
import type { Failure } from "../protocol/wire/failure";
import { END_REFUSALS, endOfList, isEndOfList, type Page, rowCount } from "../protocol/wire/page";
import { type ListPage, PAGE_SIZE } from "./poll-plan";
import { readMsOf, withoutReadTimes, withReadTime } from "./read-times";
import { areTasksEqual } from "./task-equality";
import { isActive, MAX_PAGES, noTasks, type TaskHistory } from "./task-history";

const RECENT_MS = 48 * 3_600_000;
/** Longer than any response takes, ms. */
const LONGEST_RESPONSE_MS = 10 * 60_000;

/** A list page with its response or its failure, and the moment of the request (epoch ms). */
export type ListResponse = ListPage & { readonly requestedMs: number } & (
    | { readonly page: Page<Task> }
    | { readonly failure: Failure }
  );
/** The response to a request for tasks by their ids. */
export type TasksResponse = {
  readonly requestedIds: readonly number[];
  readonly tasks: readonly Task[];
  readonly requestedMs: number;
};

/** The history after a poll. Tasks requested by id that did not come back are removed. */
export function mergePoll(
  history: TaskHistory,
  pages: readonly ListResponse[],
  responses: readonly TasksResponse[],
): TaskHistory {
  let merged: TaskHistory = history;
  for (const response of pages) merged = applyList(merged, response);
  return mergeResponses(merged, responses);
}

function applyList(history: TaskHistory, response: ListResponse): TaskHistory {
  if ("failure" in response) return applyFailure(history, response);
  if (isGap(response)) return applyFailure(history, { ...response, failure: endOfList });
  const { page, requestedMs } = response;
  return applyListPage(mergeTasks(history, page.rows, requestedMs), response, hasNews(history, page));
}

/** Whether a page is empty although the farm's total counts rows for it. */
const isGap = ({ pageNum, pageSize, page }: ListPage & { readonly page: Page<Task> }): boolean =>
  pageSize === PAGE_SIZE && rowCount(page) === 0 && page.total > (pageNum - 1) * PAGE_SIZE;

/** The history after tasks were requested by id; those that did not come back are removed. */
export function mergeResponses(history: TaskHistory, responses: readonly TasksResponse[]): TaskHistory {
  let merged: TaskHistory = { ...history, removed: noTasks };
  for (const response of responses) merged = applyTasks(merged, response);
  return merged;
}

/** The history with the tasks of a search at the farm, on whatever list pages they are. */
export function mergeSearchResults(history: TaskHistory, tasks: readonly Task[], requestedMs: number): TaskHistory {
  const merged = mergeTasks(history, tasks, requestedMs);
  return { ...merged, total: Math.max(merged.total, merged.nodes.size) };
}

function applyTasks(history: TaskHistory, { requestedIds, tasks, requestedMs }: TasksResponse): TaskHistory {
  const present = new Set(tasks.filter((task) => !task.isDeleted).map((task) => task.id));
  const missing = requestedIds.filter((id) => !present.has(id) && !hasNewerResponse(history, id, requestedMs));
  const deleted = tasks.filter((task) => task.isDeleted && history.nodes.has(task.id) && missing.includes(task.id));
  const removed = new Map([...history.removed, ...deleted.map((task) => [task.id, buildTaskTree(task)] as const)]);
  const merged = mergeTasks(history, tasks, requestedMs);
  return removeTasks(deleted.length === 0 ? merged : { ...merged, removed }, missing, requestedMs);
}

/** Whether a moment is later than a request. One that is much later was noted before the clock went back, and means nothing. */
const isLater = (readMs: number, requestedMs: number) =>
  readMs > requestedMs && readMs < requestedMs + LONGEST_RESPONSE_MS;

/** Whether the history already holds the response to a later request for the task. */
const hasNewerResponse = (history: TaskHistory, id: number, requestedMs: number) =>
  isLater(readMsOf(history.readTimes, id) ?? history.removedAtMs.get(id) ?? 0, requestedMs);

/** Whether a page has a task that the history lacks, or a row that cannot be parsed. */
const hasNews = ({ nodes }: TaskHistory, { rows, malformed }: Page<Task>): boolean =>
  malformed > 0 || rows.some(({ id }) => !nodes.has(id));

/** Applies the paging of a list page. The head, which is shorter than a page, only carries the total. */
function applyListPage(
  history: TaskHistory,
  { pageNum, pageSize, page, requestedMs }: Extract<ListResponse, { page: unknown }>,
  isNews: boolean,
): TaskHistory {
  const { total, totalReadMs } = isLater(history.totalReadMs, requestedMs)
    ? history
    : { total: page.total, totalReadMs: requestedMs };
  if (pageSize < PAGE_SIZE) return { ...history, total, totalReadMs };
  const pageCount = Math.min(MAX_PAGES, Math.max(1, page.pageCount));
  const pagesRead = pageNum === history.pagesRead + 1 ? pageNum : history.pagesRead;
  const malformed = countMalformed(history.malformed, pageNum, page.malformed);
  const isRead = pagesRead >= pageCount && countLoaded({ ...history, malformed }) >= total;
  // Behind its own count a farm may repeat a page for ever.
  const isRepeated = pageNum > Math.ceil(total / PAGE_SIZE) && !isNews;
  const isEnd = rowCount(page) === 0 || isRead || isRepeated || pagesRead >= MAX_PAGES;
  return {
    ...history,
    total,
    totalReadMs,
    pageCount,
    pagesRead,
    isComplete: history.isComplete || isEnd,
    failedPages: withoutPages(history.failedPages, (failed) => failed === pageNum || failed > pageCount),
    malformed,
    nextScanPage: pageNum === 1 ? history.nextScanPage : pageNum >= pageCount ? 2 : pageNum + 1,
  };
}

/** Tasks that are loaded, cannot be parsed or are on failed pages: when they are fewer than the farm counts, a page may follow. */
function countLoaded({ nodes, malformed, failedPages }: TaskHistory): number {
  const unreadable = [...malformed.values()].reduce((sum, rows) => sum + rows, 0);
  return nodes.size + unreadable + failedPages.size * PAGE_SIZE;
}

/** A page that could not be read is passed over and tried again later. The head is read by the next poll anyway. */
function applyFailure(
  history: TaskHistory,
  { pageNum, pageSize, failure }: Extract<ListResponse, { failure: unknown }>,
): TaskHistory {
  if (pageSize < PAGE_SIZE || pageNum === 1) return history;
  const pagesRead = pageNum === history.pagesRead + 1 ? pageNum : history.pagesRead;
  // Set last: the next poll tries another failed page first.
  const failedPages = withoutPages(history.failedPages, (failed) => failed === pageNum);
  const failed = new Map(failedPages).set(pageNum, failure);
  const lastPages = Array.from({ length: END_REFUSALS }, (_, back) => failed.get(pageNum - back));
  const isEnd = pagesRead >= history.pageCount || lastPages.every(isEndOfList);
  return { ...history, pagesRead, isComplete: history.isComplete || isEnd, failedPages: failed };
}

/** The same map when no page is left out: its identity is subscribed to. */
function withoutPages(pages: TaskHistory["failedPages"], isLeftOut: (pageNum: number) => boolean) {
  const left = [...pages].filter(([pageNum]) => !isLeftOut(pageNum));
  return left.length === pages.size ? pages : new Map(left);
}

function countMalformed(counts: TaskHistory["malformed"], pageNum: number, malformed: number) {
  if ((counts.get(pageNum) ?? 0) === malformed) return counts;
  return new Map(counts).set(pageNum, malformed);
}

/** The history without these tasks; a response to a request before `requestedMs` does not bring them back. */
export function removeTasks(history: TaskHistory, ids: readonly number[], requestedMs: number): TaskHistory {
  if (ids.length === 0) return history;
  const remembered = [...history.removedAtMs].filter(([, ms]) => ms > requestedMs - LONGEST_RESPONSE_MS);
  const removedAtMs = new Map([...remembered, ...ids.map((id) => [id, requestedMs] as const)]);
  const present = ids.filter((id) => history.nodes.has(id));
  if (present.length === 0) return { ...history, removedAtMs };
  const nodes = new Map(history.nodes);
  const active = new Set(history.active);
  const recent = new Set(history.recent);
  for (const id of present) for (const collection of [nodes, active, recent]) collection.delete(id);
  const readTimes = withoutReadTimes(history.readTimes, present);
  const total = Math.max(nodes.size, history.total - present.length);
  const totalReadMs = Math.max(requestedMs, history.totalReadMs);
  return { ...history, nodes, readTimes, removedAtMs, active, recent, total, totalReadMs };
}

const setMembership = (ids: Set<number>, id: number, isMember: boolean) => (isMember ? ids.add(id) : ids.delete(id));

/** The history with tasks that were requested at `requestedMs` (epoch ms). What a later request brought is kept. */
export function mergeTasks(history: TaskHistory, tasks: readonly Task[], requestedMs: number): TaskHistory {
  // Copied at the first difference only: subscribers compare the identity of `nodes`.
  let nodes: Map<number, TaskNode> | null = null;
  const active = new Set(history.active);
  const recent = new Set(history.recent);
  const readIds: number[] = [];
  for (const task of tasks) {
    // A child requested by its own id is already part of its shell; only top-level tasks are rows of the list.
    if (task.isDeleted || (task.parentId !== null && history.nodes.has(task.parentId))) continue;
    if (hasNewerResponse(history, task.id, requestedMs)) continue;
    const current = (nodes ?? history.nodes).get(task.id);
    if (current === undefined || (current.task !== task && !areTasksEqual(current.task, task))) {
      const node = buildTaskTree(task);
      nodes ??= new Map(history.nodes);
      nodes.set(task.id, node);
      setMembership(active, task.id, isActive(node));
    }
    setMembership(recent, task.id, (task.submittedMs ?? 0) > requestedMs - RECENT_MS);
    readIds.push(task.id);
  }
  const readTimes = withReadTime(history.readTimes, readIds, requestedMs);
  return { ...history, nodes: nodes ?? history.nodes, active, recent, readTimes };
}
