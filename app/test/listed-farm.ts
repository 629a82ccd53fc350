/** A farm that only has a task list, and polls of it, for tests of the task history with thousands of polls. */
import fc from "fast-check";
import { type ListResponse, mergePoll } from "../mirror/merge-poll";
import { MAX_IDS_PER_REQUEST, PAGE_SIZE, planPages, planTaskIds } from "../mirror/poll-plan";
import { emptyHistory, type TaskHistory } from "../mirror/task-history";
import type { Task } from "../protocol/tasks/task";
import type { Page } from "../protocol/wire/page";
import { makeTask } from "./make-task";

/** Default rows per list page: few, so that short lists have several pages. */
export const ROWS = 4;
const ACTIVE = 5;
const ENDED = 25;

export type ListChange =
  | { readonly kind: "insert"; readonly isActive: boolean }
  | { readonly kind: "delete" | "change"; readonly at: number };

export const anyChange: fc.Arbitrary<ListChange> = fc.oneof(
  fc.record({ kind: fc.constant("insert" as const), isActive: fc.boolean() }),
  fc.record({ kind: fc.constantFrom("delete" as const, "change" as const), at: fc.nat(1000) }),
);

/** A list of tasks, newest first. Its clock (epoch ms) advances by 1 with every poll. */
export class ListedFarm {
  tasks: Task[] = [];
  nowMs = 1;
  listRequests = 0;
  idRequests = 0;
  readonly rows: number;
  private nextId = 1;

  constructor(rows = ROWS) {
    this.rows = rows;
  }

  apply(change: ListChange): void {
    if (change.kind === "insert") {
      const id = this.nextId;
      const statusCode = change.isActive ? ACTIVE : ENDED;
      this.tasks.unshift(makeTask({ id, statusCode, sceneName: `${id}`, submittedMs: this.nowMs }));
      this.nextId += 1;
      return;
    }
    const index = change.at % this.tasks.length;
    const task = this.tasks[index];
    if (task === undefined) return;
    if (change.kind === "delete") this.tasks.splice(index, 1);
    else this.tasks[index] = { ...task, doneFrames: task.doneFrames + 1 };
  }

  /** One list page. A request for less than a full page (the head of the list) gets as many rows as requested. */
  page(pageNum: number, pageSize = PAGE_SIZE): Page<Task> {
    this.listRequests += 1;
    const size = pageSize < PAGE_SIZE ? pageSize : this.rows;
    return {
      rows: this.tasks.slice((pageNum - 1) * size, pageNum * size),
      malformed: 0,
      pageCount: Math.ceil(this.tasks.length / size),
      total: this.tasks.length,
    };
  }

  byIds(ids: readonly number[]): Task[] {
    this.idRequests += Math.ceil(ids.length / MAX_IDS_PER_REQUEST);
    return this.tasks.filter((task) => ids.includes(task.id));
  }
}

/** A farm with tasks, every seventh of them active. */
export function farmWith(count: number): ListedFarm {
  const farm = new ListedFarm();
  for (let index = 0; index < count; index += 1) farm.apply({ kind: "insert", isActive: index % 7 === 0 });
  return farm;
}

/** One poll as the query sends it; `between` runs after each list page. */
export function poll(history: TaskHistory, farm: ListedFarm, between: () => void = () => undefined): TaskHistory {
  farm.nowMs += 1;
  const requestedMs = farm.nowMs;
  const pages: Extract<ListResponse, { page: unknown }>[] = [];
  for (const request of planPages(history)) {
    pages.push({ ...request, page: farm.page(request.pageNum, request.pageSize), requestedMs });
    between();
  }
  const listed = new Set(pages.flatMap(({ page }) => page.rows.map(({ id }) => id)));
  const requestedIds = planTaskIds(history, listed);
  const merged = mergePoll(history, pages, [{ requestedIds, tasks: farm.byIds(requestedIds), requestedMs }]);
  return { ...merged, polls: history.polls + 1 };
}

export function pollRepeatedly(history: TaskHistory, farm: ListedFarm, count: number): TaskHistory {
  let next = history;
  for (let polls = 0; polls < count; polls += 1) next = poll(next, farm);
  return next;
}

/** The history after it has loaded and every task has been fetched again at least once. */
export const settledHistory = (farm: ListedFarm, history: TaskHistory = emptyHistory): TaskHistory =>
  pollRepeatedly(history, farm, 5 * Math.ceil(farm.tasks.length / ROWS) + 12);

/** The history after one list page. */
export const mergeList = (history: TaskHistory, page: Page<Task>, pageNum: number, requestedMs: number) =>
  mergePoll(history, [{ pageNum, pageSize: PAGE_SIZE, page, requestedMs }], []);
/** The history after tasks requested by their ids. */
export const mergeIds = (
  history: TaskHistory,
  requestedIds: readonly number[],
  tasks: readonly Task[],
  requestedMs: number,
) => mergePoll(history, [], [{ requestedIds, tasks, requestedMs }]);
