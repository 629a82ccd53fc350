/** List pages that could not be read. */
import { describe, expect, it } from "vitest";
import type { Task } from "../protocol/tasks/task";
import type { Failure } from "../protocol/wire/failure";
import { END_REFUSALS, type Page } from "../protocol/wire/page";
import { makeTask } from "../test/make-task";
import { mergePoll } from "./merge-poll";
import { PAGE_SIZE } from "./poll-plan";
import { emptyHistory, noTasks, type TaskHistory } from "./task-history";

const refusal: Failure = { kind: "farm", code: 600, message: "", certainty: "not-sent" };
const endOfList: Failure = { kind: "farm", code: 700, message: "", certainty: "not-sent" };

const fail = (history: TaskHistory, pageNum: number, failure: Failure = refusal, pageSize = PAGE_SIZE) =>
  mergePoll(history, [{ pageNum, pageSize, failure, requestedMs: 1 }], []);
const read = (history: TaskHistory, pageNum: number, members: Partial<Page<Task>> = {}) => {
  const page = { rows: [makeTask({ id: pageNum })], malformed: 0, pageCount: 9, total: 900, ...members };
  return mergePoll(history, [{ pageNum, pageSize: PAGE_SIZE, page, requestedMs: 1 }], []);
};

/** The first of nine pages is read. */
const loading = read(emptyHistory, 1);

describe("a list page that could not be read", () => {
  it.each([
    ["the next one is passed over and remembered", 2, PAGE_SIZE, 2, [2]],
    ["a later one is remembered", 5, PAGE_SIZE, 1, [5]],
    ["the first one is read by the next poll anyway", 1, PAGE_SIZE, 1, []],
    ["the head is read by the next poll anyway", 1, 20, 1, []],
  ])("%s", (_, pageNum, pageSize, pagesRead, failedPages) => {
    const after = fail(loading, pageNum, refusal, pageSize);
    expect(after).toMatchObject({ pagesRead, isComplete: false });
    expect([...after.failedPages.keys()]).toEqual(failedPages);
  });

  it("ends loading when it is the last one", () => {
    const last = { ...loading, pagesRead: 8 };
    expect(fail(last, 9)).toMatchObject({ pagesRead: 9, isComplete: true });
    expect(fail({ ...loading, pagesRead: 7 }, 8).isComplete).toBe(false);
  });

  it("moves behind the other failed pages when it fails again", () => {
    const after = [2, 3, 2].reduce((history, pageNum) => fail(history, pageNum), loading);
    expect([...after.failedPages.keys()]).toEqual([3, 2]);
  });

  it("is no longer failed when it is read, or when the list has become shorter", () => {
    const failed = [2, 3, 4].reduce((history, pageNum) => fail(history, pageNum), loading);
    expect([...read(failed, 3).failedPages.keys()]).toEqual([2, 4]);
    expect([...read(failed, 1, { pageCount: 3, total: 300 }).failedPages.keys()]).toEqual([2, 3]);
    expect(read(failed, 5).failedPages).toBe(failed.failedPages);
  });

  it("counts as a page of loaded tasks", () => {
    const failed = { ...fail({ ...loading, pageCount: 3 }, 2), pagesRead: 2 };
    expect(read(failed, 3, { pageCount: 3, total: PAGE_SIZE + 2 }).isComplete).toBe(true);
    expect(read(failed, 3, { pageCount: 3, total: PAGE_SIZE + 3 }).isComplete).toBe(false);
  });
});

const failAll = (failures: readonly Failure[]) =>
  failures.reduce((history, failure, index) => fail(history, index + 2, failure), loading);

it("pages behind the end of the list end loading after four in a row", () => {
  const refusals = Array.from({ length: END_REFUSALS }, () => endOfList);
  expect(failAll(refusals).isComplete).toBe(true);
  expect(failAll(refusals.slice(1)).isComplete).toBe(false);
  expect(failAll([...refusals.slice(1), refusal]).isComplete).toBe(false);
});

it("rows that cannot be parsed count as loaded tasks", () => {
  const members = { pageCount: 1, malformed: 2 };
  expect(read(emptyHistory, 1, { ...members, total: 3 }).isComplete).toBe(true);
  expect(read(emptyHistory, 1, { ...members, total: 4 }).isComplete).toBe(false);
});

it("a poll that removes nothing keeps the same empty map of removed tasks", () => {
  const response = { requestedIds: [1], tasks: [makeTask({ id: 1 })], requestedMs: 2 };
  expect(mergePoll(loading, [], [response]).removed).toBe(noTasks);
});
