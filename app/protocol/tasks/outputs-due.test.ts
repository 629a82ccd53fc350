import { describe, expect, it } from "vitest";
import { makeNode } from "../../test/make-task";
import { dueKey, dueOutputs } from "./outputs-due";
import { TASK } from "./task-status";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 28, 9);
const endedAgo = (id: number, days: number) =>
  makeNode({ id, statusCode: TASK.finished, totalFrames: 10, doneFrames: 10, completedMs: NOW - days * DAY });
const nodes = [endedAgo(1, 18), endedAgo(2, 19.5), endedAgo(3, 20), endedAgo(4, 10), endedAgo(5, 17)];
const due = (days: number, moment = {}) =>
  dueOutputs(nodes, { nowMs: NOW, ...moment }, days).map(({ node }) => node.task.id);

const mark = (agoDays: number) => ({ by: { id: "lin", name: "Lin" }, atMs: NOW - agoDays * DAY });

describe("files that are due", () => {
  it("have at most these days left, and are not gone; what goes first is first", () => {
    expect(due(3)).toEqual([2, 1, 5]);
    expect(due(1)).toEqual([2]);
    expect(due(0)).toEqual([]);
    expect(due(3, { outputDays: 12 })).toEqual([4]);
  });

  it("are not those that the team has fetched since the task ended", () => {
    const fetched = new Map([
      [1, mark(2)],
      [2, mark(19.6)],
    ]);
    expect(due(3, { fetched })).toEqual([2, 5]);
  });

  it("have another key once the task has rendered again", () => {
    const keys = [endedAgo(1, 18), endedAgo(1, 17)]
      .flatMap((node) => dueOutputs([node], { nowMs: NOW }, 7))
      .map(dueKey);
    expect(new Set(keys).size).toBe(2);
  });
});
