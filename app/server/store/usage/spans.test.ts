import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Part, partsOf, slicesOf } from "./spans";

/** Each hour of the parts with its bucket. */
const hoursOf = (parts: readonly Pick<Part, "bucket" | "fromHour" | "toHour">[]) =>
  parts.flatMap(({ bucket, fromHour, toHour }) =>
    Array.from({ length: toHour - fromHour }, (_, index) => `${bucket}:${fromHour + index}`),
  );

const sumsOf = (parts: readonly Part[]) =>
  parts.reduce((sum, { span, fromHour, toHour }) => sum + (toHour - fromHour) / span, 0);

const anyBuckets = fc
  .array(fc.record({ length: fc.integer({ min: 1, max: 200 }), gap: fc.nat(30) }), { maxLength: 9 })
  .map((list) => {
    let from = 0;
    return list.map(({ length, gap }) => {
      const start = from + gap;
      from = start + length;
      return { startMs: 0, fromHour: start, toHour: from };
    });
  });

describe("partsOf", () => {
  it("covers each hour of each bucket once, in whole spans", () => {
    fc.assert(
      fc.property(anyBuckets, (buckets) => {
        const parts = partsOf(buckets);
        expect(hoursOf(parts)).toEqual(hoursOf(buckets.map((one, bucket) => ({ ...one, bucket }))));
        expect(parts.filter(({ span, fromHour, toHour }) => fromHour % span !== 0 || toHour % span !== 0)).toEqual([]);
      }),
    );
  });

  it.each([
    ["in UTC", 0, 24, 1],
    ["in China", 16, 40, 3],
    ["in Berlin", 23, 47, 10],
    ["in China, a month of it", 16, 16 + 30 * 24, 32],
  ])("needs few sums for a day %s", (_where, fromHour, toHour, sums) => {
    expect(sumsOf(partsOf([{ startMs: 0, fromHour, toHour }]))).toBe(sums);
  });
});

describe("slicesOf", () => {
  it("cuts parts into lists of few sums, each hour once and in its bucket", () => {
    fc.assert(
      fc.property(anyBuckets, fc.integer({ min: 1, max: 30 }), (buckets, sums) => {
        const parts = partsOf(buckets);
        const slices = slicesOf(parts, sums);
        expect(slices.every((slice) => sumsOf(slice) <= sums)).toBe(true);
        expect(slices.flatMap(hoursOf)).toEqual(hoursOf(parts));
        expect(slicesOf(parts, Number.POSITIVE_INFINITY).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
