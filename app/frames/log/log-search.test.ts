import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findErrors, findLines, lineParts, step } from "./log-search";

const lines = ["scene loaded", "WARNING: no mip maps", "ERROR 20001: Maya could not start", "0 errors", "frame failed"];

describe("finding lines", () => {
  it("by a text, whatever its case, and none by nothing", () => {
    expect(findLines(lines, "ERROR")).toEqual([2, 3]);
    expect(findLines(lines, "Maya")).toEqual([2]);
    expect(findLines(lines, "")).toEqual([]);
  });

  it("by the errors they tell of", () => {
    expect(findErrors(lines)).toEqual([2, 4]);
  });

  it("one after the other, round and round", () => {
    expect([step([2, 4], null, 1), step([2, 4], 2, 1), step([2, 4], 4, 1)]).toEqual([2, 4, 2]);
    expect([step([2, 4], null, -1), step([2, 4], 4, -1), step([2, 4], 2, -1)]).toEqual([4, 2, 4]);
    expect([step([2, 4], 3, 1), step([2, 4], 3, -1)]).toEqual([4, 2]);
    expect([step([], null, 1), step([], 3, -1)]).toEqual([null, null]);
  });
});

describe("the parts of a line", () => {
  it("mark what was looked for and the code of an error", () => {
    expect(lineParts("ERROR 20001: an error", "ERR").map(({ kind, text }) => `${kind}:${text}`)).toEqual([
      "hit:ERR",
      "plain:OR ",
      "code:20001",
      "plain:: an ",
      "hit:err",
      "plain:or",
    ]);
  });

  it("are the line, each at its place, whatever is looked for", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "A", "İ", "错", "1", " ", "error 12345"), maxLength: 12 });
    fc.assert(
      fc.property(text, fc.string({ unit: fc.constantFrom("a", "A", "1", "错"), maxLength: 2 }), (line, needle) => {
        const parts = lineParts(line, needle);
        expect(parts.map((part) => part.text).join("")).toBe(line);
        for (const { at, text } of parts) expect(line.slice(at, at + text.length)).toBe(text);
        for (const hit of parts.filter((part) => part.kind === "hit"))
          expect(hit.text.toLowerCase()).toBe(needle.toLowerCase());
      }),
    );
  });
});
