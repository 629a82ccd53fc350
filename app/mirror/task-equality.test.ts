import { expect, it } from "vitest";
import { makeTask } from "../test/make-task";
import { areTasksEqual } from "./task-equality";

it("compares every member, tags and children included", () => {
  const task = makeTask({ id: 1, children: [makeTask({ id: 2, doneFrames: 3 })] });
  expect(areTasksEqual(task, structuredClone(task))).toBe(true);
  expect(areTasksEqual(task, { ...task, sceneName: "other" })).toBe(false);
  expect(areTasksEqual({ ...task, tags: ["a"] }, { ...task, tags: ["a"] })).toBe(true);
  expect(areTasksEqual({ ...task, tags: ["a"] }, { ...task, tags: ["b"] })).toBe(false);
  expect(areTasksEqual(task, { ...task, tags: ["a"] })).toBe(false);
  expect(areTasksEqual({ ...task, tags: ["a"] }, { ...task, tags: ["a", "b"] })).toBe(false);
  expect(areTasksEqual(task, { ...task, children: [makeTask({ id: 2, doneFrames: 4 })] })).toBe(false);
  expect(areTasksEqual(task, { ...task, children: [] })).toBe(false);
  expect(areTasksEqual({ ...task, children: [] }, task)).toBe(false);
});
