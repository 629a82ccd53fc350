import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeNode, makeShell } from "../../test/make-task";
import { estimateEta } from "./task-estimate";

const START = 1_793_491_200_000;
const HOUR = 3_600_000;
/** Half-width of the 80 % range of four done frames, as a share. */
const Z80_OF_FOUR = 1.28 / 2;

/** A task in the middle of rendering: `done` frames after an hour, one executing, the rest waiting. */
const rendering = (done: number, left: number) =>
  makeNode({
    id: 1,
    statusCode: 5,
    startedMs: START,
    totalFrames: done + left,
    doneFrames: done,
    executingFrames: Math.min(1, left),
  });
const range = (done: number, left: number) => estimateEta(rendering(done, left), START + HOUR);
/** Width of the range relative to the time that the mean rate gives. */
function width(done: number, left: number): number {
  const eta = range(done, left);
  return eta ? (eta.latestMs - eta.earliestMs) / ((left * HOUR) / done) : Number.NaN;
}

describe("the estimate of the end", () => {
  it.each([
    ["fewer than three frames are done", rendering(2, 10)],
    ["no frame remains", rendering(10, 0)],
    ["no frame renders", makeNode({ id: 1, statusCode: 5, startedMs: START, totalFrames: 9, doneFrames: 5 })],
    [
      "the task has no start time",
      makeNode({ id: 1, statusCode: 5, totalFrames: 9, doneFrames: 5, executingFrames: 1 }),
    ],
    ["the task waits", makeNode({ id: 1, statusCode: 0, totalFrames: 9 })],
    ["the task has ended", makeNode({ ...rendering(5, 5).task, statusCode: 10 })],
  ])("is null when %s", (_, node) => {
    expect(estimateEta(node, START + HOUR)).toBeNull();
  });

  it("is null at the moment of the start", () => {
    expect(estimateEta(rendering(10, 10), START)).toBeNull();
  });

  it("is a range around the time that the mean rate gives", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (done, left) => {
        const eta = range(done, left);
        const point = START + HOUR + (left * HOUR) / done;
        expect(eta?.earliestMs).toBeLessThan(point);
        expect(eta?.latestMs).toBeGreaterThan(point);
        expect(eta?.earliestMs).toBeGreaterThan(START + HOUR);
      }),
    );
  });

  it("is narrower when more frames are done", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 2000 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 1, max: 500 }),
        (done, more, left) => {
          expect(width(done + more, left)).toBeLessThanOrEqual(width(done, left) * (1 + 1e-9));
        },
      ),
    );
    expect(width(2000, 100)).toBeLessThan(width(20, 100) / 2);
  });

  it.each([
    [100, 100, 0.128],
    [400, 100, 0.064],
    [3, 9, 0.739],
  ])(
    "has a width of 1.28 standard deviations of a Poisson count for %i done and %i remaining frames",
    (done, left, spread) => {
      const eta = range(done, left);
      const meanMs = (left * HOUR) / done;
      expect(((eta?.earliestMs ?? 0) - START - HOUR) / meanMs).toBeCloseTo(1 / (1 + spread), 2);
      expect(((eta?.latestMs ?? 0) - START - HOUR) / meanMs).toBeCloseTo(1 / (1 - spread), 1);
    },
  );

  it("includes the pass of a shell that has not started", () => {
    const running = { id: 2, statusCode: 5, startedMs: START, totalFrames: 20, doneFrames: 10, executingFrames: 1 };
    const alone = estimateEta(makeShell({ id: 1 }, [running]), START + HOUR);
    const both = estimateEta(makeShell({ id: 1 }, [running, { id: 3, statusCode: 0, totalFrames: 20 }]), START + HOUR);
    expect((both?.earliestMs ?? 0) - (START + HOUR)).toBeCloseTo(3 * ((alone?.earliestMs ?? 0) - (START + HOUR)), 0);
  });
});

it("a shell has the remaining frames and the rates of its leaves", () => {
  const leaf = { statusCode: 5, totalFrames: 8, doneFrames: 4, executingFrames: 1, startedMs: START };
  const shell = makeShell({ id: 1 }, [
    { id: 2, ...leaf },
    { id: 3, ...leaf, startedMs: null },
  ]);
  // Eight frames remain; only the leaf with a start tells the rate.
  const point = START + HOUR + (8 * HOUR) / 4;
  const eta = estimateEta(shell, START + HOUR);
  expect(eta?.earliestMs).toBeLessThan(point);
  expect(eta?.latestMs).toBeGreaterThan(point);
  expect(((eta?.earliestMs ?? 0) - START - HOUR) * (1 + Z80_OF_FOUR)).toBeCloseTo(2 * HOUR, -1);
});
