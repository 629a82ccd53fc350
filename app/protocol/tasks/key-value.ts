/** The scene's render facts: one text of `key:value` pairs between `::` (endpoints-2018 section 8). */
import { safeJsonParse } from "../wire/safe-json-parse";

/** One fact. `value` is the text as sent; `list` is there when the value is a JSON array. */
export type KeyValue = { readonly key: string; readonly value: string; readonly list?: readonly string[] };

const SEPARATOR = "::";
/** A key with its colon. A second colon would make it a part of the previous value. */
const nextName = /[A-Za-z_][A-Za-z0-9_]*:(?!:(?!:))/y;

/** Limit of unclosed brackets: the search for each closing bracket scans to the end of the text. */
const MOST_UNCLOSED = 8;

/** Whether a pair may end at this `::`: the text ends behind it, or the next key begins. */
function endsPair(text: string, separator: number): boolean {
  nextName.lastIndex = separator + SEPARATOR.length;
  return nextName.lastIndex === text.length || nextName.test(text);
}

/** The index behind the JSON value that opens at `start`, or `start` when it is never closed (then it is plain text). */
function behindJson(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return start;
}

/** Finds where pairs end in one text: at a `::` outside of brackets behind which the text ends or a key begins. */
function pairEnds(text: string) {
  const stop = /[[{]|::/g;
  let unclosed = 0;
  /** The index of the `::` that ends the pair starting at `start`, or the length of the text. */
  return (start: number): number => {
    stop.lastIndex = start;
    for (let found = stop.exec(text); found; found = stop.exec(text)) {
      if (found[0] === SEPARATOR) {
        if (endsPair(text, found.index)) return found.index;
        stop.lastIndex = found.index + 1;
      } else if (unclosed < MOST_UNCLOSED) {
        const behind = behindJson(text, found.index);
        if (behind === found.index) unclosed += 1;
        else stop.lastIndex = behind;
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

/** Parses a keyValue text. Never throws and drops no text; repeated keys stay in their order. */
export function parseKeyValue(text: string): readonly KeyValue[] {
  const pairs: KeyValue[] = [];
  const endOfPair = pairEnds(text);
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
