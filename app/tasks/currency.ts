/** The account's currency and whether money may be shown. No source names a currency; it follows the zone (inferred, section 5). */
import { useQuery } from "@tanstack/react-query";
import { userProfileQuery } from "../queries/account";
import type { Currency } from "../ui/format";

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
  const currency: Currency = profile?.zone === 2 ? "USD" : "CNY";
  const own = currency === "USD" ? profile?.usdbalance : profile?.rmbbalance;
  const spendable = profile && !profile.hideBalance ? (own ?? 0) + (profile.coupon ?? 0) : null;
  return {
    currency,
    symbol: currency === "USD" ? "$" : "¥",
    hidden: profile?.hideJobCharge === true,
    balance: spendable,
  };
}
