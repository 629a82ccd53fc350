/** CSV for spreadsheets. */

/**
 * A spreadsheet runs a cell that starts like this as a formula, also after blanks and with full-width signs; a quote in front
 * makes it text (OWASP CSV injection).
 */
const FORMULA = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫])/u;
/** A spreadsheet turns these texts into a date (1-10, 3/4, 12:30), or a number that loses digits (007, 1e5, 16 digits and more). */
const CONVERTED = /^(?:\d{1,4}(?:[-/.:]\d{1,4}){1,2}|0\d+|\d+e\d+|\d{16,})$/i;

/** One cell: quoted where needed. Text that looks like a formula, a date or a long number is escaped; numbers are not. */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) || CONVERTED.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line without its end. */
export const csvLine = (cells: readonly (string | number | null)[]): string => cells.map(csvCell).join(",");

/** A file with a byte order mark (Excel reads Chinese only with it) and CRLF. */
export const csvText = (lines: readonly string[]): string => `\uFEFF${lines.join("\r\n")}\r\n`;
