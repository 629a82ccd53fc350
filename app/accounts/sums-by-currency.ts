/** Amounts of several accounts, never added across currencies. */
import type { AccountSummary } from "../mirror/accounts-summary";
import type { Currency } from "../protocol/account/currency";
import { type ChargeSum, roundAmount } from "../protocol/charges";

export type CurrencySums = {
  readonly currency: Currency;
  /** null: an amount of one of its accounts is hidden or not known, so nobody can say the sum. */
  readonly day: ChargeSum | null;
  readonly month: ChargeSum | null;
  readonly balance: number | null;
};

type Amounts = Pick<AccountSummary, "currency" | "day" | "month" | "balance">;

/** Sums of the accounts of each currency, for currencies of at least two accounts. */
export function sumsByCurrency(accounts: readonly Amounts[]): CurrencySums[] {
  const currencies = new Set(accounts.map(({ currency }) => currency).filter((currency) => currency !== null));
  return [...currencies].flatMap((currency) => {
    const own = accounts.filter((account) => account.currency === currency);
    if (own.length < 2) return [];
    const spend = (period: "day" | "month") => addCharges(own.map((account) => account[period]?.spend ?? null));
    return [{ currency, day: spend("day"), month: spend("month"), balance: add(own.map(({ balance }) => balance)) }];
  });
}

function add(amounts: readonly (number | null)[]): number | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length < amounts.length ? null : roundAmount(known.reduce((sum, amount) => sum + amount, 0));
}

function addCharges(sums: readonly (ChargeSum | null)[]): ChargeSum | null {
  const amount = add(sums.map((sum) => sum?.amount ?? null));
  return amount === null ? null : { amount, unknown: sums.reduce((total, sum) => total + (sum?.unknown ?? 0), 0) };
}
