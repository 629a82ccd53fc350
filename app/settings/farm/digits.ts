/** The whole number that a typed text is, at most nine digits of it; null for anything else, "1e9" and "1.5" included. */
export function readDigits(text: string): number | null {
  const digits = text.trim();
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}
