/** Tasks of the history that a list page should contain and does not: probably deleted by somebody else. */
import type { Task } from "../protocol/tasks/task";
import type { Page } from "../protocol/wire/page";
import { MAX_IDS_PER_REQUEST } from "./poll-plan";
import type { TaskHistory } from "./task-history";

/**
 * Ids of tasks that were submitted between the first and the last row of a page and are not on it: to be read by id, at most
 * one request of them. Empty when the rows are not newest first, the order in which the farm lists them.
 */
export function missingTaskIds(history: TaskHistory, page: Page<Task>, pageNum: number): readonly number[] {
  if (!history.isComplete || page.malformed > 0) return [];
  // As many tasks as before and no new one: none was deleted.
  if (page.total === history.nodes.size && page.rows.every((task) => history.nodes.has(task.id))) return [];
  const moments = page.rows.map((task) => task.submittedMs ?? Number.NaN);
  const isNewestFirst = moments.every((ms, index) => index === 0 || ms <= (moments[index - 1] ?? Number.NaN));
  const isOnlyPage = pageNum === 1 && page.pageCount <= 1;
  if (!isOnlyPage && !isNewestFirst) return [];
  const before = pageNum === 1 ? Number.POSITIVE_INFINITY : (moments[0] ?? Number.NaN);
  const after = pageNum >= page.pageCount ? Number.NEGATIVE_INFINITY : (moments.at(-1) ?? Number.NaN);
  const listed = new Set(page.rows.map((task) => task.id));
  const missing: number[] = [];
  for (const [id, { task }] of history.nodes) {
    if (missing.length === MAX_IDS_PER_REQUEST) break;
    const ms = task.submittedMs ?? Number.NaN;
    if (!listed.has(id) && (isOnlyPage || (ms < before && ms > after))) missing.push(id);
  }
  return missing;
}
