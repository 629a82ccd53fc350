import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyFrames, makeFrame } from "../test/make-frame";
import { makeNode, makeShell } from "../test/make-task";
import { frameCharge, sumCharges, sumRollUps, taskCharge } from "./charges";
import type { Frame } from "./frames/frame";
import {
  allCharges,
  type ChargesByType,
  chargesByType,
  meanFrameCharge,
  priceOfFrames,
  projectedCost,
  quantile,
  type RenderPart,
  remainingPart,
  renderPart,
} from "./pricing";

const MAIN = 5;
const PHOTON = 2;
const PRIORITY = 4;
const PRIORITY_COMPOSITE = 6;

const finished = (typeCode: number, accountCost: number, more: Partial<Frame> = {}) =>
  makeFrame({ id: 1, statusCode: 4, typeCode, accountCost, ...more });
const failed = (typeCode: number | null) => makeFrame({ id: 1, statusCode: 5, typeCode });
/** A part whose frames are all loaded. */
const partOf = (frames: readonly Frame[], charges: ChargesByType, mean: number | null = null): RenderPart => ({
  count: frames.length,
  frames,
  charges,
  mean,
});

describe("the charge of a frame", () => {
  it("is the sum of the amounts paid from the balance, paid with coupons and owed", () => {
    expect(frameCharge(finished(MAIN, 0.5, { couponCost: 0.25, arrears: 0.125 }))).toBe(0.875);
  });

  it("is 0 before the first run, and unknown afterwards when the farm names no amount", () => {
    expect(frameCharge(makeFrame({ id: 1, statusCode: 1 }))).toBe(0);
    expect([2, 3, 4, 5, 11].map((statusCode) => frameCharge(makeFrame({ id: 1, statusCode })))).toEqual(
      Array(5).fill(null),
    );
    expect(chargesByType([makeFrame({ id: 1, statusCode: 4, typeCode: MAIN })])).toEqual(new Map());
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
  const amounts = { cost: null, accountCost: null, couponCost: null, arrears: null };

  it.each([
    ["paid and owed", { cost: 4, arrears: 2 }, 6],
    ["the parts without a total", { accountCost: 1, couponCost: 2, arrears: 0.5 }, 3.5],
    ["the total without parts", { cost: 4 }, 4],
    ["owed alone", { arrears: 2 }, 2],
    ["the total, which contains the parts", { cost: 3, accountCost: 1, couponCost: 2, arrears: 0 }, 3],
    ["the parts where the total leaves one out", { cost: 0, accountCost: 0, couponCost: 0.039 }, 0.039],
    ["a refund", { cost: -2.958, arrears: 0 }, -2.958],
    ["nothing named", {}, null],
  ])("is %s", (_, members, expected) => {
    expect(taskCharge({ ...amounts, ...members })).toBe(expected);
  });

  it("gives a mean per finished frame, and null before the first one or with an unknown part", () => {
    const { rollUp } = makeNode({ id: 1, totalFrames: 9, doneFrames: 3, cost: 4, arrears: 2 });
    expect(meanFrameCharge(rollUp)).toBe(2);
    expect(meanFrameCharge({ ...rollUp, counts: { ...rollUp.counts, done: 0 } })).toBeNull();
    expect(meanFrameCharge({ ...rollUp, unknownCharges: 1 })).toBeNull();
  });
});

describe("a sum of charges", () => {
  it("is rounded once, so that it is the sum in thousandths whatever the order", () => {
    const amounts = fc.array(fc.option(fc.integer({ min: -50_000, max: 50_000 })), { maxLength: 300 });
    fc.assert(
      fc.property(amounts, (thousandths) => {
        const sum = thousandths.reduce<number>((total, part) => total + (part ?? 0), 0);
        expect(sumCharges(thousandths.map((part) => (part === null ? null : part / 1000)))).toEqual({
          amount: sum / 1000 || 0,
          unknown: thousandths.filter((part) => part === null).length,
        });
      }),
    );
    // Rounding each of them would lose all.
    expect(sumCharges(Array.from({ length: 1000 }, () => 0.0004)).amount).toBe(0.4);
  });

  it("has no negative zero, which would be shown with a minus sign", () => {
    expect(Object.is(sumCharges([-0.0001]).amount, 0)).toBe(true);
  });

  it("of tasks counts every leaf without an amount that has run, however deep", () => {
    const shell = makeShell({ id: 1 }, [
      { id: 2, totalFrames: 2, doneFrames: 2, cost: 5 },
      { id: 3, totalFrames: 2, doneFrames: 1, cost: null },
      { id: 4, totalFrames: 2, cost: null },
    ]);
    expect(shell.rollUp).toMatchObject({ charge: 5, unknownCharges: 1 });
    expect(sumRollUps([shell.rollUp, makeNode({ id: 9, cost: 1 }).rollUp])).toEqual({ amount: 6, unknown: 1 });
    expect(makeNode({ id: 4, totalFrames: 2 }).rollUp).toMatchObject({ charge: null, unknownCharges: 0 });
  });
});

describe("priceOfFrames", () => {
  const charges = new Map<number | null, readonly number[]>([
    [MAIN, [0.5, 1, 2, 3, 40]],
    [PHOTON, [10]],
  ]);

  it("is frames × median charge, from the lowest charge to the 95th percentile", () => {
    const frames = Array.from({ length: 10 }, () => failed(MAIN));
    expect(priceOfFrames([partOf(frames, charges, 9)])).toEqual({
      low: 5,
      mid: 20,
      high: 400,
      frames: 10,
      unpriced: 0,
      basis: 5,
    });
  });

  it("prices each type with the finished frames of that type", () => {
    // The one photon frame is no range: a fifth more or less.
    expect(priceOfFrames([partOf([failed(MAIN), failed(PHOTON)], charges)])).toMatchObject({
      low: 0.5 + 8,
      mid: 12,
      high: 40 + 12,
      basis: 6,
    });
  });

  it("prices a type without finished frames with all other types except composites of test frames", () => {
    const testCharges = chargesByType([
      ...[3, 1, 2].map((cost) => finished(PRIORITY, cost)),
      finished(PRIORITY_COMPOSITE, 0.01),
    ]);
    const main = partOf([failed(MAIN), failed(MAIN)], testCharges, 0.01);
    expect(priceOfFrames([main])).toMatchObject({ low: 2, mid: 4, high: 6, basis: 3 });
    const composite = partOf([failed(MAIN), failed(PRIORITY_COMPOSITE)], testCharges);
    expect(priceOfFrames([composite])).toMatchObject({ low: 1.008, mid: 2.01, basis: 4 });
  });

  it("assumes the type proportions of the loaded frames for those that are not loaded", () => {
    const frames = [failed(MAIN), failed(MAIN), failed(MAIN), failed(PHOTON)];
    const price = priceOfFrames([{ ...partOf(frames, charges), count: 400 }]);
    expect(price).toMatchObject({ mid: 300 * 2 + 100 * 10, frames: 400 });
    expect(priceOfFrames([{ ...partOf(frames, charges), count: 0 }])).toBeNull();
  });

  it("prices a leaf without loaded frames with all charges, or else with the mean", () => {
    expect(priceOfFrames([{ ...partOf([], charges), count: 2 }])).toMatchObject({ low: 1, mid: 4, basis: 6 });
    const byMean = { ...partOf([], new Map(), 0.25), count: 4 };
    expect(priceOfFrames([byMean])).toMatchObject({ low: 0.8, mid: 1, high: 1.2, frames: 4, basis: 0 });
  });

  it("counts frames without a basis, and is null when no frame has one", () => {
    const withoutBasis = partOf([failed(MAIN), failed(null)], new Map());
    expect(priceOfFrames([partOf([failed(PHOTON)], charges), withoutBasis])).toMatchObject({
      frames: 1,
      unpriced: 2,
    });
    expect(priceOfFrames([withoutBasis])).toBeNull();
    expect(priceOfFrames([])).toBeNull();
  });

  const anyPart: fc.Arbitrary<RenderPart> = fc
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
        const { low, mid, high } = priceOfFrames(parts) ?? { low: 0, mid: 0, high: 0 };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(mid).toBeGreaterThanOrEqual(low);
        expect(high).toBeGreaterThanOrEqual(mid);
      }),
    );
  });

  it("counts every frame once, priced or not", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const price = priceOfFrames(parts);
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
        const basis = priceOfFrames([partOf(frames, chargesByType(loaded))])?.basis ?? 0;
        expect(basis).toBeLessThanOrEqual(loaded.filter(({ statusCode }) => statusCode === 4).length);
      }),
    );
  });

  it("is the sum over the parts", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const total = priceOfFrames(parts);
        const sum = parts.reduce((mid, part) => mid + (priceOfFrames([part])?.mid ?? 0), 0);
        expect(total?.mid ?? 0).toBeCloseTo(sum, 6);
      }),
    );
  });
});

