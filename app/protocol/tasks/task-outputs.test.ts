import { describe, expect, it } from "vitest";
import { makeNode, makeShell } from "../../test/make-task";
import { outputDaysOf } from "./output-days";
import type { Task } from "./task";
import { causesOf } from "./task-needs";
import { fetchedMark, type OutputsMoment, outputStateOf, outputsEndMs } from "./task-outputs";
import { TASK } from "./task-status";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 28, 9);
const lin = { id: "lin", name: "Lin" };
const done = { id: 7, statusCode: TASK.finished, totalFrames: 10, doneFrames: 10 };
const endedAgo = (ms: number, members: Partial<Task> = {}) => makeNode({ ...done, completedMs: NOW - ms, ...members });
const marked = (agoMs: number) => new Map([[7, { by: lin, atMs: NOW - agoMs }]]);
const state = (node: ReturnType<typeof makeNode>, moment: Partial<OutputsMoment> = {}) =>
  outputStateOf(node, { nowMs: NOW, ...moment });

describe("rendered files", () => {
  it("are kept for 20 days after the end of the task, and go soon with three days left", () => {
    expect(outputsEndMs(endedAgo(0))).toBe(NOW + 20 * DAY);
    expect(state(endedAgo(17 * DAY - 1))).toBe("kept");
    expect(state(endedAgo(17 * DAY))).toBe("soon");
    expect(state(endedAgo(20 * DAY - 1))).toBe("soon");
    expect(state(endedAgo(20 * DAY))).toBe("gone");
  });

  it("are none while the task goes on or no frame has finished", () => {
    expect(state(makeNode({ ...done, statusCode: TASK.rendering, completedMs: null }))).toBe("none");
    expect(state(endedAgo(DAY, { statusCode: TASK.rendering }))).toBe("none");
    expect(state(endedAgo(DAY, { statusCode: TASK.failed, doneFrames: 0, failedFrames: 10 }))).toBe("none");
    expect(state(endedAgo(DAY, { statusCode: TASK.stopped, doneFrames: 1 }))).toBe("kept");
  });

  it("of a task with layers are kept from the end of the last one", () => {
    const shell = makeShell({ id: 7 }, [
      { ...done, id: 71, completedMs: NOW - 19 * DAY },
      { ...done, id: 72, completedMs: NOW - DAY },
    ]);
    expect(outputsEndMs(shell)).toBe(NOW + 19 * DAY);
  });

  it("are fetched by a mark, unless they were rendered again since", () => {
    const node = endedAgo(18 * DAY);
    expect(state(node, { fetched: marked(18 * DAY) })).toBe("fetched");
    expect(state(node, { fetched: marked(18 * DAY + 1) })).toBe("soon");
    expect(fetchedMark(node, marked(DAY))?.by).toEqual(lin);
    expect(fetchedMark(node, undefined)).toBeNull();
    expect(state(endedAgo(21 * DAY), { fetched: marked(DAY) })).toBe("gone");
  });

  it("can be downloaded for fewer days where the account's setting says so", () => {
    expect(outputDaysOf({ downloadLimit: false, downloadLimitDay: 7 })).toBe(7);
    expect(outputDaysOf({ downloadLimit: false, downloadLimitDay: 60 })).toBe(20);
    expect(outputDaysOf({ downloadLimit: true, downloadLimitDay: 7 })).toBe(20);
    expect(outputDaysOf({ downloadLimit: null, downloadLimitDay: null })).toBe(20);
    expect(outputDaysOf({ downloadLimit: false, downloadLimitDay: 0 })).toBe(20);
    expect(state(endedAgo(5 * DAY), { outputDays: 7 })).toBe("soon");
  });

  it("need a user when they go soon and are not fetched, where the team marks what it fetches", () => {
    const moment = { nowMs: NOW, hungLeaves: new Set<number>(), slowLeaves: new Set<number>() };
    const node = endedAgo(18 * DAY);
    const other = new Map([[8, { by: lin, atMs: NOW }]]);
    expect(causesOf(node, moment)).toEqual([]);
    expect(causesOf(node, { ...moment, fetched: new Map() })).toEqual([]);
    expect(causesOf(node, { ...moment, fetched: other })).toEqual(["outputs"]);
    expect(causesOf(node, { ...moment, fetched: marked(DAY) })).toEqual([]);
    expect(causesOf(endedAgo(DAY), { ...moment, fetched: other })).toEqual([]);
  });
});
