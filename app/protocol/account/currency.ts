/**
 * The currency of an account. No source specifies it: an account has two balances and a zone, so the currency is inferred
 * from the zone (endpoints-2018 section 5).
 */

import { roundAmount } from "../charges";

export type Currency = "CNY" | "USD";

/** The zone of accounts outside China, which pay in US dollars. */
const FOREIGN_ZONE = 2;

/** The currency of an account's zone; CNY for an unknown or missing zone. */
export const currencyOfZone = (zone: number | null | undefined): Currency => (zone === FOREIGN_ZONE ? "USD" : "CNY");

type Balances = {
  readonly zone: number | null;
  readonly rmbbalance: number | null;
  readonly usdbalance: number | null;
  readonly coupon: number | null;
};

/** What an account can spend, coupon included, in its currency; null when its balance is unknown. */
export function spendableBalance({ zone, rmbbalance, usdbalance, coupon }: Balances): number | null {
  const balance = currencyOfZone(zone) === "USD" ? usdbalance : rmbbalance;
  return balance === null ? null : roundAmount(balance + (coupon ?? 0));
}
