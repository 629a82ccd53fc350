import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyFrames, makeFrame } from "../test/make-frame";
import { makeNode } from "../test/make-task";
import type { Frame } from "./frames/frame";
import {
  allCharges,
  type ChargesByType,
  chargesByType,
  costOfRemaining,
  frameCharge,
  meanFrameCharge,
  priceOfRerender,
  projectedCost,
  quantile,
  type RerenderPart,
  taskCharge,
} from "./pricing";

const MAIN = 5;
const PHOTON = 2;
const PRIORITY = 4;
const PRIORITY_COMPOSITE = 6;

const finished = (typeCode: number, accountCost: number, more: Partial<Frame> = {}) =>
  makeFrame({ id: 1, statusCode: 4, typeCode, accountCost, ...more });
const failed = (typeCode: number | null) => makeFrame({ id: 1, statusCode: 5, typeCode });
/** A part whose frames are all loaded. */
const partOf = (frames: readonly Frame[], charges: ChargesByType, mean: number | null = null): RerenderPart => ({
  count: frames.length,
  frames,
  charges,
  mean,
});

describe("the charge of a frame", () => {
  it("is the sum of the amounts paid from the balance, paid with coupons and owed", () => {
    expect(frameCharge(finished(MAIN, 0.5, { couponCost: 0.25, arrears: 0.125 }))).toBe(0.875);
    expect(frameCharge(makeFrame({ id: 1 }))).toBe(0);
  });

  it.each(["accountCost", "couponCost", "arrears"] as const)("counts a frame that has only %s", (member) => {
    const frame = makeFrame({ id: 1, statusCode: 4, typeCode: MAIN, [member]: 0.4 });
    expect(chargesByType([frame]).get(MAIN)).toEqual([0.4]);
  });

  it("is listed by frame type, ascending, for finished frames only", () => {
    const frames = [finished(MAIN, 3), finished(PHOTON, 9), finished(MAIN, 1), failed(MAIN), finished(MAIN, 10)];
    expect([...chargesByType(frames)]).toEqual([
      [MAIN, [1, 3, 10]],
      [PHOTON, [9]],
    ]);
  });

  it("is left out of the list of all types when the frame is a composite of test frames", () => {
    const frames = [finished(PRIORITY, 3), finished(PRIORITY_COMPOSITE, 0.01), finished(PRIORITY, 2)];
    expect(allCharges(chargesByType([...frames, finished(PHOTON, 1)]))).toEqual([1, 2, 3]);
    expect(allCharges(chargesByType(frames))).toEqual([2, 3]);
    expect(allCharges(new Map())).toEqual([]);
  });
});

describe("the charge of a task", () => {
  it("is the sum of the paid and the owed amount", () => {
    expect(taskCharge(makeNode({ id: 1, cost: 4, arrears: 2 }).rollUp)).toBe(6);
    expect(taskCharge(makeNode({ id: 1, cost: null, arrears: 2 }).rollUp)).toBe(2);
    expect(taskCharge({ cost: null, arrears: null })).toBeNull();
  });

  it("gives a mean per finished frame, and null before the first one", () => {
    const { rollUp } = makeNode({ id: 1, totalFrames: 9, doneFrames: 3, cost: 4, arrears: 2 });
    expect(meanFrameCharge(rollUp)).toBe(2);
    expect(meanFrameCharge({ ...rollUp, counts: { ...rollUp.counts, done: 0 } })).toBeNull();
  });
});

