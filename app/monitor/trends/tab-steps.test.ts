import { describe, expect, it } from "vitest";
import { GAP_MS } from "../../mirror/growth-steps";
import { makeNode } from "../../test/make-task";
import { type Reading, stepBetween } from "./tab-steps";

const START = 1_793_491_200_000;

type Counts = { doneFrames?: number; failedFrames?: number; cost?: number; submittedMs?: number };
const reading = (atMs: number, tasks: Readonly<Record<number, Counts>>): Reading => ({
  atMs,
  nodes: new Map(
    Object.entries(tasks).map(([id, counts]) => [
      Number(id),
      makeNode({ id: Number(id), totalFrames: 1000, statusCode: 5, ...counts }),
    ]),
  ),
});

describe("a step between two readings", () => {
  it("is counted task by task, so that a deleted or rerendered task does not hide growth of the others", () => {
    const before = reading(START, {
      1: { doneFrames: 10, cost: 5 },
      2: { doneFrames: 90, cost: 40 },
      3: { doneFrames: 7 },
    });
    const after = reading(START + 5000, { 1: { doneFrames: 14, cost: 6.5 }, 3: { doneFrames: 0, failedFrames: 2 } });
    expect(stepBetween(before, after)).toMatchObject({ done: 4, failed: 2, spend: 1.5, isGap: false });
  });

  it("includes the last growth of a deleted task", () => {
    const before = reading(START, { 1: { doneFrames: 10, cost: 5 } });
    const { nodes: removed } = reading(START, {
      1: { doneFrames: 12, failedFrames: 1, cost: 6 },
      2: { doneFrames: 9 },
    });
    const after = { ...reading(START + 60_000, {}), removed };
    expect(stepBetween(before, after)).toMatchObject({ done: 2, failed: 1, spend: 1 });
  });

  it("includes all of a new task, and nothing of an old one that is loaded late", () => {
    const after = reading(START + GAP_MS + 1, {
      1: { doneFrames: 3, cost: 1, submittedMs: START + 1000 },
      2: { doneFrames: 500, cost: 99, submittedMs: START - 86_400_000 },
    });
    expect(stepBetween(reading(START, {}), after)).toMatchObject({ done: 3, failed: 0, spend: 1, isGap: true });
  });
});