describe("the projected cost", () => {
  const leaf = makeNode({ id: 1, totalFrames: 16, doneFrames: 4, executingFrames: 2, cost: 46 });
  const frames = [1, 2, 3, 40].map((cost) => finished(MAIN, cost));

  it("is the charge so far plus the price of the frames that wait or render", () => {
    const remaining = priceOfFrames([remainingPart(leaf.rollUp, frames)]);
    expect(remaining).toMatchObject({ frames: 12, low: 12, mid: 24, high: 480 });
    expect(projectedCost(46, remaining)).toEqual({ low: 58, high: 526 });
    expect(projectedCost(46, null)).toEqual({ low: 46, high: 46 });
  });

  it.each([
    ["fewer than three frames have finished", frames.slice(0, 2), { low: 9.6, mid: 12, high: 24 }],
    ["no frame is loaded: then of the mean", [], { low: 110.4, mid: 138, high: 165.6 }],
  ])("has a range of at least a fifth where %s", (_, loaded, expected) => {
    const price = priceOfFrames([remainingPart(leaf.rollUp, loaded)]);
    for (const end of ["low", "mid", "high"] as const) expect(price?.[end]).toBeCloseTo(expected[end], 9);
  });

  it("prices each state apart", () => {
    const waiting = renderPart(
      leaf.rollUp,
      ["waiting"],
      [...frames, failed(MAIN), makeFrame({ id: 1, statusCode: 1 })],
    );
    expect(waiting).toMatchObject({ count: 10, mean: 11.5 });
    expect(waiting.frames).toHaveLength(1);
  });
});

describe("quantile", () => {
  it("is one of the values, and null without values", () => {
    expect(quantile([], 0.5)).toBeNull();
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([1, 2, 3, 4], share))).toEqual([1, 1, 2, 3, 4]);
  });
});
