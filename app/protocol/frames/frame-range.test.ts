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
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9,[\] x-]*$/), (typed) => {
        const wide = typed.replace(/[0-9[\]x-]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
        expect(parseFrameRange(wide)).toEqual(parseFrameRange(typed));
      }),
    );
  });

  it("parses negative frames and sub-frames", () => {
    expect(ranges("-5")).toEqual([{ first: -5, last: -5, step: 1 }]);
    expect(ranges("-10--1")).toEqual([{ first: -10, last: -1, step: 1 }]);
    expect(ranges("-10-0x2")).toEqual([{ first: -10, last: 0, step: 2 }]);
    expect(ranges("–10 – −1, 1.5-3.5[0.5]")).toEqual([
      { first: -10, last: -1, step: 1 },
      { first: 1.5, last: 3.5, step: 0.5 },
    ]);
  });

  it.each([
    ["1-100", ["1~100", "1～100", "1〜100", "1至100", "1到100", "1..100", "1...100", "1:100", "1：100"]],
    ["1-100", ["1‐100", "1‑100", "1‒100", "1―100", "1﹣100", "1\u200b-\u200b1\u200b00", "\ufeff1-100"]],
    ["1,3,5", ["1 3 5", "1;3;5", "1；3；5", "1\t3\n5", "1, 3 5"]],
    ["1-4,7", ["1-4 7", "1 - 4 7", "1..4;7"]],
    ["1-9x2", ["1~9x2", "1:9×2", "1..9[2]"]],
  ])("parses as %s what has no other meaning: %j", (plain, notations) => {
    for (const notation of notations) expect(ranges(notation)).toEqual(ranges(plain));
  });

  it("reports the index in a text with invisible characters", () => {
    expect(parseFrameRange("\u200b1,\u200bx")).toEqual({ ok: false, at: 4, problem: "expected-number" });
  });

  it.each([
    ["", 0, "expected-number"],
    ["1,", 2, "expected-number"],
    ["1,,2", 2, "expected-number"],
    ["-", 1, "expected-number"],
    ["1--5", 2, "last-before-first"],
    ["1--", 3, "expected-number"],
    ["1-9x-2", 4, "step-zero"],
    ["1.", 1, "expected-comma"],
    ["1/5", 1, "expected-comma"],
    ["10-5", 3, "last-before-first"],
    ["1-9x0", 4, "step-zero"],
    ["1-9x", 4, "expected-number"],
    ["1-9[2", 5, "expected-bracket"],
    ["5x2", 1, "expected-comma"],
    ["1-3, abc", 5, "expected-number"],
    ["1, 9999999999", 3, "number-too-large"],
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

it("matches sub-frames in a range, and on a step of a fraction", () => {
  expect([0.5, 1, 1.5, 2].filter((frame) => matchesRange(ranges("1-2"), frame))).toEqual([1, 1.5, 2]);
  expect([0, 0.1, 0.3, 0.35].filter((frame) => matchesRange(ranges("0-1x0.1"), frame))).toEqual([0, 0.1, 0.3]);
  expect([-10, -9, -8, 0, 2].filter((frame) => matchesRange(ranges("-10-0x2"), frame))).toEqual([-10, -8, 0]);
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
      fc.property(fc.uniqueArray(fc.integer({ min: -60, max: 60 }), { minLength: 1 }), (numbers) => {
        const parsed = ranges(formatRanges(numbers));
        const matched = Array.from({ length: 122 }, (_, index) => index - 61).filter((frame) =>
          matchesRange(parsed, frame),
        );
        expect(matched).toEqual([...numbers].sort((a, b) => a - b));
      }),
    );
  });
});

it.each([
  ["999999999", { ok: true }],
  ["1000000000", { ok: false, problem: "number-too-large" }],
  ["-999999999", { ok: true }],
  ["5-5", { ok: true }],
  ["5-4", { ok: false, problem: "last-before-first", at: 2 }],
])("the range %j is %j", (text, expected) => {
  expect(parseFrameRange(text)).toMatchObject(expected);
});

it("the ranges of a task have an end, each of them", () => {
  expect(parseFramesRange("1-10, 20-")).toBeNull();
  expect(parseFramesRange("1-10, 20")).toHaveLength(2);
});

it.each([
  [[4, 6, 8, 9], "4-8x2, 9"],
  [[7, 9, 10], "7, 9-10"],
  [[-3, -1, 1], "-3-1x2"],
])("the frames %j are %j", (numbers, text) => {
  expect(formatRanges(numbers)).toBe(text);
});
