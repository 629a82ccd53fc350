/** The currency and balance of the account, and whether charges may be shown. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Currency, currencyOfZone } from "../../protocol/account/currency";
import { userProfileQuery } from "./user-profile";

export type AccountCurrency = {
  readonly currency: Currency;
  readonly symbol: string;
  /** hideJobCharge: the account may not see what tasks cost. */
  readonly chargesHidden: boolean;
  /** What the account can spend, coupon included; null while it loads, or hidden by hideBalance. */
  readonly balance: number | null;
};

/** Reads the profile if it is stale. Returns the same value until the profile changes. */
export function useCurrency(): AccountCurrency {
  const { data: profile } = useQuery(userProfileQuery);
  return useMemo(() => {
    const currency = currencyOfZone(profile?.zone);
    const currencyBalance = currency === "USD" ? profile?.usdbalance : profile?.rmbbalance;
    return {
      currency,
      symbol: currency === "USD" ? "$" : "¥",
      chargesHidden: profile?.hideJobCharge === true,
      balance: profile && !profile.hideBalance ? (currencyBalance ?? 0) + (profile.coupon ?? 0) : null,
    };
  }, [profile]);
}
