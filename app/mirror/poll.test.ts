import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Task } from "../protocol/tasks/task";
import {
  anyChange,
  farmWith,
  ListedFarm,
  mergeIds,
  mergeList,
  poll,
  pollRepeatedly,
  ROWS,
  settledHistory,
} from "../test/listed-farm";
import { mergeSearchResults } from "./merge-poll";
import { MAX_IDS_PER_REQUEST, PAGE_SIZE, planPages, planTaskIds } from "./poll-plan";
import { emptyHistory, type TaskHistory } from "./task-history";

const newestFirst = (history: TaskHistory) => [...history.nodes.keys()].toSorted((a, b) => b - a);
const pageNumbers = (history: TaskHistory) => planPages(history).map(({ pageNum }) => pageNum);
const idsOf = (farm: ListedFarm) => farm.tasks.map(({ id }) => id);

/** A farm to begin with, and what changes on it between the responses. */
const scenario = fc.record({
  count: fc.nat(30),
  changes: fc.array(fc.array(anyChange, { maxLength: 5 }), { maxLength: 25 }),
});

describe("polls of a list that changes between the responses", () => {
  it("end with the list of the farm: no task lost, none kept that was deleted, none out of date", () => {
    fc.assert(
      fc.property(scenario, ({ count, changes }) => {
        const farm = farmWith(count);
        const left = changes.flat();
        let history = emptyHistory;
        for (let polls = 0; left.length > 0 && polls < 100; polls += 1) {
          history = poll(history, farm, () => {
            for (const change of left.splice(0, 2)) farm.apply(change);
          });
        }
        history = settledHistory(farm, history);
        expect(history.isComplete).toBe(true);
        expect(newestFirst(history)).toEqual(idsOf(farm));
        expect(farm.tasks.map(({ id }) => history.nodes.get(id)?.task.doneFrames)).toEqual(
          farm.tasks.map(({ doneFrames }) => doneFrames),
        );
        expect(history.total).toBe(farm.tasks.length);
      }),
      { numRuns: 200 },
    );
  });

  it("end with the same list when late search results are merged in between", () => {
    fc.assert(
      fc.property(scenario, fc.func(fc.boolean()), ({ count, changes }, isMatch) => {
        const farm = farmWith(count);
        let history = emptyHistory;
        let matches: readonly Task[] = [];
        let requestedMs = farm.nowMs;
        for (const [index, some] of changes.entries()) {
          history = poll(history, farm);
          // The results of a search that was sent one poll ago: the list has changed since.
          history = mergeSearchResults(history, matches, requestedMs);
          expect(history.total).toBeGreaterThanOrEqual(history.nodes.size);
          matches = farm.tasks.filter(({ id }) => isMatch(index, id));
          requestedMs = farm.nowMs;
          for (const change of some) farm.apply(change);
        }
        history = settledHistory(farm, history);
        expect(newestFirst(history)).toEqual(idsOf(farm));
        expect(history.total).toBe(farm.tasks.length);
      }),
      { numRuns: 200 },
    );
  });

  it("never remove a task that the farm has", () => {
    fc.assert(
      fc.property(scenario, ({ count, changes }) => {
        const farm = farmWith(count);
        let history = emptyHistory;
        const seen = new Set<number>();
        for (const some of changes) {
          history = poll(history, farm);
          for (const change of some) farm.apply(change);
          for (const id of history.nodes.keys()) seen.add(id);
          expect(farm.tasks.filter(({ id }) => seen.has(id) && !history.nodes.has(id))).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("send at most four list pages and three requests by ids, and one list page first", () => {
    expect([pageNumbers(emptyHistory), planTaskIds(emptyHistory, new Set())]).toEqual([[1], []]);
    fc.assert(
      fc.property(scenario, ({ count, changes }) => {
        const farm = farmWith(count);
        let history = emptyHistory;
        for (const some of changes) {
          const pages = pageNumbers(history);
          expect(pages.length).toBeLessThanOrEqual(history.isComplete ? 2 : 4);
          expect(new Set(pages).size).toBe(pages.length);
          expect(planTaskIds(history, new Set()).length).toBeLessThanOrEqual(3 * MAX_IDS_PER_REQUEST);
          history = poll(history, farm);
          for (const change of some) farm.apply(change);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("polls of a list without changes", () => {
  it.each([22, PAGE_SIZE + MAX_IDS_PER_REQUEST, PAGE_SIZE + MAX_IDS_PER_REQUEST + 1])(
    "of %i tasks send one list page and one request by ids",
    (count) => {
      const farm = new ListedFarm();
      for (let index = 0; index < count; index += 1) farm.apply({ kind: "insert", isActive: false });
      let history = settledHistory(farm);
      expect(history.isComplete).toBe(true);
      for (let polls = 0; polls < 30; polls += 1) {
        farm.listRequests = 0;
        farm.idRequests = 0;
        const before = history.nodes;
        history = poll(history, farm);
        expect([farm.listRequests, farm.idRequests]).toEqual([1, 1]);
        expect(history.nodes).toBe(before);
      }
    },
  );

  it("read a list of one page and one request by ids completely every time", () => {
    const farm = farmWith(ROWS + MAX_IDS_PER_REQUEST);
    let history = settledHistory(farm);
    for (let at = 0; at < farm.tasks.length; at += 1) {
      farm.apply({ kind: "change", at });
      history = poll(history, farm);
      const task = farm.tasks[at];
      expect(history.nodes.get(task?.id ?? 0)?.task.doneFrames).toBe(task?.doneFrames);
    }
  });

  it("scan one list page per second poll while the farm counts a task that the history lacks", () => {
    const farm = farmWith(22);
    const whole = pollRepeatedly(emptyHistory, farm, 4);
    const odd = { ...farm.page(3), rows: farm.page(3).rows.slice(1), malformed: 1 };
    const absentId = farm.tasks[2 * ROWS]?.id ?? 0;
    const without = mergeIds(whole, [absentId], [], farm.nowMs);
    let history: TaskHistory = { ...mergeList(without, odd, 3, farm.nowMs), polls: 0 };
    const scanned: number[] = [];
    for (let polls = 0; polls < 12 && !history.nodes.has(absentId); polls += 1) {
      scanned.push(...pageNumbers(history).filter((pageNum) => pageNum !== 1));
      history = poll(history, farm);
    }
    expect(scanned).toEqual([4, 5, 6, 2, 3]);
    expect([...history.malformed.values()].every((count) => count === 0)).toBe(true);
    expect(pageNumbers({ ...history, polls: 1 })).toEqual([1]);
  });

  it("load the first list page alone, then four pages at a time, a single one with the head", () => {
    const farm = farmWith(40);
    const requested: number[][] = [];
    let history = emptyHistory;
    while (!history.isComplete) {
      requested.push(pageNumbers(history));
      history = poll(history, farm);
    }
    expect(requested).toEqual([[1], [2, 3, 4, 5], [6, 7, 8, 9], [1, 10]]);
  });

  it("complete an empty list with one page", () => {
    const history = poll(emptyHistory, new ListedFarm());
    expect(history).toMatchObject({ isComplete: true, total: 0 });
    expect(history.nodes.size).toBe(0);
  });
});

const DAY_MS = 24 * 3_600_000;

/** Ended tasks, the newer half submitted within the last hours, and one active task in the older half. */
function longFarm(count: number): ListedFarm {
  const farm = new ListedFarm(PAGE_SIZE);
  farm.nowMs = 100 * DAY_MS;
  for (let index = 0; index < count; index += 1) {
    if (index === count / 2) farm.nowMs += 10 * DAY_MS;
    farm.apply({ kind: "insert", isActive: index === 100 });
  }
  return farm;
}

/** A poll five seconds after the one before. */
function pollLater(history: TaskHistory, farm: ListedFarm): TaskHistory {
  farm.nowMs += 5000;
  return poll(history, farm);
}

/** Polls until the history has a change of the task at this position of the list. */
function pollsUntilUpdated(count: number, at: number): number {
  const farm = longFarm(count);
  let history = pollRepeatedly(emptyHistory, farm, 40);
  farm.apply({ kind: "change", at });
  const changed = farm.tasks[at];
  let polls = 0;
  while (history.nodes.get(changed?.id ?? 0)?.task.doneFrames !== changed?.doneFrames && polls < 1000) {
    history = pollLater(history, farm);
    polls += 1;
  }
  return polls;
}

describe("polls of a long list", () => {
  it("request its head and few tasks by their ids", () => {
    const farm = longFarm(1000);
    let history = pollRepeatedly(emptyHistory, farm, 40);
    for (let polls = 0; polls < 20; polls += 1) {
      expect(planPages(history)).toEqual([{ pageNum: 1, pageSize: 20 }]);
      expect(planTaskIds(history, new Set())).toHaveLength(31);
      history = pollLater(history, farm);
    }
  });

  it("read new tasks, active tasks and the head every time", () => {
    expect(pollsUntilUpdated(1000, 5)).toBe(1);
    expect(pollsUntilUpdated(1000, 1000 - 101)).toBe(1);
    const farm = longFarm(1000);
    const before = pollRepeatedly(emptyHistory, farm, 40);
    farm.apply({ kind: "insert", isActive: true });
    expect(pollLater(before, farm).nodes.size).toBe(1001);
  });

  it("read recent tasks in turns of 15 and the others in the rest of 30", () => {
    expect(pollsUntilUpdated(1000, 400)).toBeLessThanOrEqual(Math.ceil(500 / 15));
    expect(pollsUntilUpdated(1000, 990)).toBeLessThanOrEqual(Math.ceil(1000 / 15));
    // A list with recent tasks only, or with old ones only, uses all turns for them.
    expect(pollsUntilUpdated(500, 240)).toBeLessThanOrEqual(Math.ceil(500 / 15));
  });

  it("find more new tasks than the head has rows", () => {
    const farm = longFarm(400);
    let history = pollRepeatedly(emptyHistory, farm, 40);
    for (let index = 0; index < 130; index += 1) farm.apply({ kind: "insert", isActive: true });
    for (let polls = 0; polls < 8; polls += 1) history = pollLater(history, farm);
    expect(newestFirst(history)).toEqual(idsOf(farm));
  });
});
