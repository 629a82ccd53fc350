/** One poll of the task list: what the plan says is read, and the responses are merged. */
import { CallError } from "../protocol/wire/call-error";
import { readPage } from "../protocol/wire/read-page";
import type { FarmReader } from "./farm-reader";
import { type ListResponse, mergePoll } from "./merge-poll";
import { missingTaskIds } from "./missing-tasks";
import { planPages, planTaskIds } from "./poll-plan";
import { readTasks } from "./read-tasks";
import type { TaskHistory } from "./task-history";

/**
 * Reads the farm once and returns the new history. `current` returns the history as it is now: others may change it while
 * responses are on their way. Throws CallError when the farm answers no list page, and any other error as it is.
 */
export async function pollOnce(reader: FarmReader, current: () => TaskHistory): Promise<TaskHistory> {
  const pages = await readPages(reader, current());
  const answered = pages.filter((response) => "page" in response);
  const listed = new Set(answered.flatMap(({ page }) => page.rows.map((task) => task.id)));
  const history = current();
  const missing = answered.flatMap(({ pageNum, page }) => missingTaskIds(history, page, pageNum));
  const responses = await readTasks(reader, [...new Set([...planTaskIds(history, listed), ...missing])]);
  const latest = current();
  return { ...mergePoll(latest, pages, responses), polls: latest.polls + 1 };
}

/** The list pages of a poll, each with its response or its failure. */
async function readPages(reader: FarmReader, history: TaskHistory): Promise<readonly ListResponse[]> {
  const pages = await Promise.all(
    planPages(history).map(async (request): Promise<ListResponse> => {
      const requestedMs = Date.now();
      return readPage(() => reader.getTaskList(request), request, history.pageCount).then(
        (page) => ({ ...request, requestedMs, page }),
        (error: unknown) => {
          if (!(error instanceof CallError)) throw error;
          return { ...request, requestedMs, failure: error.failure };
        },
      );
    }),
  );
  const failures = pages.flatMap((response) => ("failure" in response ? response.failure : []));
  const [failure] = failures;
  if (failure && failures.length === pages.length) throw new CallError("getTaskList", failure);
  return pages;
}
