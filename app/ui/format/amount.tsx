import type { Currency } from "../../protocol/account/currency";
import type { CostRange } from "../../protocol/pricing";
import { HIDDEN_AMOUNT, useFormat } from "./format";

/** An amount of money or a range of it; dots where the account is not shown what tasks cost. null reads as "—". */
export function Amount({
  value,
  account: { currency, chargesHidden },
}: {
  value: number | CostRange | null;
  account: { readonly currency: Currency; readonly chargesHidden: boolean };
}) {
  const format = useFormat();
  if (chargesHidden) return HIDDEN_AMOUNT;
  return typeof value === "object" && value !== null
    ? format.moneyRange(value, currency)
    : format.money(value, currency);
}
