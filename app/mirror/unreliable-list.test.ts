/** Loading of a list whose farm counts its pages wrongly or refuses some of them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Failure } from "../protocol/wire/failure";
import { checkPage, emptyPage } from "../protocol/wire/page";
import { makeTask } from "../test/make-task";
import { type ListResponse, mergePoll } from "./merge-poll";
import { type ListPage, PAGE_SIZE, planPages } from "./poll-plan";
import { emptyHistory, hasEveryTask, leftOutCount, MAX_PAGES, type TaskHistory } from "./task-history";

const tasks = Array.from({ length: 450 }, (_, index) => makeTask({ id: 1000 - index, statusCode: 25 }));
const refusal: Failure = { kind: "farm", code: 600, message: "", certainty: "not-sent" };

type UnreliableFarm = {
  /** Tasks of the list. */
  readonly count: number;
  /** Most rows of a page; the farm may send fewer than requested. */
  readonly rows: number;
  readonly pageCount: number | null;
  readonly total: number | null;
  readonly refused: ReadonlySet<number>;
};

function answer({ count, rows, pageCount, total, refused }: UnreliableFarm, request: ListPage): ListResponse {
  const { pageNum } = request;
  const size = Math.min(rows, request.pageSize);
  if (pageNum > 1 && refused.has(pageNum)) return { ...request, requestedMs: 1, failure: refusal };
  const listed = tasks.slice(0, count).slice((pageNum - 1) * size, pageNum * size);
  const page = { ...emptyPage, rows: listed, pageCount, total };
  return { ...request, requestedMs: 1, page: checkPage(page, request) };
}

/** Polls until loading is over, and a few times more. Returns the history and the number of whole pages requested. */
function load(farm: UnreliableFarm, start: TaskHistory = emptyHistory) {
  let history = start;
  let requests = 0;
  for (let polls = 0, after = 0; after < 8 && polls < 60; polls += 1) {
    const pages = planPages(history);
    requests += history.isComplete ? 0 : pages.filter(({ pageSize }) => pageSize === PAGE_SIZE).length;
    history = {
      ...mergePoll(
        history,
        pages.map((page) => answer(farm, page)),
        [],
      ),
      polls: polls + 1,
    };
    after += history.isComplete ? 1 : 0;
  }
  return { history, requests };
}

const idsOf = (history: TaskHistory) => [...history.nodes.keys()].toSorted((a, b) => b - a);
const listedIds = ({ count }: UnreliableFarm, isReadable: (pageNum: number) => boolean = () => true) =>
  tasks.slice(0, count).flatMap(({ id }, index) => (isReadable(Math.floor(index / PAGE_SIZE) + 1) ? [id] : []));

const count = fc.integer({ min: 0, max: tasks.length });
const noPages: ReadonlySet<number> = new Set();

describe("a list of a farm that counts wrongly", () => {
  it("is read to its total or to an empty page, with at most one page more than it has", () => {
    const wrongCount = fc.oneof(fc.constant(null), fc.constantFrom(0, 1, 2, 4, 1_000_000));
    const rows = fc.constantFrom(50, PAGE_SIZE);
    fc.assert(
      fc.property(count, rows, wrongCount, fc.boolean(), (tasksListed, rowsListed, pageCount, hasTotal) => {
        // A short page without a total is the end of the list, unless the number of pages is right.
        fc.pre(hasTotal || rowsListed === PAGE_SIZE);
        const total = hasTotal ? tasksListed : null;
        const farm = { count: tasksListed, rows: rowsListed, pageCount, total, refused: noPages };
        const { history, requests } = load(farm);
        expect(history.isComplete).toBe(true);
        expect(idsOf(history)).toEqual(listedIds(farm));
        expect(requests).toBeLessThanOrEqual(Math.max(1, Math.ceil(tasksListed / rowsListed)) + 4);
      }),
    );
  });
});

it.each([null, 450, 1000])(
  "ends one page behind the end when the farm repeats its last page and counts %s",
  (total) => {
    const farm = { count: 450, rows: PAGE_SIZE, pageCount: null, total, refused: noPages };
    let requests = 0;
    let history: TaskHistory = emptyHistory;
    for (let polls = 0; polls < 40 && !history.isComplete; polls += 1) {
      const pages = planPages(history);
      requests += pages.length;
      const repeated = pages.map((page) =>
        answer({ ...farm, count: 400 }, { ...page, pageNum: Math.min(4, page.pageNum) }),
      );
      history = mergePoll(
        history,
        repeated.map((response, index) => ({ ...response, pageNum: pages[index]?.pageNum ?? 1 })),
        [],
      );
    }
    expect([history.isComplete, history.nodes.size]).toEqual([true, 400]);
    expect(requests).toBeLessThan(20);
  },
);

