import { expect, it } from "vitest";
import { makeNode } from "../../test/make-task";
import { lastEndOf } from "./last-end";

const NOW = 1_793_491_200_000;
const HOUR = 3_600_000;
const running = (id: number, done: number) =>
  makeNode({ id, statusCode: 5, totalFrames: 1000, doneFrames: done, executingFrames: 2, startedMs: NOW - HOUR });

it("is the estimate that ends last, from when each task was read, and counts the tasks without one", () => {
  const nodes = [
    running(1, 500),
    running(2, 100),
    makeNode({ id: 3, statusCode: 0, totalFrames: 5 }),
    makeNode({ id: 4, statusCode: 25, totalFrames: 5, doneFrames: 5 }),
  ];
  const { last, unknown } = lastEndOf(nodes, () => NOW);
  expect(last?.node.task.id).toBe(2);
  expect(unknown).toBe(1);
  expect(last?.middleMs).toBe(((last?.earliestMs ?? 0) + (last?.latestMs ?? 0)) / 2);
  expect(lastEndOf(nodes, () => NOW - HOUR / 2).last?.middleMs).toBeLessThan(last?.middleMs ?? 0);
  expect(lastEndOf([], () => NOW)).toEqual({ last: null, unknown: 0 });
});
