import type { Currency } from "../../protocol/account/currency";
import type { ChargeSum } from "../../protocol/charges";
import type { CostRange } from "../../protocol/pricing";
import { HIDDEN_AMOUNT, useFormat } from "./format";

/** An amount, a sum or a range of money; dots where the account is not shown what tasks cost. null reads as "—". */
export function Amount({
  value,
  account: { currency, chargesHidden },
}: {
  value: number | ChargeSum | CostRange | null;
  account: { readonly currency: Currency; readonly chargesHidden: boolean };
}) {
  const format = useFormat();
  if (chargesHidden) return HIDDEN_AMOUNT;
  if (typeof value !== "object" || value === null) return format.money(value, currency);
  return "low" in value ? format.moneyRange(value, currency) : format.moneySum(value, currency);
}
