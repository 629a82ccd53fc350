/** The account's currency and whether money may be shown. */
import { useQuery } from "@tanstack/react-query";
import { type Currency, currencyOfZone } from "../protocol/currency";
import { userProfileQuery } from "./account";

export type CurrencyFacts = {
  readonly currency: Currency;
  readonly symbol: string;
  /** hideJobCharge: what tasks cost is not shown to this account. */
  readonly hidden: boolean;
  /** What the account can spend, coupon first; null while unknown or hidden by hideBalance. */
  readonly balance: number | null;
};

export function useCurrency(): CurrencyFacts {
  const { data: profile } = useQuery(userProfileQuery);
  const currency = currencyOfZone(profile?.zone);
  const own = currency === "USD" ? profile?.usdbalance : profile?.rmbbalance;
  const spendable = profile && !profile.hideBalance ? (own ?? 0) + (profile.coupon ?? 0) : null;
  return {
    currency,
    symbol: currency === "USD" ? "$" : "¥",
    hidden: profile?.hideJobCharge === true,
    balance: spendable,
  };
}
