import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeUsage } from "../../test/make-usage";
import { MAX_SERIES, recordedFromIndex, scaleMarks, seriesOf } from "./series";
import { stackPaths, topOf } from "./stack-paths";

const periods = [10, 20, 30];
const options = { periods, figure: "done", recordedFrom: 0 } as const;

describe("seriesOf", () => {
  it("has the largest values and the rest as one", () => {
    const rows = Array.from({ length: 9 }, (_, index) =>
      makeUsage({ startMs: 20, value: `p${index}`, done: index + 1 }),
    );
    const series = seriesOf(rows, options);
    expect(series.map(({ value, count, sum }) => [value, count, sum])).toEqual([
      ["p8", 1, 9],
      ["p7", 1, 8],
      ["p6", 1, 7],
      ["p5", 1, 6],
      ["p4", 1, 5],
      [null, 4, 10],
    ]);
    expect(series.at(-1)?.amounts).toEqual([0, 10, 0]);
  });

  it("shows one value more instead of a rest of one", () => {
    const rows = Array.from({ length: MAX_SERIES + 1 }, (_, index) =>
      makeUsage({ startMs: 10, value: `p${index}`, done: 1 }),
    );
    expect(seriesOf(rows, options).map(({ value }) => value)).not.toContain(null);
  });

  it("leaves out values without any amount", () => {
    expect(seriesOf([makeUsage({ startMs: 10, value: "a", failed: 3 })], options)).toEqual([]);
  });

  it("has no amount before recording began, except where a row says more", () => {
    const rows = [makeUsage({ startMs: 10, value: "a", done: 2 }), makeUsage({ startMs: 30, value: "b", done: 1 })];
    const series = seriesOf(rows, { ...options, recordedFrom: 2 });
    expect(series.map(({ amounts }) => amounts)).toEqual([
      [2, null, 0],
      [null, null, 1],
    ]);
  });

  it("adds up to the rows in each period, however many values there are", () => {
    const row = fc.record({
      startMs: fc.constantFrom(...periods),
      value: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"),
      done: fc.nat(50),
    });
    const unique = fc.uniqueArray(row, { selector: ({ startMs, value }) => `${startMs} ${value}` });
    fc.assert(
      fc.property(unique, (list) => {
        const series = seriesOf(list.map(makeUsage), options);
        expect(series.length).toBeLessThanOrEqual(MAX_SERIES + 1);
        for (const [index, startMs] of periods.entries()) {
          const expected = list.filter((one) => one.startMs === startMs).reduce((sum, { done }) => sum + done, 0);
          expect(series.reduce((sum, { amounts }) => sum + (amounts[index] ?? 0), 0)).toBe(expected);
        }
        const sums = series.filter(({ value }) => value !== null).map(({ sum }) => sum);
        expect(sums).toEqual(sums.toSorted((a, b) => b - a));
      }),
    );
  });
});

describe("recordedFromIndex", () => {
  it.each([
    [null, 3],
    [5, 0],
    [10, 0],
    [15, 0],
    [20, 1],
    [99, 2],
  ])("is of recording since %s the period %i", (since, index) => {
    expect(recordedFromIndex(periods, since)).toBe(index);
  });
});

describe("scaleMarks", () => {
  it("are round, from 0 to at least the maximum, and few", () => {
    expect(scaleMarks(87)).toEqual([0, 50, 100]);
    expect(scaleMarks(0)).toEqual([0, 1]);
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (max) => {
        const marks = scaleMarks(max);
        expect(marks.length).toBeLessThanOrEqual(5);
        expect(marks.at(-1)).toBeGreaterThanOrEqual(max * (1 - 1e-9));
        expect(marks.at(-1)).toBeLessThanOrEqual(max * 2.5);
      }),
    );
  });
});

describe("stackPaths", () => {
  it("puts each series on the one before it, in a box whose y axis points down", () => {
    const series = [
      { value: "a", count: 1, amounts: [2, null], sum: 2 },
      { value: "b", count: 1, amounts: [1, 4], sum: 5 },
    ];
    expect(topOf(series)).toBe(4);
    expect(stackPaths(series, 4)).toEqual(["M0.06 4v-2h0.88v2z", "M0.06 2v-1h0.88v1zM1.06 4v-4h0.88v4z"]);
  });
});
