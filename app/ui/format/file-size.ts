/** File sizes in the page's language, in powers of 1000: "1.5 MB". */
const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A size in bytes with three significant digits, in the largest unit that gives at least 1. */
export function fileSize(locale: string, bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  // 999,950 is 1,000 kB when rounded to three digits, and reads as 1 MB.
  const rounded = Number((bytes / 1000 ** power).toPrecision(3));
  const roundsUp = rounded >= 1000 && power < units.length - 1;
  const format = new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[roundsUp ? power + 1 : power] ?? "byte",
    unitDisplay: "short",
    maximumSignificantDigits: 3,
  });
  return format.format(roundsUp ? rounded / 1000 : rounded);
}
