/**
 * Frame ranges as users type them (`1-100x5, 200-`) and as framesRange of a task has them (`1-10[1]`, endpoints-2018 section
 * 7). One grammar covers both: a list of numbers and first-last pairs, with a step after `x` or in brackets.
 */

/** first, first + step, … up to last; last null: no end. */
export type FrameRange = { readonly first: number; readonly last: number | null; readonly step: number };

export type RangeProblem =
  | "expected-number"
  | "negative-number"
  | "number-too-large"
  | "last-before-first"
  | "step-zero"
  | "expected-bracket"
  | "expected-comma";

export type RangeResult =
  | { readonly ok: true; readonly ranges: readonly FrameRange[] }
  /** `at`: index of the character that causes the problem. */
  | { readonly ok: false; readonly at: number; readonly problem: RangeProblem };

/** A larger frame number is a typing error. */
const MAX_FRAME_NUMBER = 999_999_999;

class RangeSyntaxError extends Error {
  readonly at: number;
  readonly problem: RangeProblem;
  constructor(at: number, problem: RangeProblem) {
    super(problem);
    this.at = at;
    this.problem = problem;
  }
}

/** A cursor in the text; every method skips the spaces after what it consumes. */
class Cursor {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#skipSpaces();
  }

  get isAtEnd(): boolean {
    return this.at === this.#text.length;
  }

  #skipSpaces(): void {
    while (/\s/.test(this.#text[this.at] ?? "")) this.at += 1;
  }

  #startsNumber(): boolean {
    return /\d/.test(this.#text[this.at] ?? "");
  }

  /** Consumes the next character if it is one of these. */
  take(characters: string): boolean {
    const next = this.#text[this.at];
    if (next === undefined || !characters.includes(next)) return false;
    this.at += 1;
    this.#skipSpaces();
    return true;
  }

  number(): number {
    const start = this.at;
    if (this.#text[start] === "-") throw new RangeSyntaxError(start, "negative-number");
    while (this.#startsNumber()) this.at += 1;
    if (this.at === start) throw new RangeSyntaxError(start, "expected-number");
    const value = Number(this.#text.slice(start, this.at));
    if (value > MAX_FRAME_NUMBER) throw new RangeSyntaxError(start, "number-too-large");
    this.#skipSpaces();
    return value;
  }

  /** The next number, or null for an open range. A minus sign here begins a negative number. */
  optionalNumber(): number | null {
    return this.#startsNumber() || this.#text[this.at] === "-" ? this.number() : null;
  }
}

function parseStep(cursor: Cursor): number {
  const bracket = cursor.take("[");
  if (!bracket && !cursor.take("xX×")) return 1;
  const at = cursor.at;
  const step = cursor.number();
  if (step === 0) throw new RangeSyntaxError(at, "step-zero");
  if (bracket && !cursor.take("]")) throw new RangeSyntaxError(cursor.at, "expected-bracket");
  return step;
}

function parseRange(cursor: Cursor): FrameRange {
  const first = cursor.number();
  if (!cursor.take("-")) return { first, last: first, step: 1 };
  const at = cursor.at;
  const last = cursor.optionalNumber();
  if (last !== null && last < first) throw new RangeSyntaxError(at, "last-before-first");
  return { first, last, step: parseStep(cursor) };
}

/** Characters of Chinese keyboards and of typeset text, each with the equivalent in the grammar. */
const plainCharacters: Readonly<Record<string, string>> = {
  "–": "-",
  "—": "-",
  "−": "-",
  "－": "-",
  "［": "[",
  "］": "]",
  ｘ: "x",
  Ｘ: "x",
  "，": ",",
  "、": ",",
};

/** Replaces dashes and full-width characters with those of the grammar, each at the same index. */
export function plainRange(text: string): string {
  return text.replace(/[–—−－［］ｘＸ，、０-９]/g, (character) => {
    return plainCharacters[character] ?? String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH);
  });
}

/** Distance from a digit to its full-width form. */
const FULL_WIDTH = 0xff10 - 0x30;

/** Parses a frame-range expression. An empty text and negative numbers are errors. Never throws. */
export function parseFrameRange(text: string): RangeResult {
  const cursor = new Cursor(plainRange(text));
  const ranges: FrameRange[] = [];
  try {
    do ranges.push(parseRange(cursor));
    while (cursor.take(","));
    if (!cursor.isAtEnd) throw new RangeSyntaxError(cursor.at, "expected-comma");
    return { ok: true, ranges };
  } catch (error) {
    if (error instanceof RangeSyntaxError) return { ok: false, at: error.at, problem: error.problem };
    throw error;
  }
}

/** The ranges of a task's framesRange; null for another form (node paths of Houdini), which the page displays unchanged. */
export function parseFramesRange(text: string): readonly FrameRange[] | null {
  const result = parseFrameRange(text);
  return result.ok && result.ranges.every(({ last }) => last !== null) ? result.ranges : null;
}

/** Whether a frame number is in one of the ranges, on its step. */
export function matchesRange(ranges: readonly FrameRange[], frame: number): boolean {
  return ranges.some(
    ({ first, last, step }) => frame >= first && (last === null || frame <= last) && (frame - first) % step === 0,
  );
}

/** A short expression for frame numbers, in ascending order: `1-100x5, 200`. Empty without numbers. */
export function formatRanges(numbers: Iterable<number>): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let start = 0; start < sorted.length; ) {
    const end = runEnd(sorted, start);
    const first = sorted[start] ?? 0;
    const last = sorted[end] ?? first;
    const step = end > start ? (last - first) / (end - start) : 1;
    parts.push(first === last ? `${first}` : step === 1 ? `${first}-${last}` : `${first}-${last}x${step}`);
    start = end + 1;
  }
  return parts.join(", ");
}

/** The last index of the evenly spaced run from `start`; two numbers are a run only when they are consecutive. */
function runEnd(sorted: readonly number[], start: number): number {
  const step = (sorted[start + 1] ?? Number.NaN) - (sorted[start] ?? Number.NaN);
  let end = start;
  while ((sorted[end + 1] ?? Number.NaN) - (sorted[end] ?? Number.NaN) === step) end += 1;
  return end - start >= 2 || step === 1 ? end : start;
}