describe("priceOfRerender", () => {
  const charges = new Map<number | null, readonly number[]>([
    [MAIN, [0.5, 1, 2, 3, 40]],
    [PHOTON, [10]],
  ]);

  it("is frames × median charge, from the lowest charge to the 95th percentile", () => {
    const frames = Array.from({ length: 10 }, () => failed(MAIN));
    expect(priceOfRerender([partOf(frames, charges, 9)])).toEqual({
      low: 5,
      mid: 20,
      high: 400,
      frames: 10,
      unpriced: 0,
      basis: 5,
    });
  });

  it("prices each type with the finished frames of that type", () => {
    expect(priceOfRerender([partOf([failed(MAIN), failed(PHOTON)], charges)])).toMatchObject({
      low: 10.5,
      mid: 12,
      high: 50,
      basis: 6,
    });
  });

  it("prices a type without finished frames with all other types except composites of test frames", () => {
    const testCharges = chargesByType([
      ...[3, 1, 2].map((cost) => finished(PRIORITY, cost)),
      finished(PRIORITY_COMPOSITE, 0.01),
    ]);
    const main = partOf([failed(MAIN), failed(MAIN)], testCharges, 0.01);
    expect(priceOfRerender([main])).toMatchObject({ low: 2, mid: 4, high: 6, basis: 3 });
    const composite = partOf([failed(MAIN), failed(PRIORITY_COMPOSITE)], testCharges);
    expect(priceOfRerender([composite])).toMatchObject({ low: 1.01, mid: 2.01, basis: 4 });
  });

  it("assumes the type proportions of the loaded frames for those that are not loaded", () => {
    const frames = [failed(MAIN), failed(MAIN), failed(MAIN), failed(PHOTON)];
    const price = priceOfRerender([{ ...partOf(frames, charges), count: 400 }]);
    expect(price).toMatchObject({ mid: 300 * 2 + 100 * 10, frames: 400 });
    expect(priceOfRerender([{ ...partOf(frames, charges), count: 0 }])).toBeNull();
  });

  it("prices a leaf without loaded frames with all charges, or else with the mean", () => {
    expect(priceOfRerender([{ ...partOf([], charges), count: 2 }])).toMatchObject({ low: 1, mid: 4, basis: 6 });
    const byMean = { ...partOf([], new Map(), 0.25), count: 4 };
    expect(priceOfRerender([byMean])).toMatchObject({ low: 1, mid: 1, high: 1, frames: 4, basis: 0 });
  });

  it("counts frames without a basis, and is null when no frame has one", () => {
    const withoutBasis = partOf([failed(MAIN), failed(null)], new Map());
    expect(priceOfRerender([partOf([failed(PHOTON)], charges), withoutBasis])).toMatchObject({
      frames: 1,
      unpriced: 2,
    });
    expect(priceOfRerender([withoutBasis])).toBeNull();
    expect(priceOfRerender([])).toBeNull();
  });

  const anyPart: fc.Arbitrary<RerenderPart> = fc
    .record({ frames: anyFrames(0, 30), loaded: anyFrames(0, 30), more: fc.nat(500), mean: fc.option(fc.nat(90)) })
    .map(({ frames, loaded, more, mean }) => ({
      frames,
      count: frames.length + more,
      charges: chargesByType(loaded),
      mean,
    }));
  const anyParts = fc.array(anyPart, { maxLength: 5 });

  it("has its median between its bounds", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const { low, mid, high } = priceOfRerender(parts) ?? { low: 0, mid: 0, high: 0 };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(mid).toBeGreaterThanOrEqual(low);
        expect(high).toBeGreaterThanOrEqual(mid);
      }),
    );
  });

  it("counts every frame once, priced or not", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const price = priceOfRerender(parts);
        const total = parts.reduce((sum, { count }) => sum + count, 0);
        const unpricedParts = parts.filter(({ count, mean }) => count === 0 || mean === null);
        const isCounted = price ? price.frames + price.unpriced === total : unpricedParts.length === parts.length;
        expect(isCounted).toBe(true);
      }),
    );
  });

  it("has a basis of at most the finished frames", () => {
    fc.assert(
      fc.property(anyFrames(0), anyFrames(0), (frames, loaded) => {
        const basis = priceOfRerender([partOf(frames, chargesByType(loaded))])?.basis ?? 0;
        expect(basis).toBeLessThanOrEqual(loaded.filter(({ statusCode }) => statusCode === 4).length);
      }),
    );
  });

  it("is the sum over the parts", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const total = priceOfRerender(parts);
        const sum = parts.reduce((mid, part) => mid + (priceOfRerender([part])?.mid ?? 0), 0);
        expect(total?.mid ?? 0).toBeCloseTo(sum, 6);
      }),
    );
  });
});

describe("the projected cost", () => {
  it("is the charge so far plus frames × quartiles", () => {
    const remaining = costOfRemaining([{ count: 10, charges: [1, 2, 3, 40], mean: 9 }]);
    expect(remaining).toEqual({ low: 10, high: 30, unpriced: 0 });
    expect(projectedCost(5, remaining)).toEqual({ low: 15, high: 35 });
  });

  it("uses the mean ± 20 % when fewer than three frames have finished", () => {
    expect(costOfRemaining([{ count: 10, charges: [7, 8], mean: 1 }])).toEqual({ low: 8, high: 12, unpriced: 0 });
  });

  it("counts frames without a basis as unpriced, not as free", () => {
    const withoutBasis = { count: 10, charges: [], mean: null };
    expect(costOfRemaining([withoutBasis, { count: 1, charges: [2, 2, 2], mean: null }])).toEqual({
      low: 2,
      high: 2,
      unpriced: 10,
    });
  });
});

describe("quantile", () => {
  it("is one of the values, and null without values", () => {
    expect(quantile([], 0.5)).toBeNull();
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([1, 2, 3, 4], share))).toEqual([1, 1, 2, 3, 4]);
  });
});
