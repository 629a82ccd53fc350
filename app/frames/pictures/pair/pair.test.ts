import { describe, expect, it } from "vitest";
import { parseFrameName } from "../../../protocol/frames/frame-name";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { makeFrame } from "../../../test/make-frame";
import { meanDifference } from "./difference";
import { pairFrames, shownIndex } from "./pair-frames";
import { pairSearchText, readPairSearch } from "./pair-search";

const row = (name: string, statusCode = 4): FrameRow => ({
  frame: makeFrame({ id: 1, name, statusCode }),
  name: parseFrameName(name, null),
});
const names = (from: readonly string[], to: readonly string[]) =>
  pairFrames(
    from.map((name) => row(name)),
    to.map((name) => row(name)),
  ).map((pair) => [pair.name, pair.from?.frame.name, pair.to?.frame.name]);

describe("pairFrames", () => {
  it("pairs by name, in the order of the numbers, and keeps what only one task has", () => {
    expect(names(["2", "10", "11"], ["9", "10", "2"])).toEqual([
      ["2", "2", "2"],
      ["9", undefined, "9"],
      ["10", "10", "10"],
      ["11", "11", undefined],
    ]);
  });

  it("takes the first frame of a name that a task has twice", () => {
    const [pair] = pairFrames([], [row("1", 4), row("1", 5)]);
    expect(pair?.to?.frame.statusCode).toBe(4);
  });

  it("of no frames is empty", () => expect(pairFrames([], [])).toEqual([]));
});

describe("shownIndex", () => {
  const pairs = pairFrames([row("1", 2), row("2", 5), row("3"), row("4")], [row("1"), row("3", 5), row("4")]);

  it("is the wanted frame", () => expect(shownIndex(pairs, "2")).toBe(1));
  it("is else the first that is done in both", () => expect(shownIndex(pairs, "99")).toBe(3));
  it("is else the first that is done in one", () => expect(shownIndex(pairs.slice(0, 3), null)).toBe(0));
  it("is else the first", () => expect(shownIndex(pairFrames([row("1", 1)], []), null)).toBe(0));
});

describe("the search parameter", () => {
  it.each([
    ["18280", { taskId: 18_280, mode: "side", frame: null }],
    ["18280.wipe", { taskId: 18_280, mode: "wipe", frame: null }],
    ["18280.difference.2-4[1]", { taskId: 18_280, mode: "difference", frame: "2-4[1]" }],
  ] as const)("%s is read and written", (text, search) => {
    expect(readPairSearch(text)).toEqual(search);
    expect(readPairSearch(pairSearchText(search))).toEqual(search);
  });

  it.each(["", "x", "0", "18280.sideways", "18280.wipe.", "1e5", "9".repeat(16)])("%j is none", (text) =>
    expect(readPairSearch(text)).toBeNull(),
  );
});

const grey = (value: number, alpha = 255) => Uint8ClampedArray.from([value, value, value, alpha]);

describe("meanDifference", () => {
  it("is 0 of equal pictures and 1 of black and white", () => {
    expect(meanDifference(grey(90), grey(90, 10))).toBe(0);
    expect(meanDifference(grey(0), grey(255))).toBe(1);
    expect(meanDifference(grey(0), grey(51))).toBeCloseTo(0.2);
    expect(meanDifference(new Uint8ClampedArray(0), new Uint8ClampedArray(0))).toBe(0);
  });
});
