/**
 * JSON as the signature sees it: numbers keep the text they had on the wire (`1800.0`, 2^53+1), objects keep their
 * document order and may hold any member name, `__proto__` included. JSON.parse loses all three.
 */

/** A number by its source text. */
export type WireNumber = { readonly source: string };
export type WireArray = readonly WireValue[];
/** Last of two equal names wins, at the place of the first: as Python's dict does. */
export type WireObject = ReadonlyMap<string, WireValue>;
export type WireValue = string | boolean | null | WireNumber | WireArray | WireObject;

/** Deeper nesting than any operation has, far less than what would exhaust the stack. */
const MAX_DEPTH = 64;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LONE_SURROGATE = /\p{Surrogate}/u;
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): WireValue {
    this.#space();
    const value = this.#value(0);
    if (this.#at < this.#text.length) this.#fail("unexpected text after the value");
    return value;
  }

  #value(depth: number): WireValue {
    if (depth > MAX_DEPTH) this.#fail(`nested deeper than ${MAX_DEPTH}`);
    const value = this.#bare(depth);
    this.#space();
    return value;
  }

  #bare(depth: number): WireValue {
    const sign = this.#text[this.#at];
    if (sign === "{") return this.#object(depth);
    if (sign === "[") return this.#array(depth);
    if (sign === '"') return this.#string();
    return this.#wordOrNumber();
  }

  #object(depth: number): WireObject {
    const members = new Map<string, WireValue>();
    this.#items("}", () => {
      if (this.#text[this.#at] !== '"') this.#fail("expected a member name");
      const name = this.#string();
      this.#space();
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

  #items(close: string, readOne: () => void): void {
    this.#at += 1;
    this.#space();
    if (this.#take(close)) return;
    do readOne();
    while (this.#take(","));
    if (!this.#take(close)) this.#fail(`expected ',' or '${close}'`);
  }

  #string(): string {
    const start = this.#at;
    let escaped = false;
    for (let at = start + 1; ; at += 1) {
      const unit = this.#text.charCodeAt(at);
      if (Number.isNaN(unit) || unit < FIRST_PRINTABLE) this.#fail("unfinished text");
      if (unit === BACKSLASH) {
        escaped = true;
        at += 1;
      } else if (unit === QUOTE) {
        this.#at = at + 1;
        break;
      }
    }
    const value = escaped ? this.#unescape(start) : this.#text.slice(start + 1, this.#at - 1);
    if (LONE_SURROGATE.test(value)) this.#fail("a lone surrogate cannot be encoded");
    return value;
  }

  #unescape(start: number): string {
    const value: unknown = JSON.parse(this.#text.slice(start, this.#at));
    return typeof value === "string" ? value : this.#fail("expected a text");
  }

  #wordOrNumber(): WireNumber | boolean | null {
    NUMBER.lastIndex = this.#at;
    if (NUMBER.test(this.#text)) {
      const source = this.#text.slice(this.#at, NUMBER.lastIndex);
      this.#at = NUMBER.lastIndex;
      return { source };
    }
    for (const [word, value] of WORDS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    return this.#fail("expected a value");
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    this.#space();
    return true;
  }

  #space(): void {
    // By hand: with a regular expression this was half the cost of reading a small body.
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.#at += 1;
    }
  }

  #fail(why: string): never {
    throw new SyntaxError(`Not JSON at character ${this.#at}: ${why}`);
  }
}

/** Reads JSON keeping numbers as their text. Throws SyntaxError for invalid JSON, lone surrogates and deep nesting. */
export const parseWireJson = (text: string): WireValue => new Reader(text).document();
