import type { PriceRange } from "../../protocol/pricing";
import type { ShownPrice } from "../../protocol/wire/write-note";
import type { AccountCurrency } from "./currency";

/** The price of a dialog as the audit notes it; undefined where the dialog shows no amount. */
export const shownPrice = (
  price: PriceRange | null,
  { currency, chargesHidden }: Pick<AccountCurrency, "currency" | "chargesHidden">,
): ShownPrice | undefined =>
  price === null || chargesHidden ? undefined : { low: price.low, high: price.high, currency };
