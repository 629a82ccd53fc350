import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareFrameNames, type FrameName, parseFrameName } from "./frame-name";

describe("parseFrameName", () => {
  it("parses every form of section 7", () => {
    expect(parseFrameName("10", null)).toEqual({ kind: "single", frame: 10 });
    expect(parseFrameName("0-1", "1")).toEqual({ kind: "tile", frame: 0, tile: 1 });
    expect(parseFrameName("2-4[1]", null)).toEqual({ kind: "group", first: 2, last: 4, step: 1 });
  });

  it("parses negative frames and sub-frames", () => {
    expect(parseFrameName("-10", null)).toEqual({ kind: "single", frame: -10 });
    expect(parseFrameName("1.5", null)).toEqual({ kind: "single", frame: 1.5 });
    expect(parseFrameName("-10--1", null)).toEqual({ kind: "group", first: -10, last: -1, step: 1 });
    expect(parseFrameName("-10-0[2]", null)).toEqual({ kind: "group", first: -10, last: 0, step: 2 });
    expect(parseFrameName("1-2[0.5]", null)).toEqual({ kind: "group", first: 1, last: 2, step: 0.5 });
    expect(parseFrameName("-3-2", "2")).toEqual({ kind: "tile", frame: -3, tile: 2 });
  });

  it("distinguishes a tile from a group by the frame block only", () => {
    expect(parseFrameName("0-1", null)).toEqual({ kind: "group", first: 0, last: 1, step: 1 });
    expect(parseFrameName("7", "3")).toEqual({ kind: "tile", frame: 7, tile: 3 });
  });

  it.each([
    "",
    "--5",
    "4-2",
    "1-9[0]",
    "1-9[-1]",
    "camA",
    "1.",
    ".5",
    "1.5.2",
    "9999999999999999",
    "/out/geometry110-200[1]",
  ])("returns %j as opaque", (text) => {
    expect(parseFrameName(text, null)).toEqual({ kind: "opaque", text });
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string()), (name, tile) => {
        expect(["single", "tile", "group", "opaque"]).toContain(parseFrameName(name, tile).kind);
      }),
    );
  });
});

const sorted = (names: readonly (readonly [string, string | null])[]) =>
  names
    .map(([name, tile]) => ({ name, parsed: parseFrameName(name, tile) }))
    .sort((a, b) => compareFrameNames(a.parsed, b.parsed))
    .map(({ name }) => name);

describe("compareFrameNames", () => {
  it("sorts numbers as numbers, tiles under their frame, unknown forms last", () => {
    expect(
      sorted([
        ["cam10", null],
        ["10", null],
        ["0-10", "10"],
        ["2-4[1]", null],
        ["0-2", "2"],
        ["cam2", null],
        ["9", null],
        ["0", null],
      ]),
    ).toEqual(["0", "0-2", "0-10", "2-4[1]", "9", "10", "cam2", "cam10"]);
  });

  it("sorts from -10 to 10 with sub-frames between", () => {
    const names = Array.from({ length: 41 }, (_, index) => String((index - 20) / 2));
    expect(sorted(names.toReversed().map((name) => [name, null]))).toEqual(names);
  });

  it("is antisymmetric and transitive", () => {
    const number = fc.integer({ min: -3, max: 3 }).map((halves) => halves / 2);
    const anyName: fc.Arbitrary<FrameName> = fc.oneof(
      fc.record({ kind: fc.constant("single"), frame: number }),
      fc.record({ kind: fc.constant("tile"), frame: number, tile: number }),
      fc.record({ kind: fc.constant("group"), first: number, last: number, step: number }),
      fc.record({ kind: fc.constant("opaque"), text: fc.constantFrom("a", "b2", "b10") }),
    );
    fc.assert(
      fc.property(anyName, anyName, anyName, (a, b, c) => {
        expect(Math.sign(compareFrameNames(a, b)) + Math.sign(compareFrameNames(b, a))).toBe(0);
        const chained = compareFrameNames(a, b) <= 0 && compareFrameNames(b, c) <= 0;
        expect(!chained || compareFrameNames(a, c) <= 0).toBe(true);
      }),
    );
  });
});

it.each([
  ["0-1", "x", { kind: "group", first: 0, last: 1, step: 1 }],
  ["5", "", { kind: "single", frame: 5 }],
  ["5-5", null, { kind: "group", first: 5, last: 5, step: 1 }],
])("the name %j with the frame block %j is %j", (name, tile, expected) => {
  expect(parseFrameName(name, tile)).toEqual(expected);
});

it("groups of the same frames are in the order of their steps", () => {
  const [one, two] = [parseFrameName("1-9[1]", null), parseFrameName("1-9[2]", null)];
  expect([compareFrameNames(one, two), compareFrameNames(two, one)].map(Math.sign)).toEqual([-1, 1]);
  expect(compareFrameNames(two, two)).toBe(0);
});
