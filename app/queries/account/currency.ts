/** The currency and balance of the account, and whether charges may be shown. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Currency, currencyOfZone, spendableBalance } from "../../protocol/account/currency";
import { userProfileQuery } from "./user-profile";

export type AccountCurrency = {
  readonly currency: Currency;
  readonly symbol: string;
  /** The account may not see what tasks cost (hideJobCharge), or this is not known: its profile is not loaded. */
  readonly chargesHidden: boolean;
  /** What the account can spend, coupon included; null where it is hidden (hideBalance), unknown or not loaded. */
  readonly balance: number | null;
};

/**
 * Reads the profile if it is stale. Returns the same value until the profile changes. The only place that decides whether
 * amounts are shown: nothing else reads hideJobCharge and hideBalance, except Settings, which shows the profile itself.
 */
export function useCurrency(): AccountCurrency {
  const { data: profile } = useQuery(userProfileQuery);
  return useMemo(() => {
    const currency = currencyOfZone(profile?.zone);
    return {
      currency,
      symbol: currency === "USD" ? "$" : "¥",
      chargesHidden: profile?.hideJobCharge !== false,
      balance: profile?.hideBalance === false ? spendableBalance(profile) : null,
    };
  }, [profile]);
}
