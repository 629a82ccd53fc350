import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Task } from "../protocol/tasks/task";
import { TASK, taskStatus, taskStatuses } from "../protocol/tasks/task-status";
import { makeShell, makeTask } from "../test/make-task";
import { changesBetween } from "./history-changes";
import { mergeTasks, removeTasks } from "./merge-poll";
import { eventsBetween } from "./task-events";
import { emptyHistory, type TaskHistory } from "./task-history";

const NOW = 10_000;

const historyOf = (...tasks: readonly Task[]): TaskHistory => mergeTasks(emptyHistory, tasks, 1);
const shot = (members: Partial<Task>) =>
  makeTask({ id: 7, sceneName: "a.ma", userName: "kim", totalFrames: 20, doneFrames: 8, ...members });
const events = (before: TaskHistory, after: TaskHistory) => eventsBetween(before, changesBetween(before, after), NOW);
const change = (before: Partial<Task>, after: Partial<Task>) => events(historyOf(shot(before)), historyOf(shot(after)));

/** A shell whose second layer waits for the first one, a pass in this state. */
const passes = (statusCode: number) =>
  makeShell({ id: 7 }, [
    { id: 8, statusCode, taskType: "RenderPhoton", totalFrames: 1, completedMs: 3000 },
    { id: 9, statusCode: TASK.waiting, totalFrames: 30, completedMs: 4000 },
  ]).task;
/** The key of the event that follows an end. */
const keyAfter = (end: Partial<Task>, statusCode: number = TASK.waiting) =>
  change(end, { id: end.id ?? 7, statusCode })[0]?.key;

const ended = taskStatuses.filter(({ isEnded }) => isEnded).map(({ code }) => code);
const running = taskStatuses.filter(({ isEnded }) => !isEnded).map(({ code }) => code);

describe("the end of a task", () => {
  it("has its owner, its failures and the time of the farm", () => {
    expect(
      change(
        { statusCode: TASK.rendering },
        { statusCode: TASK.finishedWithFailed, failedFrames: 3, completedMs: 9000 },
      ),
    ).toEqual([
      {
        key: "7/finishedWithFailed/8/3/9000",
        type: "finishedWithFailed",
        taskId: 7,
        name: "a.ma",
        userName: "kim",
        atMs: 9000,
        failedFrames: 3,
      },
    ]);
  });

  it("is at the moment it was seen when the farm names none, or one that is to come", () => {
    for (const completedMs of [null, NOW + 5]) {
      const [event] = change({ statusCode: TASK.rendering }, { statusCode: TASK.finished, completedMs });
      expect(event?.atMs).toBe(NOW);
    }
  });

  it("is one event from every running state to every ended one", () => {
    fc.assert(
      fc.property(fc.constantFrom(...running), fc.constantFrom(...ended), (before, after) => {
        const [event, ...others] = change({ statusCode: before }, { statusCode: after });
        expect([event?.taskId, others]).toEqual([7, []]);
        expect(event?.type).not.toBe("restarted");
      }),
    );
  });
});

/** A task of two parts, of which one has these passes and the other has finished. */
const top = (statusCode: number) => {
  const children = [passes(statusCode), makeTask({ id: 10, statusCode: TASK.finished, completedMs: 5000 })];
  return historyOf(makeTask({ id: 6, isShell: true, children }));
};

it("a task that gets stuck does so when it is seen: the end of its other passes says nothing of that", () => {
  expect(events(top(TASK.rendering), top(TASK.failed))).toMatchObject([{ type: "stuck", taskId: 6, atMs: NOW }]);
});

describe("the restart of a task", () => {
  it("occurs when an ended task runs again, at the time it is seen", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ended), fc.constantFrom(...running), (before, after) => {
        expect(change({ statusCode: before, completedMs: 5000 }, { statusCode: after })).toMatchObject([
          { type: "restarted", taskId: 7, atMs: NOW },
        ]);
      }),
    );
  });

  it("has one key for each end: the same end has the same key, another end has another", () => {
    const last = { statusCode: TASK.failed, completedMs: 5000, failedFrames: 1 };
    // The key is stored: an event that another instance has recorded has the same.
    expect(keyAfter(last)).toBe("7/restarted/45/8/1/5000");
    expect(keyAfter(last, TASK.rendering)).toBe(keyAfter(last));
    const others = [
      { statusCode: TASK.stopped },
      { doneFrames: 9 },
      { failedFrames: 2 },
      { completedMs: 6000 },
      { completedMs: null },
      { id: 8 },
    ];
    const keys = [last, ...others.map((members) => ({ ...last, ...members }))].map((end) => keyAfter(end));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("no event", () => {
  it("occurs for a change that neither starts nor ends a task", () => {
    const anyCode = fc.constantFrom(...taskStatuses.map(({ code }) => code));
    fc.assert(
      fc.property(anyCode, anyCode, (before, after) => {
        fc.pre(taskStatus(before).isEnded === taskStatus(after).isEnded);
        expect(change({ statusCode: before, doneFrames: 1 }, { statusCode: after, doneFrames: 2 })).toEqual([]);
      }),
    );
  });

  it("occurs for a task that is seen for the first time", () => {
    expect(events(emptyHistory, historyOf(shot({ statusCode: TASK.failed })))).toEqual([]);
  });
});

describe("a task that is gone", () => {
  it("was deleted when that was seen", () => {
    const before = historyOf(shot({ statusCode: TASK.failed, failedFrames: 2, completedMs: 500 }));
    expect(events(before, removeTasks(before, [7], 5))).toEqual([
      { key: "7/deleted", type: "deleted", taskId: 7, name: "a.ma", userName: "kim", atMs: NOW, failedFrames: 2 },
    ]);
  });

  it("has no event when the list before did not have it", () => {
    expect(eventsBetween(emptyHistory, { changed: [], removed: [7], reads: new Map(), troubles: [] }, NOW)).toEqual([]);
  });
});
