import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GrowthStep } from "../../mirror/growth-steps";
import { currentRate, curves, growthSince, intervalOf, remarkOf } from "./steps";

const START = 1_793_491_200_000;
const MINUTE = 60_000;

const step = (fromMinute: number, toMinute: number, members: Partial<GrowthStep> = {}): GrowthStep => ({
  fromMs: START + fromMinute * MINUTE,
  atMs: START + toMinute * MINUTE,
  done: 0,
  failed: 0,
  spend: 0,
  isGap: false,
  ...members,
});

const lengths = fc.array(
  fc.record({ seconds: fc.integer({ min: 1, max: 3000 }), done: fc.nat(50), cents: fc.nat(500), isGap: fc.boolean() }),
  { minLength: 1, maxLength: 40 },
);

/** Steps that follow one another from START. */
function stepsOf(all: readonly { seconds: number; done: number; cents: number; isGap: boolean }[]): GrowthStep[] {
  let atMs = START;
  return all.map(({ seconds, done, cents, isGap }) => {
    const fromMs = atMs;
    atMs += seconds * 1000;
    return { fromMs, atMs, done, failed: 0, spend: cents / 100, isGap };
  });
}

describe("growthSince", () => {
  it("is the sum of all steps when it begins before them", () => {
    fc.assert(
      fc.property(lengths, (all) => {
        const growth = growthSince(stepsOf(all), START);
        expect(growth.done).toBe(all.reduce((sum, { done }) => sum + done, 0));
        expect(growth.spend).toBeCloseTo(all.reduce((sum, { cents }) => sum + cents, 0) / 100, 6);
        expect(growth.countedFromMs).toBe(START);
      }),
    );
  });

  it("has no amount where one is hidden, and nothing without steps", () => {
    expect(growthSince([step(0, 1, { done: 2, spend: null })], START)).toMatchObject({ done: 2, spend: null });
    expect(growthSince([], START)).toEqual({ done: 0, failed: 0, spend: 0, countedFromMs: null });
  });
});

describe("curves", () => {
  it("have all frames and amounts of the period, and no hole where steps are recorded", () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 60 }), (all, points) => {
        const steps = stepsOf(all.map((one) => ({ ...one, isGap: false })));
        const endMs = steps.at(-1)?.atMs ?? START;
        const toMs = endMs + MINUTE;
        const { x, rate, spend } = curves(steps, START, toMs, points);
        expect(x.length).toBeLessThanOrEqual(points);
        const last = Math.floor((endMs - 1 - START) / intervalOf(START, toMs, points));
        expect(rate.slice(0, last + 1).every((value) => value !== null)).toBe(true);
        const amounts = spend.filter((value) => value !== null);
        expect(amounts.at(-1)).toBeCloseTo(growthSince(steps, START).spend ?? 0, 2);
        expect(amounts).toEqual(amounts.toSorted((a, b) => a - b));
      }),
    );
  });

  it("have nothing of a step without length, with which recording begins", () => {
    const steps = [step(1, 1)];
    expect(curves(steps, START, START + 2 * MINUTE)).toMatchObject({ rate: [null, null], spend: [null, null] });
    expect(growthSince(steps, START)).toMatchObject({ done: 0, countedFromMs: START + MINUTE });
  });

  it("divide a step among the intervals it crosses, and leave out what lies before the period", () => {
    const { rate } = curves([step(-2, 2, { done: 40 }), step(2, 4, { done: 0 })], START, START + 4 * MINUTE);
    expect(rate).toEqual([10, 10, 0, 0]);
  });
});

describe("a gap", () => {
  // Ten minutes recorded, two hours without, ten minutes recorded; ten frames a minute throughout.
  const minutes = (from: number) =>
    Array.from({ length: 10 }, (_, index) => step(from + index, from + index + 1, { done: 10, spend: 1 }));
  const steps = [...minutes(0), step(10, 130, { done: 1200, spend: 120, isGap: true }), ...minutes(130)];
  const end = START + 140 * MINUTE;

  it("is a hole in the curves, after which the spending continues at its new height", () => {
    const { x, rate, spend } = curves(steps, START, end, 14);
    expect(x).toHaveLength(14);
    expect(rate[0]).toBeCloseTo(10);
    expect(rate.slice(1, 13)).toEqual(Array.from({ length: 12 }, () => null));
    expect(rate.at(-1)).toBeCloseTo(10);
    expect(spend[5]).toBeNull();
    expect(spend.at(-1)).toBe(140);
  });

  it("counts in a period that contains it, and not in one that begins within it", () => {
    expect(growthSince(steps, START)).toMatchObject({ done: 1400, spend: 140, countedFromMs: START });
    const within = START + 60 * MINUTE;
    expect(growthSince(steps, within)).toMatchObject({ done: 100, countedFromMs: START + 130 * MINUTE });
    expect(growthSince(steps.slice(0, 11), within)).toMatchObject({ done: 0, countedFromMs: START + 130 * MINUTE });
  });

  it("is no part of the current rate, which needs one recorded minute", () => {
    expect(currentRate(steps, end, 10)).toBeCloseTo(10);
    expect(currentRate(steps.slice(0, 11), START + 130 * MINUTE, 10)).toBeNull();
  });
});

describe("the remark", () => {
  it("says when recording began or stopped, and that there is none", () => {
    const steps = [step(0, 5), step(5, 10)];
    const at = (sinceMinute: number, nowMinute: number) =>
      remarkOf(steps, START + sinceMinute * MINUTE, START + nowMinute * MINUTE);
    expect(at(0, 10)).toBeNull();
    expect(at(-2, 12)).toBeNull();
    expect(at(-60, 10)).toEqual({ kind: "from", ms: START });
    expect(at(0, 20)).toEqual({ kind: "until", ms: START + 10 * MINUTE });
    expect(remarkOf([], START, START)).toEqual({ kind: "none" });
  });
});
