import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyJson, anyText } from "../testing/arbitraries";
import { flatten, readSignedHeaders, signRequest, stringToSign, verifySignature } from "./sign";
import vectors from "./signature-vectors.json";
import { parseWireJson, type WireObject } from "./wire-json";

function objectOf(text: string): WireObject {
  const value = parseWireJson(text);
  if (!(value instanceof Map)) throw new Error(`not an object: ${text}`);
  return value;
}

function headersOf(headers: object) {
  const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const read = readSignedHeaders(texts);
  if (read === undefined) throw new Error("a signed header is missing");
  return read;
}

const headers = headersOf({
  accessId: "id",
  channel: 4,
  platform: 2,
  UTCTimestamp: 1,
  nonce: 100000,
  version: "1.0.0",
});
const textOf = (body: string) =>
  stringToSign({ domain: "d", path: "/p", headers, body: objectOf(body) }).replace("[POST]d:/p&", "");

describe("every vector of the specification", () => {
  it.each(vectors)("$name: signs", ({ domain, path, headers, bodyJson, accessKey, ...vector }) => {
    const request = { domain, path, headers: headersOf(headers) };
    expect(stringToSign({ ...request, body: objectOf(bodyJson) })).toBe(vector.stringToSign);
    expect(signRequest({ ...request, bodyText: bodyJson, accessKey })).toBe(vector.signature);
  });

  it.each(vectors)("$name: verifies, from lower-cased headers", ({ domain, path, bodyJson, accessKey, ...vector }) => {
    const headers = Object.fromEntries(Object.entries(vector.headers).map(([k, v]) => [k.toLowerCase(), String(v)]));
    const request = { domain, path, headers, bodyText: bodyJson, accessKey };
    expect(verifySignature({ ...request, signature: vector.signature })).toBe(true);
    expect(verifySignature({ ...request, signature: vector.signature, accessKey: `${accessKey}x` })).toBe(false);
    expect(verifySignature({ ...request, signature: vector.signature, domain: `${domain}:8787` })).toBe(false);
    expect(verifySignature({ ...request, signature: `${vector.signature}=` })).toBe(false);
    expect(verifySignature({ ...request, signature: "" })).toBe(false);
  });

  it("covers all 30", () => expect(vectors).toHaveLength(30));
});

describe("flatten", () => {
  it("names leaves as the vendor does", () => {
    const body = '{"a":{"b":[1,{"c":"x"}]},"grid":[[0,1]],"none":[],"nothing":{},"":{"a.b":2}}';
    expect([...flatten(objectOf(body))]).toEqual([
      ["a.b0", "1"],
      ["a.b1.c", "x"],
      ["grid00", "0"],
      ["grid01", "1"],
      ["a.b", "2"],
    ]);
  });

  it("keeps every member of a flat body, whatever its name", () => {
    const name = fc.oneof(anyText, fc.constantFrom("__proto__", "constructor", "0", ""));
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, anyText), { selector: ([n]) => n }), (members) => {
        const text = `{${members.map(([n, v]) => `${JSON.stringify(n)}:${JSON.stringify(v)}`).join(",")}}`;
        expect([...flatten(objectOf(text))]).toEqual(members);
      }),
    );
  });

  it("yields one text per leaf of a nested body", () => {
    const count = (value: unknown): number =>
      typeof value === "object" && value !== null
        ? Object.values(value).reduce((sum: number, item) => sum + count(item), 0)
        : 1;
    // Names of letters only: no glued index or dot can collide.
    const key = fc.stringMatching(/^[a-z]{1,6}$/);
    const { tree } = fc.letrec<{ tree: unknown; branch: unknown }>((tie) => ({
      tree: fc.oneof({ depthSize: "small" }, fc.integer(), fc.string(), tie("branch")),
      branch: fc.dictionary(key, tie("tree")),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree), (body) => {
        expect(flatten(objectOf(JSON.stringify(body))).size).toBe(count(body));
      }),
    );
  });
});

const codePoints = (text: string) => Array.from(text, (sign) => sign.codePointAt(0) ?? 0);

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
}

describe("the order of names", () => {
  it("is by code point, also beyond U+FFFF", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyText.filter(Boolean), { minLength: 1 }), (names) => {
        const all = [...new Set([...Object.keys(headers), ...names])];
        const sorted = all.sort((a, b) => compareNumbers(codePoints(a), codePoints(b)));
        const body = `{${names.map((name) => `${JSON.stringify(name)}:"v"`).join(",")}}`;
        const value = (name: string) => (names.includes(name) ? "v" : new Map(Object.entries(headers)).get(name));
        expect(textOf(body)).toBe(sorted.map((name) => `${name}=${value(name)}`).join("&"));
      }),
    );
  });

  it("puts UTCTimestamp before accessId", () => expect(textOf("{}")).toMatch(/^UTCTimestamp=1&accessId=id&/));
  it("puts an astral name behind U+FFFD", () => expect(textOf('{"😀":1,"\ufffd":2}')).toMatch(/&\ufffd=2&😀=1$/));
});

describe("the body", () => {
  it("replaces a header of its name", () => {
    expect(textOf('{"platform":"9"}')).toContain("&platform=9&");
    expect(textOf('{"nonce":{"x":1}}')).toContain("&nonce.x=1&");
  });

  it("keeps the header's place when it replaces it, so that colliding names end as the vendor's do", () => {
    expect(textOf('{"platform.x":2,"platform":{"x":1}}')).toContain("&platform.x=2&");
  });

  it("may hold __proto__", () => expect(textOf('{"__proto__":{"a":1}}')).toMatch(/^UTCTimestamp=1&__proto__.a=1&/));
  it("is not escaped", () => expect(textOf('{"z":"x&y=%20 "}')).toMatch(/&z=x&y=%20 $/));
});

describe("verifySignature", () => {
  const request = { domain: "127.0.0.1:8787", path: "/p", headers, accessKey: "k" };

  it("accepts what signRequest made, for any body", () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyJson), (body) => {
        const signed = { ...request, bodyText: JSON.stringify(body) };
        expect(verifySignature({ ...signed, signature: signRequest(signed) })).toBe(true);
      }),
    );
  });

  it.each(["", "[]", "1", "{", '{"a":"\\ud800"}'])("refuses the body %s without throwing", (bodyText) => {
    expect(verifySignature({ ...request, bodyText, signature: "x" })).toBe(false);
  });

  it("refuses a request without one of the signed headers", () => {
    const signed = { ...request, bodyText: "{}" };
    const signature = signRequest(signed);
    const { nonce: _, ...without } = headers;
    expect(verifySignature({ ...signed, headers: without, signature })).toBe(false);
  });
});
