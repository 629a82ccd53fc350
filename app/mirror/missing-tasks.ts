/** Tasks that a list page should hold and does not: they were deleted elsewhere, or so it seems. Pure. */
import type { Task } from "../protocol/tasks/task";
import type { Page } from "../protocol/wire/wire";
import { INFO_SIZE, type TaskHistory } from "./task-history";

/**
 * Ids of known tasks that stand between the first and the last row of a page, were submitted in between and are not on it:
 * to be asked for by id, as many as one request holds. None when the rows do not stand newest first, as the farm lists them.
 */
export function missingFrom(history: TaskHistory, page: Page<Task>, pageNum: number): readonly number[] {
  if (!history.complete || page.malformed > 0) return [];
  // As many as before and none that is new: nobody has gone.
  if (page.total === history.nodes.size && page.rows.every((task) => history.nodes.has(task.id))) return [];
  const moments = page.rows.map((task) => task.submittedMs ?? Number.NaN);
  const newestFirst = moments.every((ms, index) => index === 0 || ms <= (moments[index - 1] ?? Number.NaN));
  const whole = pageNum === 1 && page.pageCount <= 1;
  if (!whole && !newestFirst) return [];
  const before = pageNum === 1 ? Number.POSITIVE_INFINITY : (moments[0] ?? Number.NaN);
  const after = pageNum >= page.pageCount ? Number.NEGATIVE_INFINITY : (moments.at(-1) ?? Number.NaN);
  const listed = new Set(page.rows.map((task) => task.id));
  const missing: number[] = [];
  for (const [id, { task }] of history.nodes) {
    if (missing.length === INFO_SIZE) break;
    const ms = task.submittedMs ?? Number.NaN;
    if (!listed.has(id) && (whole || (ms < before && ms > after))) missing.push(id);
  }
  return missing;
}
