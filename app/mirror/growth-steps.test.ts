import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GAP_MS, type GrowthStep, mergeSteps } from "./growth-steps";

const START = 1_793_491_200_000;
const HOUR = 3_600_000;

const lengths = fc.array(
  fc.record({ ms: fc.integer({ min: 1, max: 2 * GAP_MS }), done: fc.nat(50), cents: fc.nat(99) }),
  {
    maxLength: 80,
  },
);

/** Steps that follow one another. */
function stepsOf(all: readonly { readonly ms: number; readonly done: number; readonly cents: number }[]): GrowthStep[] {
  let atMs = START;
  return all.map(({ ms, done, cents }) => {
    const fromMs = atMs;
    atMs += ms;
    return { fromMs, atMs, done, failed: 1, spend: cents / 100, isGap: ms > GAP_MS };
  });
}

const sumOf = (steps: readonly GrowthStep[], name: "done" | "failed" | "spend") =>
  steps.reduce((sum, step) => sum + (step[name] ?? 0), 0);

describe("merged steps", () => {
  it("follow one another, and have the same sums and gaps", () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: HOUR }), (all, everyMs) => {
        const steps = stepsOf(all);
        const merged = mergeSteps(steps, everyMs);
        for (const name of ["done", "failed", "spend"] as const)
          expect(sumOf(merged, name)).toBeCloseTo(sumOf(steps, name));
        expect(merged.slice(1).map(({ fromMs }) => fromMs)).toEqual(merged.slice(0, -1).map(({ atMs }) => atMs));
        expect(merged.filter(({ isGap }) => isGap)).toEqual(steps.filter(({ isGap }) => isGap));
        expect(merged[0]?.fromMs).toBe(steps[0]?.fromMs);
      }),
    );
  });

  it("stay the same when they are merged once more with new ones", () => {
    fc.assert(
      fc.property(lengths, fc.nat(80), (all, cut) => {
        const steps = stepsOf(all);
        const inTwo = mergeSteps([...mergeSteps(steps.slice(0, cut), HOUR), ...steps.slice(cut)], HOUR);
        expect(sumOf(inTwo, "done")).toBe(sumOf(steps, "done"));
        expect(mergeSteps(inTwo, HOUR)).toEqual(inTwo);
      }),
    );
  });

  it("are minutes in the last quarter of an hour, and longer before it", () => {
    const steps = stepsOf(Array.from({ length: 720 }, () => ({ ms: 5000, done: 1, cents: 0 })));
    const merged = mergeSteps(steps, HOUR);
    expect(merged.length).toBeLessThan(19);
    expect(merged.some(({ fromMs, atMs }) => atMs - fromMs > 30 * 60_000)).toBe(true);
  });

  it("are as long as asked before the last quarter of an hour", () => {
    const steps = stepsOf(Array.from({ length: 40 }, () => ({ ms: 60_000, done: 1, cents: 0 })));
    const minutes = mergeSteps(steps, 600_000).map(({ fromMs, atMs }) => (atMs - fromMs) / 60_000);
    expect(minutes).toEqual([9, 10, 6, ...Array.from({ length: 15 }, () => 1)]);
  });

  it("hide an amount that is hidden in one of them", () => {
    const [a, b] = stepsOf([
      { ms: 10, done: 1, cents: 5 },
      { ms: 10, done: 1, cents: 5 },
    ]);
    if (!a || !b) throw new Error("two steps");
    expect(mergeSteps([a, { ...b, spend: null }], HOUR)).toMatchObject([{ done: 2, spend: null }]);
    expect(mergeSteps([{ ...a, spend: null }, b], HOUR)).toMatchObject([{ done: 2, spend: null }]);
  });
});
