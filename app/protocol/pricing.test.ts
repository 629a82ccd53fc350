import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PricedPart, priceFrames, quantile } from "./pricing";

const cost = fc.nat(10_000).map((cents) => cents / 100);
const part: fc.Arbitrary<PricedPart> = fc.record({
  frames: fc.integer({ min: 1, max: 500 }),
  costs: fc.array(cost, { maxLength: 30 }),
  mean: fc.option(cost),
});
const parts = fc.array(part, { maxLength: 5 });

describe("the price of frames", () => {
  it("lies between the cheapest and the dear end", () => {
    fc.assert(
      fc.property(parts, (given) => {
        const price = priceFrames(given);
        const { low, mid, high } = price ?? { low: 0, mid: 0, high: 0 };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(mid).toBeGreaterThanOrEqual(low);
        expect(high).toBeGreaterThanOrEqual(mid);
      }),
    );
  });

  it("counts every frame as priced or not", () => {
    fc.assert(
      fc.property(parts, (given) => {
        const price = priceFrames(given);
        const all = given.reduce((sum, { frames }) => sum + frames, 0);
        const blind = given.filter(({ costs, mean }) => costs.length === 0 && mean === null);
        const unpriced = blind.reduce((sum, { frames }) => sum + frames, 0);
        expect(price?.frames ?? 0).toBe(all - unpriced);
        expect(price?.unpriced ?? all).toBe(unpriced);
      }),
    );
  });

  it("doubles with twice the frames", () => {
    fc.assert(
      fc.property(parts, (given) => {
        const once = priceFrames(given);
        const twice = priceFrames(given.map((one) => ({ ...one, frames: one.frames * 2 })));
        expect(twice === null).toBe(once === null);
        for (const key of ["low", "mid", "high"] as const)
          expect(twice?.[key] ?? 0).toBeCloseTo((once?.[key] ?? 0) * 2, 6);
      }),
    );
  });

  it("is the median times the frames, from the cheapest to the 95th percentile", () => {
    const costs = [0.5, 1, 2, 3, 40];
    expect(priceFrames([{ frames: 10, costs, mean: 9 }])).toEqual({
      low: 5,
      mid: 20,
      high: 400,
      frames: 10,
      unpriced: 0,
      basis: 5,
    });
  });

  it("rests on the mean where no frame is known", () => {
    expect(priceFrames([{ frames: 4, costs: [], mean: 0.25 }])).toMatchObject({ low: 1, mid: 1, high: 1, basis: 0 });
  });

  it("is none when nothing can be priced", () => {
    expect(priceFrames([])).toBeNull();
    expect(priceFrames([{ frames: 4, costs: [], mean: null }])).toBeNull();
  });
});

describe("the quantile", () => {
  it("is one of the values, and none of none", () => {
    expect(quantile([], 0.5)).toBeNull();
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([1, 2, 3, 4], share))).toEqual([1, 1, 2, 3, 4]);
  });
});
