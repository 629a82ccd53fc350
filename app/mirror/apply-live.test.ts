/** A page that takes what the server's list changes, and the list itself. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FrameTrouble } from "../protocol/frames/task-trouble";
import type { Failure } from "../protocol/wire/failure";
import { anyChange, farmWith, poll } from "../test/listed-farm";
import { makeTask } from "../test/make-task";
import { applyFigures, applyReads, applyRemovals, applyTasks, applyTroubles, keepOnly } from "./apply-live";
import { changesBetween } from "./history-changes";
import { decodeReads, encodeReads, figuresOf, type ListFigures, type LivePart } from "./live-tasks";
import { mergePoll, mergeTasks } from "./merge-poll";
import { readMsOf } from "./read-times";
import { emptyHistory, type TaskHistory } from "./task-history";
import type { TroubleChange } from "./trouble-changes";

const historyOf = (ids: readonly number[], readMs: number): TaskHistory =>
  mergeTasks(
    emptyHistory,
    ids.map((id) => makeTask({ id })),
    readMs,
  );
const ids = ({ nodes }: TaskHistory) => [...nodes.keys()].toSorted((a, b) => a - b);
const tasksOf = ({ nodes }: TaskHistory) =>
  new Map(ids({ ...emptyHistory, nodes }).map((id) => [id, nodes.get(id)?.task]));
const readsOf = (history: TaskHistory) => new Map(ids(history).map((id) => [id, readMsOf(history.readTimes, id)]));
const trouble = (members: Partial<FrameTrouble> = {}): FrameTrouble => ({
  hung: 1,
  slow: 0,
  worst: null,
  read: 3,
  rendering: 4,
  readMs: 1000,
  ...members,
});
const listed = (history: TaskHistory) => ({
  tasks: tasksOf(history),
  reads: readsOf(history),
  // A page counts at least the tasks that it holds.
  figures: { ...figuresOf(history), total: Math.max(history.total, history.nodes.size) },
  troubles: history.troubles,
});

/** The page's list after it has applied what changed between two lists of the server; it asked at `askedMs`. */
function follow(page: TaskHistory, before: TaskHistory, after: TaskHistory, askedMs: number): TaskHistory {
  const { changed, removed, reads, troubles } = changesBetween(before, after);
  const moments = decodeReads(encodeReads(reads));
  const cleaned = applyRemovals(
    page,
    removed.map((id) => [id, after.removed.get(id)?.task ?? null]),
    askedMs,
  );
  const merged = applyReads(
    applyTasks(
      cleaned,
      changed.map(({ task }) => task),
      moments,
    ),
    moments,
  );
  return applyFigures(applyTroubles(merged, { troubles }, 0), figuresOf(after));
}

describe("a page that takes every change", () => {
  const scenario = fc.record({
    count: fc.nat(20),
    polls: fc.array(
      fc.record({
        changes: fc.array(anyChange, { maxLength: 4 }),
        troubles: fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.option(fc.nat(3), { nil: null }))),
        isAnswered: fc.boolean(),
      }),
      { maxLength: 12 },
    ),
  });

  it("has the list of the server: tasks, moments, figures and troubles", () => {
    fc.assert(
      fc.property(scenario, ({ count, polls }) => {
        const farm = farmWith(count);
        let [server, answered, page] = [emptyHistory, emptyHistory, emptyHistory];
        for (const { changes, troubles, isAnswered } of polls) {
          for (const change of changes) farm.apply(change);
          server = poll(server, farm);
          const readings = troubles.map(([id, hung]): TroubleChange => [id, hung === null ? null : trouble({ hung })]);
          server = applyTroubles(server, { troubles: readings }, 0);
          if (!isAnswered) continue;
          page = follow(page, answered, server, farm.nowMs);
          answered = server;
          expect(listed(page)).toEqual(listed(server));
        }
      }),
    );
  });

  it("keeps the identity of tasks that did not change", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), anyChange, (count, change) => {
        const farm = farmWith(count);
        const before = poll(poll(emptyHistory, farm), farm);
        const page = follow(emptyHistory, emptyHistory, before, farm.nowMs);
        farm.apply(change);
        const after = poll(before, farm);
        const next = follow(page, before, after, farm.nowMs);
        for (const [id, node] of after.nodes)
          expect(next.nodes.get(id) === page.nodes.get(id)).toBe(node === before.nodes.get(id));
      }),
    );
  });
});

describe("tasks of an answer", () => {
  it("have the moment of their own read; one without a moment is left out", () => {
    const tasks = [1, 2, 3, 4].map((id) => makeTask({ id }));
    const moments = new Map([
      [1, 10],
      [2, 20],
      [4, 10],
    ]);
    expect([...readsOf(applyTasks(emptyHistory, tasks, moments))]).toEqual([...moments]);
  });

  it("do not replace what the page has read later", () => {
    const own = mergeTasks(emptyHistory, [makeTask({ id: 1, doneFrames: 9 })], 50);
    const older = applyTasks(own, [makeTask({ id: 1, doneFrames: 3 })], new Map([[1, 49]]));
    expect(older.nodes.get(1)?.task.doneFrames).toBe(9);
    const newer = applyTasks(own, [makeTask({ id: 1, doneFrames: 10 })], new Map([[1, 51]]));
    expect(newer.nodes.get(1)?.task.doneFrames).toBe(10);
  });
});

