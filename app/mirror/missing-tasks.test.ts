import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Task } from "../protocol/tasks/task";
import { makeTask } from "../test/make-task";
import { missingFrom } from "./missing-tasks";
import { emptyHistory, INFO_SIZE, mergeStep, PAGE_SIZE, type TaskHistory } from "./task-history";

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
    history = mergeStep(history, [{ pageNum, pageSize: PAGE_SIZE, page: pageOf(tasks, pageNum), askedMs: 1 }], []);
  return history;
}

describe("what is missing from a page", () => {
  it("is, page by page, exactly what was deleted, but for what stood between two pages", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.array(fc.nat(29)), (count, gone) => {
        const before = listOf(count);
        const deleted = new Set(gone);
        const left = before.filter((_, index) => !deleted.has(index));
        const history = historyOf(before);
        const found = Array.from({ length: Math.ceil(left.length / SIZE) }, (_, index) =>
          missingFrom(history, pageOf(left, index + 1), index + 1),
        ).flat();
        const edge = (id: number) => {
          const newer = left.filter((task) => task.id > id).length;
          return newer > 0 && newer < left.length && newer % SIZE === 0;
        };
        const all = before.filter((task) => !left.includes(task)).map((task) => task.id);
        expect(new Set(found)).toEqual(new Set(left.length > 0 ? all.filter((id) => !edge(id)) : []));
      }),
    );
  });

  it("is everything when the only page is empty, as much as one request holds", () => {
    const history = historyOf(listOf(INFO_SIZE + 20));
    expect(missingFrom(history, pageOf([], 1), 1)).toHaveLength(INFO_SIZE);
  });

  it("is nothing on a page with rows that could not be read, in another order, or while the history loads", () => {
    const tasks = listOf(12);
    const history = historyOf(tasks);
    const without = tasks.filter((task) => task.id !== 11);
    expect(missingFrom(history, pageOf(without, 1), 1)).toEqual([11]);
    expect(missingFrom(history, { ...pageOf(without, 1), malformed: 1 }, 1)).toEqual([]);
    expect(missingFrom(history, pageOf(without.toReversed(), 1), 1)).toEqual([]);
    expect(missingFrom({ ...history, complete: false }, pageOf(without, 1), 1)).toEqual([]);
  });
});
