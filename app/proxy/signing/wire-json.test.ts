import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyJson } from "../testing/arbitraries";
import { parseWireJson, parseWireObject, type WireValue } from "./wire-json";

/** As plain values, for comparison with JSON.parse. */
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
  it("returns the same values as JSON.parse", () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(plain(parseWireJson(` ${text}\r\n`))).toEqual(JSON.parse(text));
      }),
    );
  });

  it("accepts and refuses the same texts as JSON.parse", () => {
    const tokens = fc.constantFrom(
      ...'{}[]",:0123-+.eE \n\t\\u/tnrbf'.split(""),
      "true",
      "false",
      "null",
      '"a"',
      "\u0001",
    );
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        expect(accepts(parseWireJson, text)).toBe(accepts(JSON.parse, text));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["1800.0", "9007199254740993", "1e-05", "-0.0", "1E+2"])("keeps the source text of %s", (source) => {
    expect(parseWireJson(`[${source}]`)).toEqual([{ source }]);
  });

  it("keeps the document order; of equal names the last value wins at the place of the first", () => {
    expect(parseWireJson('{"b":"1","1":"2","b":"3","0":"4"}')).toEqual(
      new Map([
        ["b", "3"],
        ["1", "2"],
        ["0", "4"],
      ]),
    );
  });

  it("treats __proto__ as an ordinary name", () => {
    expect(parseWireJson('{"__proto__":{"x":"y"}}')).toEqual(new Map([["__proto__", new Map([["x", "y"]])]]));
  });

  it.each(['"\\ud800"', '"\ud800"', '"\\udc00\\ud800"', '{"\\ud83d":1}'])(
    "refuses the lone surrogate in %j",
    (text) => {
      expect(() => parseWireJson(text)).toThrow("lone surrogate");
    },
  );

  it("accepts 64 levels and refuses more", () => {
    expect(() => parseWireJson(nested(65))).not.toThrow();
    expect(() => parseWireJson(nested(66))).toThrow("nested deeper than 64");
    expect(() => parseWireJson(nested(100_000))).toThrow("deeper");
  });

  it("parses a string of several megabytes", () => {
    const long = `${"x".repeat(3_000_000)}é`;
    expect(parseWireJson(JSON.stringify(long))).toBe(long);
  });
});

describe("the error message", () => {
  it.each([
    ["[1] x", 4, "unexpected text after the value"],
    ["{1:2}", 1, "expected a member name"],
    ['{"a" 1}', 5, "expected ':'"],
    ["[1 2]", 3, "expected ',' or ']'"],
    ['{"a":1', 6, "expected ',' or '}'"],
    ['"abc', 0, "unterminated string"],
    ["[tru]", 1, "expected a value"],
  ])("of %s names position %i and the cause", (text, position, cause) => {
    expect(() => parseWireJson(text)).toThrow(`Not JSON at character ${position}: ${cause}`);
  });
});

describe("parseWireObject", () => {
  it("returns an object", () => expect(parseWireObject('{"a":"b"}')).toEqual(new Map([["a", "b"]])));

  it.each(["[]", "1", '"x"', "null"])("refuses %s", (text) => {
    expect(() => parseWireObject(text)).toThrow(new SyntaxError("The body must be a JSON object"));
  });
});

it.each([
  ["", 0, "expected a value"],
  ["nul", 0, "expected a value"],
  ["[1 2]", 3, "expected ',' or ']'"],
  ['{"a":1', 6, "expected ',' or '}'"],
  ["{a:1}", 1, "expected a member name"],
  ['{"a" 1}', 5, "expected ':'"],
  ["[] x", 3, "unexpected text after the value"],
  ['"a', 0, "unterminated string"],
  ['"a\nb"', 0, "unterminated string"],
])("refuses %j at character %i: %s", (text, position, why) => {
  expect(() => parseWireJson(text)).toThrow(`Not JSON at character ${position}: ${why}`);
});

/** Objects and arrays in turn, twice `count` levels. */
const levels = (count: number) => `${'{"a":['.repeat(count)}${"]}".repeat(count)}`;

it("counts the levels of arrays and objects together, wherever they stand", () => {
  expect(() => parseWireJson(levels(32))).not.toThrow();
  expect(() => parseWireJson(levels(33))).toThrow("deeper");
  expect(parseWireJson(`[${nested(60)},${nested(60)},[]]`)).toHaveLength(3);
});

it.each(["\t", "\n", "\r", " "])("accepts the space %j around values", (space) => {
  expect(parseWireJson(`${space}{${space}"a"${space}:${space}[${space}true${space}]${space}}${space}`)).toEqual(
    new Map([["a", [true]]]),
  );
});
