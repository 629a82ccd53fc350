import { expect, it } from "vitest";
import type { PriceRange } from "../../protocol/pricing";
import { shownPrice } from "./shown-price";

const price: PriceRange = { low: 4.8, mid: 5, high: 6, frames: 12, unpriced: 0, basis: 10 };
const open = { currency: "CNY", chargesHidden: false } as const;

it("the audit notes the price that the dialog shows, and none where it shows none", () => {
  expect(shownPrice(price, open)).toEqual({ low: 4.8, high: 6, currency: "CNY" });
  expect(shownPrice(price, { ...open, chargesHidden: true })).toBeUndefined();
  expect(shownPrice(null, open)).toBeUndefined();
});
