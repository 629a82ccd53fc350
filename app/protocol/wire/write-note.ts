/**
 * What the page notes on a write for the audit, as headers of the request: the price that the user was shown, and that the write
 * takes another one back. Our server reads them; the farm never gets them.
 */
import type { Currency } from "../account/currency";

/** A price as it was shown, in major units of the currency. Requests of one command have the price of the whole command. */
export type ShownPrice = { readonly low: number; readonly high: number; readonly currency: Currency };

export type WriteNote = { readonly price?: ShownPrice | undefined; readonly isUndo?: boolean | undefined };

export const PRICE_HEADER = "x-renderdeck-price";
export const UNDO_HEADER = "x-renderdeck-undo";

/** Thousandths are the smallest amount of the farm. */
const DECIMALS = 3;
const MAX_AMOUNT = 999_999_999;
const PRICE = /^(\d{1,9}(?:\.\d{1,3})?)-(\d{1,9}(?:\.\d{1,3})?) (CNY|USD)$/;

/** The headers of a note, such as `x-renderdeck-price: 4.800-6.000 CNY`. A price beyond the format is left out. */
export function noteHeaders({ price, isUndo = false }: WriteNote): Record<string, string> {
  const isFit = price && price.low >= 0 && price.high >= price.low && price.high <= MAX_AMOUNT;
  return {
    ...(isFit
      ? { [PRICE_HEADER]: `${price.low.toFixed(DECIMALS)}-${price.high.toFixed(DECIMALS)} ${price.currency}` }
      : {}),
    ...(isUndo ? { [UNDO_HEADER]: "1" } : {}),
  };
}

/** Reads the price of a header; null: there is none, or it is not in the format. */
export function parsePrice(text: string | undefined): ShownPrice | null {
  const [, low, high, currency] = PRICE.exec(text ?? "") ?? [];
  const price = { low: Number(low), high: Number(high), currency: currency === "USD" ? "USD" : "CNY" } as const;
  return price.low <= price.high ? price : null;
}
