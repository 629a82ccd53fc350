/**
 * Frame ranges as users type them (`1-100x5, 200-`) and as framesRange of a task has them (`1-10[1]`, endpoints-2018 section
 * 7). One grammar covers both: a list of numbers and first-last pairs, with a step after `x` or in brackets. Numbers may be
 * negative (`-10--1`) and have a fraction. Other notations with one meaning only are accepted (decision 049).
 */

/** first, first + step, … up to last; last null: no end. */
export type FrameRange = { readonly first: number; readonly last: number | null; readonly step: number };

export type RangeProblem =
  | "expected-number"
  | "number-too-large"
  | "last-before-first"
  | "step-zero"
  | "expected-bracket"
  | "expected-comma";

export type RangeResult =
  | { readonly ok: true; readonly ranges: readonly FrameRange[] }
  /** `at`: index of the character that causes the problem. */
  | { readonly ok: false; readonly at: number; readonly problem: RangeProblem };

/** A frame number farther from 0 is a typing error. */
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

const DIGIT = /\d/;
/** Marks between the first and the last frame: of 1-100, 1~100, 1:100, 1至100 and 1到100. Two dots are a mark as well. */
const TO = "-~:至到";
const LIST = ",;";

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

  #isDigit(at: number): boolean {
    return DIGIT.test(this.#text[at] ?? "");
  }

  /** Whether a number begins here: a digit, or a minus sign. */
  get startsNumber(): boolean {
    return this.#isDigit(this.at) || this.#text[this.at] === "-";
  }

  /** Consumes the next character if it is one of these. */
  take(characters: string): boolean {
    const next = this.#text[this.at];
    if (next === undefined || !characters.includes(next)) return false;
    this.at += 1;
    this.#skipSpaces();
    return true;
  }

  /** Consumes two dots or more: the mark of 1..10. */
  takeDots(): boolean {
    if (!this.#text.startsWith("..", this.at)) return false;
    while (this.#text[this.at] === ".") this.at += 1;
    this.#skipSpaces();
    return true;
  }

  number(): number {
    const start = this.at;
    const digits = start + (this.#text[start] === "-" ? 1 : 0);
    let end = digits;
    while (this.#isDigit(end)) end += 1;
    if (end === digits) throw new RangeSyntaxError(digits, "expected-number");
    if (this.#text[end] === "." && this.#isDigit(end + 1)) {
      end += 1;
      while (this.#isDigit(end)) end += 1;
    }
    const value = Number(this.#text.slice(start, end));
    if (Math.abs(value) > MAX_FRAME_NUMBER) throw new RangeSyntaxError(start, "number-too-large");
    this.at = end;
    this.#skipSpaces();
    return value;
  }
}

function parseStep(cursor: Cursor): number {
  const bracket = cursor.take("[");
  if (!bracket && !cursor.take("xX×")) return 1;
  const { at } = cursor;
  const step = cursor.number();
  if (step <= 0) throw new RangeSyntaxError(at, "step-zero");
  if (bracket && !cursor.take("]")) throw new RangeSyntaxError(cursor.at, "expected-bracket");
  return step;
}

function parseRange(cursor: Cursor): FrameRange {
  const first = cursor.number();
  if (!cursor.take(TO) && !cursor.takeDots()) return { first, last: first, step: 1 };
  const { at } = cursor;
  const last = cursor.startsNumber ? cursor.number() : null;
  if (last !== null && last < first) throw new RangeSyntaxError(at, "last-before-first");
  return { first, last, step: parseStep(cursor) };
}

/** Every dash that a keyboard, a word processor or a web page writes. */
const DASHES = /[‐‑‒–—―−﹣－]/g;
/** Characters that show nothing and come with pasted text: zero-width spaces and joiners, a soft hyphen, a byte order mark. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/;
const ALL_INVISIBLE = new RegExp(INVISIBLE, "g");

/** Characters of Chinese keyboards, each with the equivalent in the grammar. */
const plainCharacters: Readonly<Record<string, string>> = {
  "［": "[",
  "］": "]",
  ｘ: "x",
  Ｘ: "x",
  "，": ",",
  "、": ",",
  "；": ";",
  "～": "~",
  "〜": "~",
  "：": ":",
  "．": ".",
};

/** Distance from a digit to its full-width form. */
const FULL_WIDTH = 0xff10 - 0x30;

/** Replaces dashes and full-width characters with those of the grammar and leaves out invisible ones. */
export const plainRange = (text: string): string =>
  text
    .replace(ALL_INVISIBLE, "")
    .replace(DASHES, "-")
    .replace(
      /[［］ｘＸ，、；～〜：．０-９]/g,
      (character) => plainCharacters[character] ?? String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH),
    );

/** The index in the typed text of a character of its plain form. */
function typedIndex(text: string, plainIndex: number): number {
  let visible = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (INVISIBLE.test(text[index] ?? "")) continue;
    if (visible === plainIndex) return index;
    visible += 1;
  }
  return text.length;
}

/** Parses a frame-range expression; commas, semicolons and spaces separate its parts. An empty text is an error. Never throws. */
export function parseFrameRange(text: string): RangeResult {
  const cursor = new Cursor(plainRange(text));
  const ranges: FrameRange[] = [];
  try {
    do ranges.push(parseRange(cursor));
    while (cursor.take(LIST) || cursor.startsNumber);
    if (!cursor.isAtEnd) throw new RangeSyntaxError(cursor.at, "expected-comma");
    return { ok: true, ranges };
  } catch (error) {
    if (error instanceof RangeSyntaxError) return { ok: false, at: typedIndex(text, error.at), problem: error.problem };
    throw error;
  }
}

/** The ranges of a task's framesRange; null for another form (node paths of Houdini), which the page displays unchanged. */
export function parseFramesRange(text: string): readonly FrameRange[] | null {
  const result = parseFrameRange(text);
  return result.ok && result.ranges.every(({ last }) => last !== null) ? result.ranges : null;
}

/** Whether a frame number is in one of the ranges, on its step. A range of step 1 has its sub-frames as well. */
export function matchesRange(ranges: readonly FrameRange[], frame: number): boolean {
  return ranges.some(
    ({ first, last, step }) =>
      frame >= first && (last === null || frame <= last) && (step === 1 || isOnStep((frame - first) / step)),
  );
}

/** Fractions such as 0.1 are not exact. */
const isOnStep = (steps: number) => Math.abs(steps - Math.round(steps)) < 1e-6;

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
