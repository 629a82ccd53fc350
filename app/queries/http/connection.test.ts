import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLatency } from "./connection";

/** What is told after each of the answers. */
const told = (...answersMs: number[]) => {
  const latency = createLatency();
  return answersMs.map((ms) => latency.after(ms));
};

describe("the latency that is told", () => {
  it("is the first answer's, rounded, and never nothing", () => {
    expect(told(1)).toEqual([10]);
    expect(told(44)).toEqual([40]);
    expect(told(260)).toEqual([300]);
    expect(told(4800)).toEqual([5000]);
  });

  it("does not follow answers that differ as answers do", () => {
    expect(new Set(told(20, 12, 28, 9, 24, 15, 27, 11, 20))).toEqual(new Set([20]));
  });

  it("follows a connection that has become slow, or fast again", () => {
    const slow = Array<number>(20).fill(2000);
    const fast = Array<number>(60).fill(20);
    const figures = told(20, ...slow, ...fast);
    expect(figures[1]).toBeGreaterThan(200);
    expect(figures[20]).toBeGreaterThanOrEqual(1000);
    expect(figures.at(-1)).toBeLessThanOrEqual(30);
  });

  it("is always within a notable change of answers that stay alike", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 20_000 }), fc.integer({ min: 10, max: 20_000 }), (before, now) => {
        const last = told(...Array<number>(30).fill(before), ...Array<number>(80).fill(now)).at(-1) ?? 0;
        expect(last).toBeGreaterThan(now / 1.6);
        expect(last).toBeLessThan(now * 1.6);
      }),
    );
  });
});
