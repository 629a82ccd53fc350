import { describe, expect, it } from "vitest";
import { makeFrame } from "../../test/make-frame";
import { frameFigures, isOutlier } from "./frame-figures";
import { isHung } from "./frame-hang";

const NOW = 1_700_000_000_000;
const medians = new Map<number | null, number>([[5, 300]]);
const running = (seconds: number, cpuPercent: number | null, typeCode = 5) =>
  makeFrame({ id: 1, statusCode: 2, typeCode, cpuPercent, startedMs: NOW - seconds * 1000 });

describe("a frame hangs", () => {
  it.each([
    ["is idle for longer than others take", running(301, 0), true],
    ["is idle, but others take as long", running(300, 0), false],
    ["is slow but busy", running(3000, 40), false],
    ["has a load just above idle", running(3000, 3), false],
    ["has an unknown load", running(3000, null), false],
    ["is idle without others to compare with", running(601, 2, 9), true],
    ["is idle, but may be loading", running(600, 2, 9), false],
  ])("when it %s: %s", (_, frame, expected) => {
    expect(isHung(frame, medians, NOW)).toBe(expected);
  });

  it("not while the scene may be loading, however short the others are", () => {
    const short = new Map<number | null, number>([[5, 10]]);
    expect(isHung(running(120, 0), short, NOW)).toBe(false);
    expect(isHung(running(121, 0), short, NOW)).toBe(true);
  });

  it("only while it renders and has a start time", () => {
    for (const statusCode of [1, 3, 4, 5, 11, 37, null])
      expect(isHung({ ...running(3000, 0), statusCode }, medians, NOW)).toBe(false);
    expect(isHung({ ...running(3000, 0), startedMs: null }, medians, NOW)).toBe(false);
  });
});

it("a frame that hangs is an outlier before it is slow", () => {
  const done = [1, 2, 3].map((id) => makeFrame({ id, statusCode: 4, typeCode: 5, renderSeconds: 300 }));
  const idle = { ...running(400, 0), id: 4 };
  const busy = { ...running(400, 80), id: 5 };
  expect(isOutlier(idle, { medianByType: medians }, NOW)).toBe(true);
  expect(isOutlier(busy, { medianByType: medians }, NOW)).toBe(false);
  expect(frameFigures([...done, idle, busy], NOW).outliers).toBe(1);
});
