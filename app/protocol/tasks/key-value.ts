/** The scene facts of a task: a text of `key:value` pairs separated by `::` (endpoints-2018 section 8). */
import { safeJsonParse } from "../wire/safe-json-parse";

/** One fact. `value` is the text as sent; `list` is set when the value is a JSON array. */
export type KeyValue = { readonly key: string; readonly value: string; readonly list?: readonly string[] };

const SEPARATOR = "::";
/** A key with its colon. A key followed by two colons is a part of the previous value. */
const nextName = /[A-Za-z_][A-Za-z0-9_]*:(?!:(?!:))/y;

/** Searches for a closing bracket that may fail: each failed search scans to the end of the text. */
const MAX_UNCLOSED_BRACKETS = 8;

/** Whether a pair ends at this `::`: the text ends after it, or the next key begins. */
function endsPair(text: string, separator: number): boolean {
  nextName.lastIndex = separator + SEPARATOR.length;
  return nextName.lastIndex === text.length || nextName.test(text);
}

/** The index after the JSON value that opens at `start`, or `start` when it is never closed (it is then plain text). */
function endOfJson(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === "\\") index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return start;
}

/** Scans one text for the ends of pairs: a `::` outside of brackets after which the text ends or a key begins. */
function createPairScanner(text: string) {
  const delimiter = /[[{]|::/g;
  let unclosed = 0;
  /** The index of the `::` that ends the pair starting at `start`, or the length of the text. */
  return (start: number): number => {
    delimiter.lastIndex = start;
    for (let match = delimiter.exec(text); match; match = delimiter.exec(text)) {
      if (match[0] === SEPARATOR) {
        if (endsPair(text, match.index)) return match.index;
        delimiter.lastIndex = match.index + 1;
      } else if (unclosed < MAX_UNCLOSED_BRACKETS) {
        const end = endOfJson(text, match.index);
        if (end === match.index) unclosed += 1;
        else delimiter.lastIndex = end;
      }
    }
    return text.length;
  };
}

function listOf(value: string): readonly string[] | undefined {
  if (!value.startsWith("[")) return undefined;
  const json = safeJsonParse(value);
  if (!Array.isArray(json)) return undefined;
  return json.map((item: unknown) => (typeof item === "string" ? item : JSON.stringify(item)));
}

/** Parses a keyValue text. Never throws and drops no text; pairs with the same key stay in order. */
export function parseKeyValue(text: string): readonly KeyValue[] {
  const pairs: KeyValue[] = [];
  const endOfPair = createPairScanner(text);
  for (let start = 0; start < text.length; ) {
    const end = endOfPair(start);
    const pair = text.slice(start, end);
    const colon = pair.indexOf(":");
    const key = colon === -1 ? pair : pair.slice(0, colon);
    const value = colon === -1 ? "" : pair.slice(colon + 1);
    const list = listOf(value);
    pairs.push(list ? { key, value, list } : { key, value });
    start = end + SEPARATOR.length;
  }
  return pairs;
}
