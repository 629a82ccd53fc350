import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Task } from "../protocol/tasks/task";
import { makeTask } from "../test/make-task";
import { mergePoll } from "./merge-poll";
import { missingTaskIds } from "./missing-tasks";
import { MAX_IDS_PER_REQUEST, PAGE_SIZE } from "./poll-plan";
import { emptyHistory, type TaskHistory } from "./task-history";

const SIZE = 4;

/** One page of a list in pages of four. */
const pageOf = (tasks: readonly Task[], pageNum: number, size = SIZE) => ({
  rows: tasks.slice((pageNum - 1) * size, pageNum * size),
  malformed: 0,
  pageNum,
  pageCount: Math.ceil(tasks.length / size),
  total: tasks.length,
  size,
});

/** Tasks with these ids, newest first; the larger the id the later it was submitted. */
const listOf = (count: number) =>
  Array.from({ length: count }, (_, index) => makeTask({ id: count - index, submittedMs: (count - index) * 1000 }));

function historyOf(tasks: readonly Task[]): TaskHistory {
  let history = emptyHistory;
  for (let pageNum = 1; pageNum <= Math.max(1, Math.ceil(tasks.length / SIZE)); pageNum += 1)
    history = mergePoll(history, [{ pageNum, pageSize: PAGE_SIZE, page: pageOf(tasks, pageNum), requestedMs: 1 }], []);
  return history;
}

describe("missingTaskIds", () => {
  it("returns exactly the deleted tasks of each page, but those between two pages", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.array(fc.nat(29)), (count, positions) => {
        const before = listOf(count);
        const deleted = new Set(positions);
        const left = before.filter((_, index) => !deleted.has(index));
        const history = historyOf(before);
        const missing = Array.from({ length: Math.ceil(left.length / SIZE) }, (_, index) =>
          missingTaskIds(history, pageOf(left, index + 1), index + 1),
        ).flat();
        const edge = (id: number) => {
          const newer = left.filter((task) => task.id > id).length;
          return newer > 0 && newer < left.length && newer % SIZE === 0;
        };
        const all = before.filter((task) => !left.includes(task)).map((task) => task.id);
        expect(new Set(missing)).toEqual(new Set(left.length > 0 ? all.filter((id) => !edge(id)) : []));
      }),
    );
  });

  it("returns one request of tasks when the only page is empty", () => {
    const history = historyOf(listOf(MAX_IDS_PER_REQUEST + 20));
    expect(missingTaskIds(history, pageOf([], 1), 1)).toHaveLength(MAX_IDS_PER_REQUEST);
  });

  it("returns nothing for a page with malformed rows, in another order, or while the history loads", () => {
    const tasks = listOf(12);
    const history = historyOf(tasks);
    const without = tasks.filter((task) => task.id !== 11);
    expect(missingTaskIds(history, pageOf(without, 1), 1)).toEqual([11]);
    expect(missingTaskIds(history, { ...pageOf(without, 1), malformed: 1 }, 1)).toEqual([]);
    expect(missingTaskIds(history, pageOf(without.toReversed(), 1), 1)).toEqual([]);
    expect(missingTaskIds({ ...history, isComplete: false }, pageOf(without, 1), 1)).toEqual([]);
  });

  it("returns nothing for a page of known tasks while the total is unchanged", () => {
    const tasks = listOf(12);
    const page = { ...pageOf(tasks.slice(1), 1), total: 12 };
    expect(missingTaskIds(historyOf(tasks), page, 1)).toEqual([]);
    expect(missingTaskIds(historyOf(tasks), { ...page, total: 13 }, 1)).toEqual([12]);
  });

  it("compares the only page with the whole history, in any order and without submission times", () => {
    const tasks = [1, 2, 3].map((id) => makeTask({ id, submittedMs: id === 3 ? null : id }));
    expect(missingTaskIds(historyOf(tasks), pageOf(tasks.slice(0, 2), 1), 1)).toEqual([3]);
    const twoPages = { ...pageOf(tasks.slice(0, 2).toReversed(), 1), pageCount: 2 };
    expect(missingTaskIds(historyOf(tasks), twoPages, 1)).toEqual([]);
  });

  it("accepts rows that were submitted in the same second", () => {
    const tasks = [3, 2, 1].map((id) => makeTask({ id, submittedMs: id === 1 ? 1 : 2 }));
    const history = historyOf([makeTask({ id: 9, submittedMs: 3 }), ...tasks, makeTask({ id: 0, submittedMs: 0 })]);
    const page = { ...pageOf(tasks, 1), pageCount: 2, total: 4 };
    expect(missingTaskIds(history, page, 1)).toEqual([9]);
    expect(missingTaskIds(history, page, 2)).toEqual([0]);
  });

  it("returns a task that is missing from a page with a new one, whatever the total", () => {
    const tasks = listOf(12);
    const page = { ...pageOf(listOf(13), 1), total: 12 };
    const rows = page.rows.filter((task) => task.id !== 12);
    expect(missingTaskIds(historyOf(tasks), { ...page, rows }, 1)).toEqual([12]);
  });

  it("returns nothing for an empty page behind the first", () => {
    expect(missingTaskIds(historyOf(listOf(3)), { ...pageOf([], 2), pageCount: 1, total: 1 }, 2)).toEqual([]);
  });

  it("returns no task that was submitted with the first or last row of a page: another page may have it", () => {
    const history = historyOf([5, 4, 3, 2, 1].map((id) => makeTask({ id, submittedMs: id > 3 ? 20 : 10 })));
    const rows = [makeTask({ id: 5, submittedMs: 20 }), makeTask({ id: 3, submittedMs: 10 })];
    const page = { rows, malformed: 0, pageCount: 3, total: 4 };
    expect(missingTaskIds(history, page, 2)).toEqual([]);
  });
});
