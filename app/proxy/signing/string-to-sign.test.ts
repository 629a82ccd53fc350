import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "../testing/arbitraries";
import type { SignedHeaders } from "./signed-headers";
import { flatten, stringToSign } from "./string-to-sign";
import { parseWireObject } from "./wire-json";

const headers: SignedHeaders = {
  accessId: "id",
  channel: "4",
  platform: "2",
  UTCTimestamp: "1",
  nonce: "100000",
  version: "1.0.0",
};

/** The signed leaves of a body given as JSON, joined with "&". */
const signedLeaves = (body: string) =>
  stringToSign({ domain: "d", path: "/p", headers, body: parseWireObject(body) }).replace("[POST]d:/p&", "");

describe("flatten", () => {
  it.each([
    ["true", "True"],
    ["false", "False"],
    ["null", "None"],
    ['"text"', "text"],
    ["1800.0", "1800.0"],
  ])("prints %s as %s", (json, text) => {
    expect([...flatten(parseWireObject(`{"leaf":${json}}`))]).toEqual([["leaf", text]]);
  });

  it("joins member names with dots and appends indexes, as the vendor does", () => {
    const body = '{"a":{"b":[1,{"c":"x"}]},"grid":[[0,1]],"none":[],"nothing":{},"":{"a.b":2}}';
    expect([...flatten(parseWireObject(body))]).toEqual([
      ["a.b0", "1"],
      ["a.b1.c", "x"],
      ["grid00", "0"],
      ["grid01", "1"],
      ["a.b", "2"],
    ]);
  });

  it("returns every member of a flat body, for any name", () => {
    const name = fc.oneof(anyText, fc.constantFrom("__proto__", "constructor", "0", ""));
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, anyText), { selector: ([n]) => n }), (members) => {
        const text = `{${members.map(([n, v]) => `${JSON.stringify(n)}:${JSON.stringify(v)}`).join(",")}}`;
        expect([...flatten(parseWireObject(text))]).toEqual(members);
      }),
    );
  });

  it("returns one text per leaf of a nested body", () => {
    const leafCount = (value: unknown): number =>
      typeof value === "object" && value !== null
        ? Object.values(value).reduce((sum: number, item) => sum + leafCount(item), 0)
        : 1;
    // Only letters: names with digits or dots could become equal after flattening.
    const key = fc.stringMatching(/^[a-z]{1,6}$/);
    const { tree } = fc.letrec<{ tree: unknown; branch: unknown }>((tie) => ({
      tree: fc.oneof({ depthSize: "small" }, fc.integer(), fc.string(), tie("branch")),
      branch: fc.dictionary(key, tie("tree")),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree), (body) => {
        expect(flatten(parseWireObject(JSON.stringify(body))).size).toBe(leafCount(body));
      }),
    );
  });
});

const codePoints = (text: string) => Array.from(text, (char) => char.codePointAt(0) ?? 0);

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  const difference = a.findIndex((number, index) => number !== b[index]);
  return difference === -1 ? a.length - b.length : (a[difference] ?? 0) - (b[difference] ?? -1);
}

describe("the order of names", () => {
  it("is by code point, also beyond U+FFFF", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyText.filter(Boolean), { minLength: 1 }), (names) => {
        const all = [...new Set([...Object.keys(headers), ...names])];
        const sorted = all.sort((a, b) => compareNumbers(codePoints(a), codePoints(b)));
        const body = `{${names.map((name) => `${JSON.stringify(name)}:"v"`).join(",")}}`;
        const value = (name: string) => (names.includes(name) ? "v" : new Map(Object.entries(headers)).get(name));
        expect(signedLeaves(body)).toBe(sorted.map((name) => `${name}=${value(name)}`).join("&"));
      }),
    );
  });

  it("puts UTCTimestamp before accessId", () => expect(signedLeaves("{}")).toMatch(/^UTCTimestamp=1&accessId=id&/));
  it("puts a name above U+FFFF after U+FFFD", () =>
    expect(signedLeaves('{"😀":1,"\ufffd":2}')).toMatch(/&\ufffd=2&😀=1$/));
});

describe("the body", () => {
  it("replaces a header of the same name", () => {
    expect(signedLeaves('{"platform":"9"}')).toContain("&platform=9&");
    expect(signedLeaves('{"nonce":{"x":1}}')).toContain("&nonce.x=1&");
  });

  it("replaces a header at the header's place, so that equal flattened names end like the vendor's", () => {
    expect(signedLeaves('{"platform.x":2,"platform":{"x":1}}')).toContain("&platform.x=2&");
  });

  it("may contain __proto__", () =>
    expect(signedLeaves('{"__proto__":{"a":1}}')).toMatch(/^UTCTimestamp=1&__proto__.a=1&/));
  it("is not escaped", () => expect(signedLeaves('{"z":"x&y=%20 "}')).toMatch(/&z=x&y=%20 $/));
});
