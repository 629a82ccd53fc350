/** The account's currency and whether money may be shown. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Currency, currencyOfZone } from "../../protocol/account/currency";
import { userProfileQuery } from "./account";

export type AccountCurrency = {
  readonly currency: Currency;
  readonly symbol: string;
  /** hideJobCharge: what tasks cost is not shown to this account. */
  readonly chargesHidden: boolean;
  /** What the account can spend, coupon first; null while unknown or hidden by hideBalance. */
  readonly balance: number | null;
};

/** Asks for the profile where it is not fresh. The same value until the profile changes. */
export function useCurrency(): AccountCurrency {
  const { data: profile } = useQuery(userProfileQuery);
  return useMemo(() => {
    const currency = currencyOfZone(profile?.zone);
    const own = currency === "USD" ? profile?.usdbalance : profile?.rmbbalance;
    return {
      currency,
      symbol: currency === "USD" ? "$" : "¥",
      chargesHidden: profile?.hideJobCharge === true,
      balance: profile && !profile.hideBalance ? (own ?? 0) + (profile.coupon ?? 0) : null,
    };
  }, [profile]);
}
