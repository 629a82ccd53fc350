/** Values on their way into SQL. */

/** Longest text in an indexed column, in UTF-16 units: PostgreSQL refuses index entries over 2.7 kB. */
const MAX_KEY = 200;
/** Longest text in another column. */
const MAX_TEXT = 2000;

/**
 * A text that both engines keep as it is: PostgreSQL refuses U+0000 and SQLite ends the text there; a lone surrogate is not
 * UTF-8. Longer texts are cut.
 */
function storable(text: string, length: number): string {
  return text
    .slice(0, length)
    .replaceAll("\u0000", "\ufffd")
    .replace(/\p{Surrogate}/gu, "\ufffd");
}

export const keyText = (text: string): string => storable(text, MAX_KEY);
export const columnText = (text: string): string => storable(text, MAX_TEXT);

/** JSON in a text column. `JSON.stringify` escapes U+0000 and lone surrogates itself. */
export const jsonText = (value: unknown): string => JSON.stringify(value);

/** An integer column takes safe integers only; anything else is unknown. */
export const integerOrNull = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) && Number.isSafeInteger(Math.round(value)) ? Math.round(value) : null;

/** Thousandths of a unit, the smallest amount of the farm (app/protocol/charges.ts). */
export const milliOf = (amount: number | null): number | null => integerOrNull(amount === null ? null : amount * 1000);
