import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLatency } from "./connection";

/** The displayed latency after each call. */
const displayed = (...latenciesMs: number[]) => {
  const latency = createLatency();
  return latenciesMs.map((ms) => latency.add(ms));
};

describe("the displayed latency", () => {
  it("starts with the first call, rounded to 10, 100 or 1000 ms and never 0", () => {
    expect(displayed(1)).toEqual([10]);
    expect(displayed(44)).toEqual([40]);
    expect(displayed(260)).toEqual([300]);
    expect(displayed(4800)).toEqual([5000]);
  });

  it("ignores normal differences between calls", () => {
    expect(new Set(displayed(20, 12, 28, 9, 24, 15, 27, 11, 20))).toEqual(new Set([20]));
  });

  it("follows a connection that becomes slow or fast", () => {
    const slow = Array<number>(20).fill(2000);
    const fast = Array<number>(60).fill(20);
    const figures = displayed(20, ...slow, ...fast);
    expect(figures[1]).toBeGreaterThan(200);
    expect(figures[20]).toBeGreaterThanOrEqual(1000);
    expect(figures.at(-1)).toBeLessThanOrEqual(30);
  });

  it("stays within 1.6 times of a constant latency", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 20_000 }), fc.integer({ min: 10, max: 20_000 }), (before, now) => {
        const last = displayed(...Array<number>(30).fill(before), ...Array<number>(80).fill(now)).at(-1) ?? 0;
        expect(last).toBeGreaterThan(now / 1.6);
        expect(last).toBeLessThan(now * 1.6);
      }),
    );
  });
});

it.each([
  [
    [40, 59],
    [40, 40],
  ],
  [
    [10, 30, 30],
    [10, 10, 20],
  ],
  [
    [400, 100, 100, 100],
    [400, 400, 400, 200],
  ],
  [[99], [100]],
  [[999], [1000]],
  [[1400], [1000]],
])("after the latencies %j shows %j", (latencies, expected) => {
  expect(displayed(...latencies)).toEqual(expected);
});
