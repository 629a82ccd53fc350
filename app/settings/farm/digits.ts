/** Parses a whole number of at most nine digits; null for any other text, for example "1e9" and "1.5". */
export function readDigits(text: string): number | null {
  const digits = text.trim();
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}
