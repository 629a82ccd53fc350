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

/** Longest name of a person, in UTF-16 units. */
const MAX_NAME = 100;
/** Line breaks, other control characters, and marks that change the direction of the text around them or show nothing. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/gu;

const plainLine = (text: string, length: number): string =>
  // A name may be as long as a header; only its beginning is looked at.
  storable(
    text
      .slice(0, 10 * length)
      .replace(INVISIBLE, " ")
      .trim(),
    length,
  );

/** A name that somebody else chose, as one plain line: it cannot pretend to be two entries of a list, or reorder one. */
export const plainName = (text: string): string => plainLine(text, MAX_NAME);
/** An id of a person, as a plain line for an indexed column. */
export const plainId = (text: string): string => plainLine(text, MAX_KEY);
