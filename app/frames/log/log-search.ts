/** Search in the lines of a log. */
import { parseLogLine } from "../../protocol/frames/frame-log";
import { foldText } from "../../protocol/wire/fold-text";

/** Numbers (from 0) of the lines that contain the text, ignoring case; none for an empty text. */
export function findLines(lines: readonly string[], text: string): number[] {
  const needle = foldText(text);
  if (needle === "") return [];
  return lines.flatMap((line, index) => (foldText(line).includes(needle) ? [index] : []));
}

/** Numbers (from 0) of the lines that report an error. */
export const findErrors = (lines: readonly string[]): number[] =>
  lines.flatMap((line, index) => (parseLogLine(line).kind === "error" ? [index] : []));

/** The number after `from` in an ascending list, or before it; wraps around at the ends. null for an empty list. */
export function nextOf(numbers: readonly number[], from: number | null, by: 1 | -1): number | null {
  if (from === null) return numbers.at(by === 1 ? 0 : -1) ?? null;
  const next = by === 1 ? numbers.find((number) => number > from) : numbers.findLast((number) => number < from);
  return next ?? numbers.at(by === 1 ? 0 : -1) ?? null;
}

export type LinePart = { readonly text: string; readonly kind: "plain" | "hit" | "code"; readonly at: number };

/** A line split into hits of the search, the code of an analysis error, and the rest. */
export function lineParts(line: string, text: string): LinePart[] {
  const { errorCode } = parseLogLine(line);
  const start = errorCode === null ? -1 : line.indexOf(errorCode);
  if (errorCode === null || start < 0) return hits(line, text, 0);
  const end = start + errorCode.length;
  return [
    ...hits(line.slice(0, start), text, 0),
    { text: errorCode, kind: "code", at: start },
    ...hits(line.slice(end), text, end),
  ];
}

function hits(line: string, text: string, offset: number): LinePart[] {
  const [haystack, needle] = [foldText(line), foldText(text)];
  const parts: LinePart[] = [];
  let from = 0;
  const push = (to: number, kind: LinePart["kind"]) => {
    if (to > from) parts.push({ text: line.slice(from, to), kind, at: offset + from });
    from = to;
  };
  // A folded text can be longer or shorter than the original (İ): the offsets would be wrong, so nothing is marked.
  if (needle !== "" && haystack.length === line.length) {
    for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, from)) {
      push(at, "plain");
      push(at + needle.length, "hit");
    }
  }
  push(line.length, "plain");
  return parts;
}
