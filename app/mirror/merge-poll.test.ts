import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Task } from "../protocol/tasks/task";
import { anyChange, farmWith, mergeIds, mergeList, poll, pollRepeatedly } from "../test/listed-farm";
import { makeTask } from "../test/make-task";
import { mergePoll, mergeSearchResults } from "./merge-poll";
import { planPages } from "./poll-plan";
import { emptyHistory, oldestAgeMs, type TaskHistory } from "./task-history";

const HOUR_MS = 3_600_000;
const ACTIVE = 5;
const ENDED = 25;

const pageWith = (rows: readonly Task[], members: { pageCount?: number; malformed?: number; total?: number } = {}) => ({
  rows: [...rows],
  malformed: 0,
  pageNum: 1,
  pageCount: 1,
  total: rows.length,
  size: 100,
  ...members,
});

const listOf = (...tasks: readonly Task[]) => mergeList(emptyHistory, pageWith(tasks), 1, 10);

describe("merging tasks", () => {
  it("keeps the node of an unchanged task and replaces a changed one", () => {
    const farm = farmWith(3);
    const before = pollRepeatedly(emptyHistory, farm, 2);
    farm.apply({ kind: "change", at: 0 });
    const after = poll(before, farm);
    const changedId = farm.tasks[0]?.id;
    for (const [id, node] of after.nodes) expect(node === before.nodes.get(id)).toBe(id !== changedId);
  });

  it("keeps the same map of nodes when nothing changed", () => {
    const task = makeTask({ id: 1 });
    const before = listOf(task);
    const after = mergeIds(before, [1], [structuredClone(task)], 20);
    expect(after.nodes).toBe(before.nodes);
    expect(oldestAgeMs(after, [1], 30)).toBe(10);
  });

  it("leaves out a layer that was requested by its own id: it is part of its shell", () => {
    const layer = makeTask({ id: 2, parentId: 1 });
    const shell = makeTask({ id: 1, isShell: true, children: [layer] });
    const history = mergeIds(emptyHistory, [1], [shell], 1);
    expect([...mergeIds(history, [], [layer], 2).nodes.keys()]).toEqual([1]);
    expect([...mergeIds(emptyHistory, [], [layer], 2).nodes.keys()]).toEqual([2]);
  });

  it("leaves out a task that a list page marks as deleted", () => {
    expect(listOf(makeTask({ id: 1, isDeleted: true }), makeTask({ id: 2 })).nodes.size).toBe(1);
  });

  it("tracks which tasks are active", () => {
    const active = listOf(makeTask({ id: 1, statusCode: ACTIVE }), makeTask({ id: 2, statusCode: ENDED }));
    expect([...active.active]).toEqual([1]);
    const ended = mergeIds(active, [1], [makeTask({ id: 1, statusCode: ENDED })], 20);
    expect(ended.active.size).toBe(0);
  });

  it("counts a task as recent for 48 hours after its submission", () => {
    const task = makeTask({ id: 1, submittedMs: 10 * HOUR_MS });
    const recentAt = (requestedMs: number) => mergeIds(listOf(task), [1], [task], requestedMs).recent.has(1);
    expect([recentAt(58 * HOUR_MS - 1), recentAt(58 * HOUR_MS)]).toEqual([true, false]);
    expect(mergeIds(emptyHistory, [2], [makeTask({ id: 2, submittedMs: null })], 100 * HOUR_MS).recent.size).toBe(0);
  });
});

it("a read of more than ten minutes later was noted before the clock was set back, and means nothing", () => {
  const later = 100 * 60_000;
  const read = mergeIds(emptyHistory, [1], [makeTask({ id: 1, doneFrames: 1 })], later);
  const doneAfter = (requestedMs: number) =>
    mergeIds(read, [1], [makeTask({ id: 1, doneFrames: 2 })], requestedMs).nodes.get(1)?.task.doneFrames;
  expect([doneAfter(later - 1), doneAfter(later - 10 * 60_000 + 1)]).toEqual([1, 1]);
  expect([doneAfter(later - 10 * 60_000), doneAfter(later - 60 * 60_000)]).toEqual([2, 2]);
});

