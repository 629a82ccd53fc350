/** The least finished frames of a price, and amounts that are not known. */
import { expect, it } from "vitest";
import { makeFrame } from "../test/make-frame";
import { chargeSum } from "./charges";
import { priceOfFrames, quantile } from "./pricing";

const MAIN = 5;
const failed = makeFrame({ id: 1, statusCode: 5, typeCode: MAIN });

it("the charge of a task for display has its unknown parts, and is null without any amount", () => {
  expect(chargeSum({ charge: 0, unknownCharges: 2 })).toEqual({ amount: 0, unknown: 2 });
  expect(chargeSum({ charge: null, unknownCharges: 2 })).toBeNull();
});

it.each([
  [2, { low: 1.2, mid: 1.5, high: 1.8 }],
  [3, { low: 1, mid: 1.5, high: 1.5 }],
])("the price from %i finished frames is their range only from three on", (count, expected) => {
  const charges = new Map([[MAIN, [1, 1.5, 1.5].slice(3 - count)]]);
  expect(priceOfFrames([{ count: 1, frames: [failed], charges, mean: null }])).toMatchObject(expected);
});

it("frames that are none have no price", () => {
  expect(priceOfFrames([{ count: 0, frames: [failed], charges: new Map(), mean: 3 }])).toBeNull();
});

it.each([
  [0, 1],
  [0.5, 2],
  [0.76, 4],
  [1, 4],
  [2, 4],
])("the quantile %d of four values is the nearest rank", (share, expected) => {
  expect(quantile([1, 2, 3, 4], share)).toBe(expected);
});
