/** Looking for things in the lines of a log. Pure. */
import { readLogLine } from "../../protocol/frames/frame-log";

/** Numbers of the lines (from 0) that hold the text, whatever its case; none of an empty text. */
export function findLines(lines: readonly string[], text: string): number[] {
  const needle = text.toLowerCase();
  if (needle === "") return [];
  return lines.flatMap((line, index) => (line.toLowerCase().includes(needle) ? [index] : []));
}

/** Numbers of the lines (from 0) that tell of an error. */
export const findErrors = (lines: readonly string[]): number[] =>
  lines.flatMap((line, index) => (readLogLine(line).kind === "error" ? [index] : []));

/** Of ascending numbers the next one after `from`, or before it; behind the last comes the first. null: there is none. */
export function step(numbers: readonly number[], from: number | null, by: 1 | -1): number | null {
  if (from === null) return numbers.at(by === 1 ? 0 : -1) ?? null;
  const found = by === 1 ? numbers.find((number) => number > from) : numbers.findLast((number) => number < from);
  return found ?? numbers.at(by === 1 ? 0 : -1) ?? null;
}

export type LinePart = { readonly text: string; readonly kind: "plain" | "hit" | "code"; readonly at: number };

/** A line cut into what was looked for, the number of an analysis error that it names, and the rest. */
export function lineParts(line: string, text: string): LinePart[] {
  const { errorCode } = readLogLine(line);
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
  const [haystack, needle] = [line.toLowerCase(), text.toLowerCase()];
  const parts: LinePart[] = [];
  let from = 0;
  const push = (to: number, kind: LinePart["kind"]) => {
    if (to > from) parts.push({ text: line.slice(from, to), kind, at: offset + from });
    from = to;
  };
  // Lower case may be longer than what it came from; then nothing is marked rather than the wrong thing.
  if (needle !== "" && haystack.length === line.length) {
    for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, from)) {
      push(at, "plain");
      push(at + needle.length, "hit");
    }
  }
  push(line.length, "plain");
  return parts;
}