describe("removing tasks", () => {
  const tasks = [1, 2, 3].map((id) => makeTask({ id, statusCode: ACTIVE, submittedMs: 10 }));
  const history = listOf(...tasks);

  it("removes a task that did not come back by its id from every part of the history", () => {
    const after = mergeIds(history, [1], [], 20);
    expect([...after.nodes.keys()]).toEqual([2, 3]);
    expect([...after.active]).toEqual([2, 3]);
    expect([...after.recent]).toEqual([2, 3]);
    expect(oldestAgeMs(after, [1], 30)).toBeNull();
    expect(after).toMatchObject({ total: 2, totalReadMs: 20 });
    expect([...after.removedAtMs]).toEqual([[1, 20]]);
    expect(after.removed.size).toBe(0);
    expect(history.nodes.size).toBe(3);
  });

  it("keeps the final state of a task that the farm marks as deleted until the next poll", () => {
    const final = makeTask({ id: 1, isDeleted: true, doneFrames: 9 });
    const after = mergeIds(history, [1], [final], 20);
    expect(after.nodes.has(1)).toBe(false);
    expect([...after.removed.values()].map(({ task }) => task.doneFrames)).toEqual([9]);
    expect(mergePoll(after, [], []).removed.size).toBe(0);
    // A task that was never in the history has nothing to report.
    expect(mergeIds(history, [7], [makeTask({ id: 7, isDeleted: true })], 20).removed.size).toBe(0);
  });

  it("reports every deleted task of several responses", () => {
    const responses = [1, 2].map((id) => ({
      requestedIds: [id],
      tasks: [makeTask({ id, isDeleted: true })],
      requestedMs: 20,
    }));
    expect([...mergePoll(history, [], responses).removed.keys()]).toEqual([1, 2]);
  });

  it("does not bring a removed task back from a response to an older request", () => {
    const after = mergeIds(history, [1], [], 20);
    expect(mergeIds(after, [], tasks.slice(0, 1), 19).nodes.has(1)).toBe(false);
    expect(mergeIds(after, [], tasks.slice(0, 1), 20).nodes.has(1)).toBe(true);
  });

  it("does not remove a task that a later request has read", () => {
    const read = mergeIds(history, [1], tasks.slice(0, 1), 30);
    expect(mergeIds(read, [1], [], 20).nodes.has(1)).toBe(true);
  });

  it("forgets a removal after ten minutes", () => {
    const removed = mergeIds(mergeIds(history, [1], [], 1000), [2], [], 1000 + 10 * 60_000 - 1);
    expect([...removed.removedAtMs.keys()]).toEqual([1, 2]);
    expect([...mergeIds(removed, [3], [], 1000 + 10 * 60_000).removedAtMs.keys()]).toEqual([2, 3]);
  });

  it("remembers the removal of a task that the history never had", () => {
    const after = mergeIds(history, [9], [], 20);
    expect([...after.removedAtMs.keys()]).toEqual([9]);
    expect(after).toMatchObject({ nodes: history.nodes, total: 3, totalReadMs: 10 });
  });

  it("counts at least the tasks it holds", () => {
    expect(mergeIds({ ...history, total: 0 }, [1], [], 20).total).toBe(2);
  });
});

describe("merging list pages", () => {
  const rows = [makeTask({ id: 1 })];

  it("completes with the last page, or with an empty one", () => {
    const first = mergeList(emptyHistory, pageWith(rows, { pageCount: 2 }), 1, 10);
    expect(first).toMatchObject({ isComplete: false, pagesRead: 1, pageCount: 2 });
    expect(mergeList(first, pageWith(rows, { pageCount: 2 }), 2, 11)).toMatchObject({ isComplete: true, pagesRead: 2 });
    expect(mergeList(first, pageWith([], { pageCount: 9 }), 2, 11).isComplete).toBe(true);
    expect(mergeList(first, pageWith([], { pageCount: 9, malformed: 1 }), 2, 11).isComplete).toBe(false);
  });

  it("counts pages read in order only", () => {
    expect(mergeList(emptyHistory, pageWith(rows, { pageCount: 5 }), 3, 10).pagesRead).toBe(0);
  });

  it("stays complete when the list grows by a page", () => {
    const complete = mergeList(emptyHistory, pageWith(rows), 1, 10);
    expect(mergeList(complete, pageWith(rows, { pageCount: 2 }), 1, 11)).toMatchObject({
      isComplete: true,
      pageCount: 2,
    });
  });

  it("counts malformed rows per page and updates the count when the page is read again", () => {
    const odd = mergeList(emptyHistory, pageWith(rows, { malformed: 2 }), 1, 1);
    expect([...odd.malformed]).toEqual([[1, 2]]);
    expect(odd.isComplete).toBe(true);
    expect([...mergeList(odd, pageWith(rows, { malformed: 5 }), 1, 2).malformed]).toEqual([[1, 5]]);
    expect([...mergeList(odd, pageWith(rows), 1, 2).malformed]).toEqual([[1, 0]]);
    expect(mergeList(odd, pageWith(rows, { malformed: 2 }), 1, 2).malformed).toBe(odd.malformed);
  });

  it("scans the pages from 2 to the last and starts over", () => {
    const scans = [1, 2, 3, 4, 5].map(
      (pageNum) =>
        mergeList({ ...emptyHistory, nextScanPage: 3 }, pageWith(rows, { pageCount: 4 }), pageNum, 1).nextScanPage,
    );
    expect(scans).toEqual([3, 3, 4, 2, 2]);
  });

  it("takes only the total from the head of the list", () => {
    const complete = mergeList(emptyHistory, pageWith(rows, { pageCount: 3, malformed: 1 }), 1, 10);
    const page = pageWith(rows, { pageCount: 15, total: 300 });
    const after = mergePoll(complete, [{ pageNum: 1, pageSize: 20, page, requestedMs: 20 }], []);
    expect(after).toMatchObject({ total: 300, totalReadMs: 20, pageCount: 3, malformed: complete.malformed });
  });

  it("takes the total from a head without rows", () => {
    const complete = mergeList(emptyHistory, pageWith(rows), 1, 10);
    const page = pageWith([], { total: 7 });
    expect(mergePoll(complete, [{ pageNum: 1, pageSize: 20, page, requestedMs: 20 }], []).total).toBe(7);
  });

  it("keeps one page of an empty list", () => {
    expect(mergeList(emptyHistory, pageWith([], { pageCount: 0 }), 1, 1)).toMatchObject({
      pageCount: 1,
      isComplete: true,
    });
  });

  it("keeps the total of the later request", () => {
    const farm = farmWith(6);
    const early = farm.page(1);
    const [first] = farm.tasks;
    if (!first) throw new Error("no task");
    const without = mergeIds(mergeList(emptyHistory, early, 1, 10), [first.id], [], 30);
    expect(mergeList(without, early, 1, 20).total).toBe(5);
    expect(mergeList(without, early, 1, 30).total).toBe(6);
  });
});