it("stops after a number of pages of a farm that lists without end, and says how many tasks are left out", () => {
  const total = 2 ** 31;
  let history: TaskHistory = emptyHistory;
  let requests = 0;
  const list = (request: ListPage): ListResponse => {
    requests += 1;
    const rows = Array.from({ length: 10 }, (_, index) =>
      makeTask({ id: total - request.pageNum * PAGE_SIZE - index, statusCode: 25 }),
    );
    return { ...request, requestedMs: 1, page: checkPage({ ...emptyPage, rows, total }, request) };
  };
  for (let polls = 0; polls < 200 && !history.isComplete; polls += 1) {
    history = mergePoll(history, planPages(history).map(list), []);
  }
  expect([history.isComplete, hasEveryTask(history), history.pageCount]).toEqual([true, false, MAX_PAGES]);
  expect(leftOutCount(history)).toBe(total - history.nodes.size);
  expect(requests).toBeLessThan(1.3 * MAX_PAGES);
  for (let polls = 0; polls < 10; polls += 1) {
    history = { ...mergePoll(history, planPages(history).map(list), []), polls };
    expect(planPages(history).every(({ pageNum }) => pageNum <= MAX_PAGES)).toBe(true);
  }
}, 30_000);

it("ends after four pages without records, however many tasks the farm counts", () => {
  const end: Failure = { kind: "farm", code: 700, message: "", certainty: "not-sent" };
  let history = emptyHistory;
  let requests = 0;
  while (!history.isComplete && requests < 100) {
    const pages = planPages(history);
    requests += pages.length;
    const respond = (page: ListPage): ListResponse =>
      page.pageNum > 3
        ? { ...page, requestedMs: 1, failure: end }
        : answer({ count: 250, rows: PAGE_SIZE, pageCount: null, total: 1_000_000, refused: noPages }, page);
    history = mergePoll(history, pages.map(respond), []);
  }
  expect(history.nodes.size).toBe(250);
  expect(requests).toBeLessThan(12);
});

describe("a list with pages that the farm refuses", () => {
  it("holds the tasks of all other pages, names the refused ones, and reads them when it can", () => {
    const pages = fc.uniqueArray(fc.integer({ min: 2, max: 5 })).map((refused) => new Set(refused));
    fc.assert(
      fc.property(count, pages, (tasksListed, refused) => {
        const pageCount = Math.max(1, Math.ceil(tasksListed / PAGE_SIZE));
        const farm = { count: tasksListed, rows: PAGE_SIZE, pageCount, total: tasksListed, refused };
        const { history } = load(farm);
        const failed = [...refused].filter((pageNum) => pageNum <= pageCount);
        expect(history.isComplete).toBe(true);
        expect(idsOf(history)).toEqual(listedIds(farm, (pageNum) => !refused.has(pageNum)));
        expect([...history.failedPages.keys()].toSorted((a, b) => a - b)).toEqual(failed.toSorted((a, b) => a - b));
        expect(hasEveryTask(history)).toBe(failed.length === 0);
        const healed = load({ ...farm, refused: noPages }, history).history;
        expect(idsOf(healed)).toEqual(listedIds(farm));
        expect(hasEveryTask(healed)).toBe(true);
      }),
    );
  });

  it("tries one failed page with each poll, in turns", () => {
    const farm = { count: 450, rows: PAGE_SIZE, pageCount: 5, total: 450, refused: new Set([2, 4]) };
    let { history } = load(farm);
    const tried: number[] = [];
    for (let polls = 0; polls < 4; polls += 1) {
      const pages = planPages(history);
      tried.push(...pages.map(({ pageNum }) => pageNum));
      history = mergePoll(
        history,
        pages.map((page) => answer(farm, page)),
        [],
      );
    }
    expect(tried.filter((pageNum) => pageNum > 1).toSorted((a, b) => a - b)).toEqual([2, 2, 4, 4]);
    expect(tried.filter((pageNum) => pageNum === 1)).toHaveLength(4);
  });
});

it("finds the tasks of a page in the middle that was empty at first, and claims no complete list before", () => {
  const middle = fc.integer({ min: 2, max: 4 });
  const emptyPolls = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(middle, emptyPolls, (emptyPageNum, polls) => {
      const farm = { count: 450, rows: PAGE_SIZE, pageCount: 5, total: 450, refused: noPages };
      const poll = (before: TaskHistory, isEmptied: boolean): TaskHistory => {
        const responses = planPages(before).map(
          (request): ListResponse =>
            isEmptied && request.pageNum === emptyPageNum
              ? { ...request, requestedMs: 1, page: checkPage({ ...emptyPage, pageCount: 5, total: 450 }, request) }
              : answer(farm, request),
        );
        return { ...mergePoll(before, responses, []), polls: before.polls + 1 };
      };
      let history: TaskHistory = emptyHistory;
      for (let round = 0; round < polls; round += 1) {
        history = poll(history, true);
        expect(hasEveryTask(history)).toBe(false);
      }
      for (let round = 0; round < 12; round += 1) history = poll(history, false);
      expect([idsOf(history), hasEveryTask(history)]).toEqual([listedIds(farm), true]);
    }),
  );
});
