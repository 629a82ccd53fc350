/** Sizes of files in the language of the page: "1.5 MB", counted in thousands as downloads are. */
const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A size in bytes, to three digits, in the largest unit that leaves something before the point. */
export function fileSize(locale: string, bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  // 999,950 is 1,000 kB when rounded to three digits, and reads as 1 MB.
  const rounded = Number((bytes / 1000 ** power).toPrecision(3));
  const up = rounded >= 1000 && power < units.length - 1;
  const format = new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[up ? power + 1 : power] ?? "byte",
    unitDisplay: "short",
    maximumSignificantDigits: 3,
  });
  return format.format(up ? rounded / 1000 : rounded);
}