describe("mergeSearchResults", () => {
  it("adds tasks of pages that were not loaded and counts them", () => {
    const loading = mergeList(emptyHistory, pageWith([makeTask({ id: 1 })], { pageCount: 4, total: 1 }), 1, 10);
    const after = mergeSearchResults(loading, [makeTask({ id: 8 }), makeTask({ id: 9 })], 11);
    expect([...after.nodes.keys()]).toEqual([1, 8, 9]);
    expect(after).toMatchObject({ total: 3, isComplete: false, pagesRead: 1 });
    expect(planPages(after).map(({ pageNum }) => pageNum)).toEqual([2, 3, 4]);
  });
});

describe("responses in another order than their requests", () => {
  type Request = { readonly kind: "list" | "ids" | "search"; readonly ids: readonly number[] };
  const IDS = [1, 2, 3, 4, 5, 6];
  const request: fc.Arbitrary<Request> = fc.record({
    kind: fc.constantFrom("list" as const, "ids" as const, "search" as const),
    ids: fc.subarray(IDS),
  });
  const requests = fc.array(fc.record({ changes: fc.array(anyChange, { maxLength: 4 }), request, at: fc.nat() }), {
    maxLength: 12,
  });

  it("leave each task as the latest request has read it", () => {
    fc.assert(
      fc.property(requests, (sent) => {
        const farm = farmWith(IDS.length);
        const nowMs = 1000;
        const responses = sent.map(({ changes, request: { kind, ids }, at }, index) => {
          for (const change of changes) farm.apply(change);
          const requestedMs = 10 + index;
          const tasks = farm.tasks.filter(({ id }) => ids.includes(id));
          const page = { ...farm.page(1), rows: tasks };
          const merge = (history: TaskHistory) => {
            if (kind === "list") return mergeList(history, page, 1, requestedMs);
            return kind === "ids"
              ? mergeIds(history, ids, tasks, requestedMs)
              : mergeSearchResults(history, tasks, requestedMs);
          };
          /** The task in this response; null: the response says it is deleted; undefined: the response does not cover it. */
          const taskIn = (id: number) =>
            tasks.find((task) => task.id === id) ?? (kind === "ids" && ids.includes(id) ? null : undefined);
          return { at, requestedMs, merge, taskIn };
        });
        let history = emptyHistory;
        let arrived: typeof responses = [];
        for (const response of responses.toSorted((a, b) => a.at - b.at)) {
          history = response.merge(history);
          arrived = [...arrived, response].toSorted((a, b) => b.requestedMs - a.requestedMs);
          for (const id of IDS) {
            const last = arrived.find(({ taskIn }) => taskIn(id) !== undefined);
            const expected = last?.taskIn(id) ?? undefined;
            const age = expected && last ? nowMs - last.requestedMs : null;
            expect([history.nodes.get(id)?.task, oldestAgeMs(history, [id], nowMs)]).toEqual([expected, age]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
