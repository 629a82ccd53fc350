import { expect, it } from "vitest";
import { mergeTasks } from "../../mirror/merge-poll";
import { readMsOf } from "../../mirror/read-times";
import { emptyHistory } from "../../mirror/task-history";
import { makeTask } from "../../test/make-task";
import { mergeLater, resumedHistory } from "./resume";

const listAt = (readMs: number, doneFrames = 0, ids = [1, 2]) => ({
  ...mergeTasks(
    emptyHistory,
    ids.map((id) => makeTask({ id, doneFrames })),
    readMs,
  ),
  isComplete: true,
  pagesRead: 3,
});

it.each([
  ["goes on after a short gap", 60_000, true],
  ["reads all pages again after a longer gap", 200_000, false],
  ["reads all pages again when the clock went back", -1000, false],
])("a collector %s", (_, gapMs, isComplete) => {
  const list = listAt(1_000_000);
  const resumed = resumedHistory(list, 1_000_000 + gapMs);
  expect([resumed.isComplete, resumed.pagesRead]).toEqual(isComplete ? [true, 3] : [false, 0]);
  expect(resumed.nodes).toBe(list.nodes);
});

it("what was read later wins, and nothing is lost", () => {
  const merged = mergeLater(listAt(100, 1, [1, 2, 3]), listAt(200, 5, [1, 4]));
  const done = [...merged.nodes.values()].map(({ task }) => [
    task.id,
    task.doneFrames,
    readMsOf(merged.readTimes, task.id),
  ]);
  expect(done).toEqual([
    [1, 5, 200],
    [2, 1, 100],
    [3, 1, 100],
    [4, 5, 200],
  ]);
  const older = mergeLater(listAt(300, 9, [1]), listAt(200, 5, [1]));
  expect(older.nodes.get(1)?.task.doneFrames).toBe(9);
});
