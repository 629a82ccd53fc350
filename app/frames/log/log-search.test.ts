import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findErrors, findLines, lineParts, nextOf } from "./log-search";

const lines = ["scene loaded", "WARNING: no mip maps", "ERROR 20001: Maya could not start", "0 errors", "frame failed"];

describe("line search", () => {
  it("finds lines by a text, ignoring case, and none by an empty text", () => {
    expect(findLines(lines, "ERROR")).toEqual([2, 3]);
    expect(findLines(lines, "Maya")).toEqual([2]);
    expect(findLines(lines, "")).toEqual([]);
  });

  it("finds lines that report errors", () => {
    expect(findErrors(lines)).toEqual([2, 4]);
  });

  it("steps through the hits and wraps around", () => {
    expect([nextOf([2, 4], null, 1), nextOf([2, 4], 2, 1), nextOf([2, 4], 4, 1)]).toEqual([2, 4, 2]);
    expect([nextOf([2, 4], null, -1), nextOf([2, 4], 4, -1), nextOf([2, 4], 2, -1)]).toEqual([4, 2, 4]);
    expect([nextOf([2, 4], 3, 1), nextOf([2, 4], 3, -1)]).toEqual([4, 2]);
    expect([nextOf([], null, 1), nextOf([], 3, -1)]).toEqual([null, null]);
  });
});

describe("the parts of a line", () => {
  it("mark hits and the code of an error", () => {
    expect(lineParts("ERROR 20001: an error", "ERR").map(({ kind, text }) => `${kind}:${text}`)).toEqual([
      "hit:ERR",
      "plain:OR ",
      "code:20001",
      "plain:: an ",
      "hit:err",
      "plain:or",
    ]);
  });

  it("join to the line for any search text, each with its offset", () => {
    const anyLine = fc.string({ unit: fc.constantFrom("a", "A", "İ", "错", "1", " ", "error 12345"), maxLength: 12 });
    fc.assert(
      fc.property(anyLine, fc.string({ unit: fc.constantFrom("a", "A", "1", "错"), maxLength: 2 }), (line, needle) => {
        const parts = lineParts(line, needle);
        expect(parts.map((part) => part.text).join("")).toBe(line);
        for (const { at, text } of parts) expect(line.slice(at, at + text.length)).toBe(text);
        for (const hit of parts.filter((part) => part.kind === "hit"))
          expect(hit.text.toLowerCase()).toBe(needle.toLowerCase());
      }),
    );
  });
});
