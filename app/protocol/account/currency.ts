/** No source names a currency: the account has two balances and a zone, so it follows the zone (inferred, endpoints-2018 section 5). */

export type Currency = "CNY" | "USD";

/** The farm's zone of accounts outside China, which pay in US dollars. */
const FOREIGN_ZONE = 2;

/** The currency of an account's zone; an unknown zone reads as the domestic one. */
export const currencyOfZone = (zone: number | null | undefined): Currency => (zone === FOREIGN_ZONE ? "USD" : "CNY");
