import { describe, expect, it } from "vitest";
import { sumUsage } from "../mirror/usage-sum";
import { sumsByCurrency } from "./sums-by-currency";

const usage = (amount: number | null, unknown = 0) => ({
  ...sumUsage([], 0),
  spend: amount === null ? null : { amount, unknown },
});
const account = (currency: "CNY" | "USD" | null, amount: number | null, balance: number | null = 1) => ({
  currency,
  day: usage(amount, 1),
  month: usage(amount),
  balance,
});

describe("sumsByCurrency", () => {
  it("adds the amounts of each currency and never across", () => {
    const sums = sumsByCurrency([
      account("CNY", 0.1),
      account("USD", 100),
      account("CNY", 0.2, 2.5),
      account("USD", 11, 4),
    ]);
    expect(sums).toEqual([
      { currency: "CNY", day: { amount: 0.3, unknown: 2 }, month: { amount: 0.3, unknown: 0 }, balance: 3.5 },
      { currency: "USD", day: { amount: 111, unknown: 2 }, month: { amount: 111, unknown: 0 }, balance: 5 },
    ]);
  });

  it("has no sum of one account, nor of an account whose currency is not known", () => {
    expect(sumsByCurrency([account("CNY", 1), account("USD", 1), account(null, 1)])).toEqual([]);
  });

  it("says no sum where one amount is not known", () => {
    expect(sumsByCurrency([account("CNY", 1), account("CNY", null, null)])).toEqual([
      { currency: "CNY", day: null, month: null, balance: null },
    ]);
  });
});
