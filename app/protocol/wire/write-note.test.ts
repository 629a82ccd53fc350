import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noteHeaders, PRICE_HEADER, parsePrice, UNDO_HEADER } from "./write-note";

const headers = (low: number, high: number) => noteHeaders({ price: { low, high, currency: "CNY" } });

describe("the price that a write was shown with", () => {
  it("reaches the server as it was shown, to a thousandth", () => {
    const milli = fc.nat(999_999_999_000);
    fc.assert(
      fc.property(milli, milli, fc.constantFrom("CNY" as const, "USD" as const), (one, other, currency) => {
        const price = { low: Math.min(one, other) / 1000, high: Math.max(one, other) / 1000, currency };
        expect(parsePrice(noteHeaders({ price })[PRICE_HEADER])).toEqual(price);
      }),
    );
  });

  it.each([
    undefined,
    "",
    "5",
    "5 CNY",
    "6-5 CNY",
    "-1-5 CNY",
    "1e3-2e3 CNY",
    "NaN-NaN CNY",
    "1-Infinity CNY",
    "1-2 EUR",
    "1-2 cny",
    "1-2 CNY\n",
    " 1-2 CNY",
    "1.0001-2 CNY",
    "1-9999999999 CNY",
    `1-${"2".repeat(1_000_000)} CNY`,
  ])("is not known from another text: %.40j", (text) => {
    expect(parsePrice(text)).toBeNull();
  });

  it("may be one amount, or nothing", () => {
    expect(headers(4.8, 4.8)).toEqual({ [PRICE_HEADER]: "4.800-4.800 CNY" });
    expect(headers(0, 0)).toEqual({ [PRICE_HEADER]: "0.000-0.000 CNY" });
  });

  it("is left out where it is no amount", () => {
    expect([headers(Number.NaN, 1), headers(1, Number.NaN), headers(0, 1e12), headers(2, 1), headers(-1, 1)]).toEqual(
      Array.from({ length: 5 }, () => ({})),
    );
  });
});

it("an undo is noted, and nothing else where nothing is known", () => {
  expect(noteHeaders({ isUndo: true })).toEqual({ [UNDO_HEADER]: "1" });
  expect(noteHeaders({})).toEqual({});
});
