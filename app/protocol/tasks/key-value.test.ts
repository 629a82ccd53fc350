import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseKeyValue } from "./key-value";

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/);
const format = (pairs: readonly { key: string; value: string }[]) =>
  pairs.map(({ key, value }) => `${key}:${value}::`).join("");

describe("parseKeyValue", () => {
  it("parses pairs with and without the trailing separator", () => {
    const pairs = [
      { key: "tiles", value: "16" },
      { key: "name", value: "vray" },
    ];
    expect(parseKeyValue("tiles:16::name:vray::")).toEqual(pairs);
    expect(parseKeyValue("tiles:16::name:vray")).toEqual(pairs);
    expect(parseKeyValue("")).toEqual([]);
  });

  it("keeps the colons of a value: in paths, namespaces and double colons", () => {
    expect(parseKeyValue("output:D:/out/a.tga::node:shot:rig::last:1::")).toEqual([
      { key: "output", value: "D:/out/a.tga" },
      { key: "node", value: "shot:rig" },
      { key: "last", value: "1" },
    ]);
    expect(parseKeyValue("node:a::/b/c::tiles:4::")).toEqual([
      { key: "node", value: "a::/b/c" },
      { key: "tiles", value: "4" },
    ]);
  });

  it("parses JSON arrays as lists, including separators inside them", () => {
    const cameras = ["VRayCam001", "ns::cam:1", 'a"]::b:2'];
    expect(parseKeyValue(`all_camera:${JSON.stringify(cameras)}::tiles:16::`)).toEqual([
      { key: "all_camera", value: JSON.stringify(cameras), list: cameras },
      { key: "tiles", value: "16" },
    ]);
    expect(parseKeyValue('size:{"w":1,"h":[2]}::n:[1,null]::')).toEqual([
      { key: "size", value: '{"w":1,"h":[2]}' },
      { key: "n", value: "[1,null]", list: ["1", "null"] },
    ]);
  });

  it("keeps invalid JSON as text and continues after an unclosed array", () => {
    expect(parseKeyValue("camera:[a, b::c:d]::tiles:4::")).toEqual([
      { key: "camera", value: "[a, b::c:d]" },
      { key: "tiles", value: "4" },
    ]);
    expect(parseKeyValue('camera:["a::tiles:4::')).toEqual([
      { key: "camera", value: '["a' },
      { key: "tiles", value: "4" },
    ]);
  });

  it("appends a part without a value to the previous value", () => {
    expect(parseKeyValue("cam:ns::renderCam::w:1::")).toEqual([
      { key: "cam", value: "ns::renderCam" },
      { key: "w", value: "1" },
    ]);
    expect(parseKeyValue("a:1::empty:::b:2::")).toEqual([
      { key: "a", value: "1" },
      { key: "empty", value: "" },
      { key: "b", value: "2" },
    ]);
  });

  it("skips separators in brackets that open inside a value", () => {
    expect(parseKeyValue('a:foo["x::y:z"]::b:1::')).toEqual([
      { key: "a", value: 'foo["x::y:z"]' },
      { key: "b", value: "1" },
    ]);
  });

  it("parses a long text of unclosed brackets", () => {
    expect(parseKeyValue("a:[::".repeat(40_000))).toHaveLength(40_000);
  });

  it("keeps keys that are special on a plain object", () => {
    expect(parseKeyValue("__proto__:1::constructor:2::")).toEqual([
      { key: "__proto__", value: "1" },
      { key: "constructor", value: "2" },
    ]);
  });

  it("parses any formatted pairs back", () => {
    // Without brackets: one in a plain value may be closed in a later value, and the text between becomes one value.
    const plain = fc.stringMatching(/^[^:[{]{1,20}$/u);
    const list = fc.array(fc.string(), { maxLength: 4 }).map((items) => JSON.stringify(items));
    const pair = fc.record({ key: name, value: fc.oneof(plain, list, fc.constant("")) });
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        expect(parseKeyValue(format(pairs)).map(({ key, value }) => ({ key, value }))).toEqual(pairs);
      }),
    );
  });

  it("never throws and drops no text", () => {
    const pieces = fc.constantFrom(":", "::", "a", "b1:", "[", "]", "{", "}", '"', "\\", "场景", " ", "__proto__:");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const parsedText = parseKeyValue(text)
          .map(({ key, value }) => key + value)
          .join("");
        expect(parsedText.replaceAll(":", "")).toBe(text.replaceAll(":", ""));
      }),
    );
  });
});

it.each([
  ['a:{"x":"::b:1"}::c:2::', ["a", "c"]],
  ["a:{x::b:1::c:2}::d:3::", ["a", "d"]],
  ["a:[1]]::b:2::", ["a", "b"]],
  ["a:[[1],[2::x:3]]::b:2::", ["a", "b"]],
  ['a:"b"::c:[]::', ["a", "c"]],
])("the pairs of %j have the keys %j", (text, keys) => {
  expect(parseKeyValue(text).map(({ key }) => key)).toEqual(keys);
});

it("a JSON value that is no list is text", () => {
  expect(parseKeyValue('a:"b"::c:{"d":1}::e:5::').map(({ list }) => list)).toEqual([undefined, undefined, undefined]);
});
