import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FrameRange, formatRanges, matchesRange, parseFrameRange, parseFramesRange } from "./frame-range";

const ranges = (text: string): readonly FrameRange[] => {
  const result = parseFrameRange(text);
  if (!result.ok) throw new Error(`${text}: ${result.problem} at ${result.at}`);
  return result.ranges;
};

describe("parseFrameRange", () => {
  it("parses lists, steps, single numbers and open ends", () => {
    expect(ranges("1-100x5, 200-")).toEqual([
      { first: 1, last: 100, step: 5 },
      { first: 200, last: null, step: 1 },
    ]);
    expect(ranges(" 7 ,8 - 10 X 2，3-x2")).toEqual([
      { first: 7, last: 7, step: 1 },
      { first: 8, last: 10, step: 2 },
      { first: 3, last: null, step: 2 },
    ]);
    expect(ranges("1-10[3]")).toEqual([{ first: 1, last: 10, step: 3 }]);
  });

  it("accepts typeset dashes and full-width characters and reports the index in the typed text", () => {
    for (const text of ["2–4", "2—4", "2−4", "２－４", "２-4"]) expect(ranges(text)).toEqual(ranges("2-4"));
    expect(ranges("１–１０ｘ３、２０，３０-［２］")).toEqual(ranges("1-10x3, 20, 30-[2]"));
    expect(parseFrameRange("１–５，零")).toEqual({ ok: false, at: 4, problem: "expected-number" });
    expect(parseFrameRange("–５")).toEqual({ ok: false, at: 0, problem: "negative-number" });
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9,[\] x-]*$/), (typed) => {
        const wide = typed.replace(/[0-9[\]x-]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
        expect(parseFrameRange(wide)).toEqual(parseFrameRange(typed));
      }),
    );
  });

  it.each([
    ["", 0, "expected-number"],
    ["1,", 2, "expected-number"],
    ["1,,2", 2, "expected-number"],
    ["-5", 0, "negative-number"],
    ["1--5", 2, "negative-number"],
    ["10-5", 3, "last-before-first"],
    ["1-9x0", 4, "step-zero"],
    ["1-9x", 4, "expected-number"],
    ["1-9[2", 5, "expected-bracket"],
    ["5x2", 1, "expected-comma"],
    ["1 2", 2, "expected-comma"],
    ["1-3, abc", 5, "expected-number"],
    ["1, 9999999999", 3, "number-too-large"],
    ["1.5", 1, "expected-comma"],
  ])("refuses %j with the index and the problem", (text, at, problem) => {
    expect(parseFrameRange(text)).toEqual({ ok: false, at, problem });
  });

  it("never throws, and reports an index in the text", () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9x,[\] -]*$/));
    fc.assert(
      fc.property(text, (typed) => {
        const result = parseFrameRange(typed);
        expect(result.ok || (result.at >= 0 && result.at <= typed.length)).toBe(true);
      }),
    );
  });
});

describe("parseFramesRange", () => {
  it("parses the ranges of tasks", () => {
    expect(parseFramesRange("0")).toEqual([{ first: 0, last: 0, step: 1 }]);
    expect(parseFramesRange("1-10[1]")).toEqual([{ first: 1, last: 10, step: 1 }]);
    expect(parseFramesRange("1,3-4[1]")).toEqual([
      { first: 1, last: 1, step: 1 },
      { first: 3, last: 4, step: 1 },
    ]);
  });

  it.each(["/out/geometry110-200[1]", "", "1-"])("returns null for %j", (text) => {
    expect(parseFramesRange(text)).toBeNull();
  });
});

describe("matchesRange", () => {
  it("respects bounds and steps", () => {
    const listed = ranges("1-10x3, 100-");
    expect([0, 1, 2, 4, 10, 11, 99, 100, 12345].filter((frame) => matchesRange(listed, frame))).toEqual([
      1, 4, 10, 100, 12345,
    ]);
  });
});

describe("formatRanges", () => {
  it.each([
    [[], ""],
    [[5], "5"],
    [[2, 1], "1-2"],
    [[1, 3], "1, 3"],
    [[1, 2, 3, 10, 15, 20, 40], "1-3, 10-20x5, 40"],
  ])("formats %j as %j", (numbers, text) => {
    expect(formatRanges(numbers)).toBe(text);
  });

  it("is parsed back to the same numbers", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 120 }), { minLength: 1 }), (numbers) => {
        const parsed = ranges(formatRanges(numbers));
        const matched = Array.from({ length: 122 }, (_, frame) => frame).filter((frame) => matchesRange(parsed, frame));
        expect(matched).toEqual([...numbers].sort((a, b) => a - b));
      }),
    );
  });
});
