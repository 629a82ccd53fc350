import { describe, expect, it } from "vitest";
import { makeTask } from "../test/make-task";
import { changesBetween } from "./history-changes";
import { mergeTasks, removeTasks } from "./merge-poll";
import { emptyHistory } from "./task-history";

const tasks = [1, 2, 3].map((id) => makeTask({ id }));
const before = mergeTasks(emptyHistory, tasks, 10);

describe("the changes between two lists", () => {
  it("are none between a list and itself", () => {
    expect(changesBetween(before, before)).toEqual({ changed: [], removed: [], reads: new Map(), troubles: [] });
  });

  it("are new and changed tasks", () => {
    const after = mergeTasks(before, [makeTask({ id: 2, doneFrames: 1 }), makeTask({ id: 4 })], 20);
    const { changed, removed } = changesBetween(before, after);
    expect(changed.map(({ task }) => [task.id, task.doneFrames])).toEqual([
      [2, 1],
      [4, 0],
    ]);
    expect(removed).toEqual([]);
  });

  it("are the tasks that are gone", () => {
    expect(changesBetween(before, removeTasks(before, [1, 3], 20)).removed).toEqual([1, 3]);
  });

  it("are the tasks that were read, by the moment of the request", () => {
    const after = mergeTasks(mergeTasks(before, tasks.slice(0, 2), 20), [makeTask({ id: 4 })], 30);
    expect(changesBetween(before, after).reads).toEqual(
      new Map([
        [20, [1, 2]],
        [30, [4]],
      ]),
    );
  });

  it("say nothing of the moment of a task that was never read", () => {
    const unread = { ...before, readTimes: emptyHistory.readTimes };
    expect(changesBetween(before, unread).reads).toEqual(new Map());
  });
});
