/**
 * JSON parser for signatures: numbers keep their source text (`1800.0`, 2^53+1), objects keep their document order and
 * accept any member name, `__proto__` included. JSON.parse loses all three.
 */

/** A number as its source text. */
export type WireNumber = { readonly source: string };
export type WireArray = readonly WireValue[];
/** Of two equal names the last value wins, at the place of the first, as in a Python dict. */
export type WireObject = ReadonlyMap<string, WireValue>;
export type WireValue = string | boolean | null | WireNumber | WireArray | WireObject;

/** Deeper than the body of any operation, and far from exhausting the stack. */
const MAX_DEPTH = 64;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LONE_SURROGATE = /\p{Surrogate}/u;
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;

class Parser {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): WireValue {
    this.#skipSpace();
    const value = this.#value(0);
    if (this.#position < this.#text.length) this.#fail("unexpected text after the value");
    return value;
  }

  #value(depth: number): WireValue {
    if (depth > MAX_DEPTH) this.#fail(`nested deeper than ${MAX_DEPTH}`);
    const value = this.#valueWithoutSpace(depth);
    this.#skipSpace();
    return value;
  }

  #valueWithoutSpace(depth: number): WireValue {
    const char = this.#text[this.#position];
    if (char === "{") return this.#object(depth);
    if (char === "[") return this.#array(depth);
    if (char === '"') return this.#string();
    return this.#literalOrNumber();
  }

  #object(depth: number): WireObject {
    const members = new Map<string, WireValue>();
    this.#items("}", () => {
      if (this.#text[this.#position] !== '"') this.#fail("expected a member name");
      const name = this.#string();
      this.#skipSpace();
      if (!this.#take(":")) this.#fail("expected ':'");
      members.set(name, this.#value(depth + 1));
    });
    return members;
  }

  #array(depth: number): WireArray {
    const items: WireValue[] = [];
    this.#items("]", () => {
      items.push(this.#value(depth + 1));
    });
    return items;
  }

  #items(close: string, parseOne: () => void): void {
    this.#position += 1;
    this.#skipSpace();
    if (this.#take(close)) return;
    do parseOne();
    while (this.#take(","));
    if (!this.#take(close)) this.#fail(`expected ',' or '${close}'`);
  }

  #string(): string {
    const start = this.#position;
    let escaped = false;
    for (let position = start + 1; ; position += 1) {
      const unit = this.#text.charCodeAt(position);
      if (Number.isNaN(unit) || unit < FIRST_PRINTABLE) this.#fail("unterminated string");
      if (unit === BACKSLASH) {
        escaped = true;
        position += 1;
      } else if (unit === QUOTE) {
        this.#position = position + 1;
        break;
      }
    }
    const value = escaped ? this.#unescape(start) : this.#text.slice(start + 1, this.#position - 1);
    if (LONE_SURROGATE.test(value)) this.#fail("a lone surrogate cannot be encoded");
    return value;
  }

  #unescape(start: number): string {
    const value: unknown = JSON.parse(this.#text.slice(start, this.#position));
    return typeof value === "string" ? value : this.#fail("expected a string");
  }

  #literalOrNumber(): WireNumber | boolean | null {
    NUMBER.lastIndex = this.#position;
    if (NUMBER.test(this.#text)) {
      const source = this.#text.slice(this.#position, NUMBER.lastIndex);
      this.#position = NUMBER.lastIndex;
      return { source };
    }
    for (const [literal, value] of LITERALS) {
      if (!this.#text.startsWith(literal, this.#position)) continue;
      this.#position += literal.length;
      return value;
    }
    return this.#fail("expected a value");
  }

  #take(char: string): boolean {
    if (this.#text[this.#position] !== char) return false;
    this.#position += 1;
    this.#skipSpace();
    return true;
  }

  #skipSpace(): void {
    // Not a regular expression: with one, skipping space took half the time of parsing a small body.
    for (;;) {
      const unit = this.#text.charCodeAt(this.#position);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.#position += 1;
    }
  }

  #fail(why: string): never {
    throw new SyntaxError(`Not JSON at character ${this.#position}: ${why}`);
  }
}

/** Parses JSON. Throws SyntaxError for invalid JSON, lone surrogates (no UTF-8 encodes them) and more than 64 levels. */
export const parseWireJson = (text: string): WireValue => new Parser(text).document();

/** Parses a JSON object. Throws SyntaxError as parseWireJson does, and for every other JSON value. */
export function parseWireObject(text: string): WireObject {
  const value = parseWireJson(text);
  if (value instanceof Map) return value;
  throw new SyntaxError("The body must be a JSON object");
}
