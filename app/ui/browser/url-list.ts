/** Lists in the URL: parts joined by commas; a comma or percent sign inside a part is written as %2C or %25. */

const escapePart = (part: string) => part.replace(/[%,]/g, encodeURIComponent);
const unescapePart = (part: string) => part.replace(/%2C/gi, ",").replace(/%25/g, "%");

/** The list as one search parameter. */
export const joinList = (parts: readonly (string | number)[]): string =>
  parts.map((part) => escapePart(String(part))).join(",");

/** The parts of a search parameter: text from the URL, or an array when one page links to another. */
export function readList(raw: unknown): readonly string[] {
  if (Array.isArray(raw)) return raw.map(String).filter((part) => part !== "");
  if (typeof raw !== "string" && typeof raw !== "number") return [];
  return String(raw)
    .split(",")
    .filter((part) => part !== "")
    .map(unescapePart);
}
