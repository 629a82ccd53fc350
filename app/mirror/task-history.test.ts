import { expect, it } from "vitest";
import { makeNode } from "../test/make-task";
import { emptyReadTimes, withReadTime } from "./read-times";
import { emptyHistory, isActive, leftOutCount, MAX_PAGES, oldestAgeMs } from "./task-history";

it("is as old as the task read longest ago, and of unknown age when one was never read", () => {
  const readTimes = withReadTime(withReadTime(emptyReadTimes, [1], 1000), [2], 4000);
  const history = { ...emptyHistory, readTimes };
  expect(oldestAgeMs(history, [1, 2], 5000)).toBe(4000);
  expect(oldestAgeMs(history, [2], 5000)).toBe(1000);
  expect(oldestAgeMs(history, [1, 3], 5000)).toBeNull();
  expect(oldestAgeMs(history, [], 5000)).toBe(0);
});

it("is active while the farm may change the task", () => {
  expect(isActive(makeNode({ id: 1, statusCode: 5 }))).toBe(true);
  expect(isActive(makeNode({ id: 1, statusCode: 25 }))).toBe(false);
});

it("starts empty, with one list page to read", () => {
  expect(emptyHistory).toMatchObject({
    pageCount: 1,
    pagesRead: 0,
    isComplete: false,
    nextScanPage: 2,
    total: 0,
    polls: 0,
  });
});

it("leaves tasks out only of a list that is longer than what is read", () => {
  const list = { ...emptyHistory, total: 50_000 };
  expect(leftOutCount({ ...list, pagesRead: MAX_PAGES - 1 })).toBe(0);
  expect(leftOutCount({ ...list, pagesRead: MAX_PAGES })).toBe(50_000);
  expect(leftOutCount({ ...list, pagesRead: MAX_PAGES, total: -1 })).toBe(0);
});