describe("tasks that were read and have not changed", () => {
  it("are as old as the last read, and never older than before", () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), (ownMs, readMs) => {
        const after = applyReads(historyOf([1], ownMs), new Map([[1, readMs]]));
        expect(readMsOf(after.readTimes, 1)).toBe(Math.max(ownMs, readMs));
      }),
    );
  });

  it("have no age while the page does not have the task", () => {
    const history = historyOf([1], 10);
    expect(readMsOf(applyReads(history, new Map([[2, 20]])).readTimes, 2)).toBeUndefined();
  });

  it("leave the list as it is when no read is newer", () => {
    const history = historyOf([1, 2], 10);
    const moments = new Map([
      [1, 10],
      [2, 9],
      [3, 20],
    ]);
    expect(applyReads(history, moments)).toBe(history);
  });
});

describe("tasks that the server reports as deleted", () => {
  it("are gone, and notifications get the final state of those that were in the list", () => {
    const after = applyRemovals(
      historyOf([1, 2, 3], 10),
      [
        [1, makeTask({ id: 1, isDeleted: true, doneFrames: 7 })],
        [2, null],
        [9, makeTask({ id: 9, isDeleted: true })],
      ],
      20,
    );
    expect(ids(after)).toEqual([3]);
    expect([...after.removed].map(([id, { task }]) => [id, task.doneFrames])).toEqual([[1, 7]]);
  });

  it("are listed once: the next answer has none", () => {
    const first = applyRemovals(historyOf([1], 10), [[1, makeTask({ id: 1 })]], 20);
    const second = applyRemovals(first, [], 30);
    expect(second.removed.size).toBe(0);
    expect(applyRemovals(second, [], 40).removed).toBe(second.removed);
  });

  it("do not come back from a response to a request before that", () => {
    const removed = applyRemovals(historyOf([1], 10), [[1, null]], 20);
    const tasks = [makeTask({ id: 1 })];
    expect(ids(mergeTasks(removed, tasks, 19))).toEqual([]);
    expect(ids(mergeTasks(removed, tasks, 21))).toEqual([1]);
  });
});

describe("a list that has to be loaded again", () => {
  it("keeps the tasks of the server, and those that the page has read since it asked", () => {
    const held = fc.uniqueArray(fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(held, held, held, (early, late, onServer) => {
        const askedMs = 100;
        const page = mergeTasks(
          historyOf(early, 99),
          late.map((id) => makeTask({ id })),
          askedMs,
        );
        const kept = keepOnly(page, new Set(onServer), askedMs);
        const expected = ids(page).filter((id) => onServer.includes(id) || late.includes(id));
        expect(ids(kept)).toEqual(expected);
        expect([...kept.active].toSorted((a, b) => a - b)).toEqual(expected.filter((id) => page.active.has(id)));
      }),
    );
  });

  it("keeps no task whose read is not known", () => {
    const page = { ...historyOf([1], 5), readTimes: emptyHistory.readTimes };
    expect(ids(keepOnly(page, new Set(), 10))).toEqual([]);
  });
});

describe("hung and slow frames of an answer", () => {
  const parts: readonly LivePart[] = [{ key: "0", version: "1" }];
  const history = applyTroubles(emptyHistory, { troubles: [[1, trouble()]] }, 0);

  it("have moments of this machine's clock", () => {
    const after = applyTroubles(history, { troubles: [[2, trouble({ readMs: 5000 })]] }, -700);
    expect([...after.troubles].map(([id, { readMs }]) => [id, readMs])).toEqual([
      [1, 1000],
      [2, 4300],
    ]);
  });

  it("are gone where the server has none any more", () => {
    expect(applyTroubles(history, { troubles: [[1, null]] }, 0).troubles.size).toBe(0);
  });

  it("are all of them when the list is loaded again", () => {
    expect([...applyTroubles(history, { troubles: [[2, trouble()]], parts }, 0).troubles.keys()]).toEqual([2]);
    expect(applyTroubles(history, { parts }, 0).troubles.size).toBe(0);
  });

  it("leave the list as it is when there are none", () => {
    expect(applyTroubles(history, {}, 0)).toBe(history);
    expect(applyTroubles(history, { troubles: [] }, 0)).toBe(history);
  });
});

describe("the figures of the server's list", () => {
  const failure: Failure = { kind: "farm", code: 600, message: "", certainty: "not-sent" };
  const figures: ListFigures = {
    total: 9,
    pageCount: 4,
    pagesRead: 3,
    isComplete: true,
    failedPages: [[2, failure]],
    malformed: [[3, 1]],
  };

  it("are those of the page", () => {
    expect(figuresOf(applyFigures(historyOf([1], 10), figures))).toEqual(figures);
  });

  it("count at least the tasks that the page holds", () => {
    expect(applyFigures(historyOf([1, 2], 10), { ...figures, total: 1 }).total).toBe(2);
  });

  it("keep the identity of failed and malformed pages while these are the same", () => {
    const before = applyFigures(emptyHistory, figures);
    const same = applyFigures(before, structuredClone(figures));
    expect([same.failedPages === before.failedPages, same.malformed === before.malformed]).toEqual([true, true]);
    const other = applyFigures(before, { ...figures, failedPages: [], malformed: [[3, 2]] });
    expect([[...other.failedPages], [...other.malformed]]).toEqual([[], [[3, 2]]]);
  });
});

it("a page keeps the final state of a deleted task until the next poll of the server", () => {
  const before = historyOf([1, 2], 10);
  const final = makeTask({ id: 1, isDeleted: true, doneFrames: 5 });
  const after = mergePoll(before, [], [{ requestedIds: [1], tasks: [final], requestedMs: 20 }]);
  const page = follow(before, before, after, 20);
  expect(page.removed.get(1)?.task.doneFrames).toBe(5);
});
