import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyJson } from "../testing/arbitraries";
import { parseWireJson, type WireValue } from "./wire-json";

/** Back to plain values, for comparison with JSON.parse. */
function plain(value: WireValue): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, inner]) => [name, plain(inner)]));
  if (typeof value === "object" && value !== null && "source" in value) return Number(value.source);
  return value;
}

const accepts = (parse: (text: string) => unknown, text: string) => {
  try {
    parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
};

const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

describe("parseWireJson", () => {
  it("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(plain(parseWireJson(` ${text}\r\n`))).toEqual(JSON.parse(text));
      }),
    );
  });

  it("accepts and refuses the same texts as JSON.parse", () => {
    const signs = fc.constantFrom(
      ...'{}[]",:0123-+.eE \n\t\\u/tnrbf'.split(""),
      "true",
      "false",
      "null",
      '"a"',
      "\u0001",
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        expect(accepts(parseWireJson, text)).toBe(accepts(JSON.parse, text));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["1800.0", "9007199254740993", "1e-05", "-0.0", "1E+2"])("keeps the text of %s", (source) => {
    expect(parseWireJson(`[${source}]`)).toEqual([{ source }]);
  });

  it("keeps document order; of equal names the last wins at the place of the first", () => {
    expect(parseWireJson('{"b":"1","1":"2","b":"3","0":"4"}')).toEqual(
      new Map([
        ["b", "3"],
        ["1", "2"],
        ["0", "4"],
      ]),
    );
  });

  it("holds __proto__ as an ordinary name", () => {
    expect(parseWireJson('{"__proto__":{"x":"y"}}')).toEqual(new Map([["__proto__", new Map([["x", "y"]])]]));
  });

  it.each(['"\\ud800"', '"\ud800"', '"\\udc00\\ud800"', '{"\\ud83d":1}'])(
    "refuses the lone surrogate in %j",
    (text) => {
      expect(() => parseWireJson(text)).toThrow("lone surrogate");
    },
  );

  it("accepts 64 levels and refuses more, however many", () => {
    expect(() => parseWireJson(nested(64))).not.toThrow();
    expect(() => parseWireJson(nested(100_000))).toThrow("deeper");
  });

  it("reads a text of several megabytes", () => {
    const long = `${"x".repeat(3_000_000)}é`;
    expect(parseWireJson(JSON.stringify(long))).toBe(long);
  });
});
