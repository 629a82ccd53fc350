import { describe, expect, it } from "vitest";
import { mergeIds } from "../test/listed-farm";
import { makeTask } from "../test/make-task";
import { MAX_IDS_PER_REQUEST, planPages, planTaskIds } from "./poll-plan";
import { emptyHistory, type TaskHistory } from "./task-history";

const NOW = 100 * 24 * 3_600_000;
const ACTIVE = 5;
const ENDED = 25;

/** A complete history; the larger the id, the later the task was read. */
function historyOf(count: number, task: (id: number) => { statusCode: number; submittedMs: number }): TaskHistory {
  let history: TaskHistory = { ...emptyHistory, isComplete: true, total: count };
  for (let id = 1; id <= count; id += 1) history = mergeIds(history, [id], [makeTask({ id, ...task(id) })], NOW + id);
  return history;
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("planPages", () => {
  const longList = historyOf(201, () => ({ statusCode: ENDED, submittedMs: 0 }));

  it("requests a whole page of up to 200 tasks and 20 rows of a longer list", () => {
    expect(planPages(historyOf(200, () => ({ statusCode: ENDED, submittedMs: 0 })))).toEqual([
      { pageNum: 1, pageSize: 100 },
    ]);
    expect(planPages(longList)).toEqual([{ pageNum: 1, pageSize: 20 }]);
  });

  it("scans at odd polls, when there are more pages and the farm counts differently", () => {
    const differs = { ...longList, pageCount: 3, total: 202, nextScanPage: 2, polls: 1 };
    expect(planPages(differs)).toEqual([
      { pageNum: 1, pageSize: 100 },
      { pageNum: 2, pageSize: 100 },
    ]);
    const head = [{ pageNum: 1, pageSize: 20 }];
    expect(planPages({ ...differs, polls: 2 })).toEqual(head);
    expect(planPages({ ...differs, pageCount: 1 })).toEqual(head);
    expect(planPages({ ...differs, total: 201 })).toEqual(head);
  });

  it("scans the last page when the list became shorter", () => {
    const shorter = { ...longList, pageCount: 3, total: 202, nextScanPage: 5, polls: 1 };
    expect(planPages(shorter).map(({ pageNum }) => pageNum)).toEqual([1, 3]);
  });

  it("loads the pages that are left, at most four, and a single one with the head", () => {
    const plans = [0, 1, 5, 7].map((pagesRead) => planPages({ ...emptyHistory, pagesRead, pageCount: 7 }));
    expect(plans.map((plan) => plan.map(({ pageNum }) => pageNum))).toEqual([[1], [2, 3, 4, 5], [6, 7], [1, 8]]);
  });
});

describe("planTaskIds", () => {
  it("requests nothing while the history loads", () => {
    const history = historyOf(3, () => ({ statusCode: ACTIVE, submittedMs: 0 }));
    expect(planTaskIds({ ...history, isComplete: false }, new Set())).toEqual([]);
  });

  it("leaves out tasks of the list pages", () => {
    const history = historyOf(6, (id) => ({
      statusCode: id <= 2 ? ACTIVE : ENDED,
      submittedMs: id === 3 || id === 4 ? NOW : 0,
    }));
    expect(planTaskIds(history, new Set())).toEqual([1, 2, 3, 4, 5, 6]);
    expect(planTaskIds(history, new Set([1, 3, 5]))).toEqual([2, 4, 6]);
  });

  it("requests the tasks read longest ago first: 15 recent ones and 15 others of a long list", () => {
    const history = historyOf(400, (id) => ({ statusCode: ENDED, submittedMs: id <= 200 ? NOW : 0 }));
    expect(planTaskIds(history, new Set())).toEqual([...range(1, 15), ...range(201, 215)]);
  });

  it("fills the turns of the others with recent tasks, and at most half of the turns first", () => {
    const recent = historyOf(300, () => ({ statusCode: ENDED, submittedMs: NOW }));
    expect(planTaskIds(recent, new Set())).toEqual(range(1, 30));
    const others = historyOf(300, () => ({ statusCode: ENDED, submittedMs: 0 }));
    expect(planTaskIds(others, new Set())).toEqual(range(1, 30));
  });

  it("requests 270 active tasks of a long list at most, and 200 of a short one", () => {
    const long = historyOf(350, (id) => ({ statusCode: id <= 300 ? ACTIVE : ENDED, submittedMs: 0 }));
    expect(planTaskIds(long, new Set())).toEqual([...range(1, 270), ...range(301, 330)]);
    const short = historyOf(200, () => ({ statusCode: ACTIVE, submittedMs: NOW }));
    expect(planTaskIds(short, new Set())).toHaveLength(2 * MAX_IDS_PER_REQUEST);
  });
});
