import * as fc from "fast-check";
import { expect, it } from "vitest";
import { emptyReadTimes, idsByReadTime, newestReadMs, readMsOf, withoutReadTimes, withReadTime } from "./read-times";

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 1500 }), { maxLength: 400 });
const step = fc.oneof(
  fc.record({ kind: fc.constant("read" as const), ids }),
  fc.record({ kind: fc.constant("remove" as const), ids: fc.uniqueArray(fc.integer({ min: 1, max: 1500 })) }),
);

it("behaves like one plain map", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let times = emptyReadTimes;
      const plain = new Map<number, number>();
      steps.forEach(({ kind, ids: some }, index) => {
        const ms = 1000 + index;
        times = kind === "read" ? withReadTime(times, some, ms) : withoutReadTimes(times, some);
        for (const id of some) {
          plain.delete(id);
          if (kind === "read") plain.set(id, ms);
        }
        expect([...idsByReadTime(times)]).toEqual([...plain.keys()]);
        for (let id = 1; id <= 1500; id += 7) expect(readMsOf(times, id)).toBe(plain.get(id));
        expect(newestReadMs(times)).toBe(plain.size === 0 ? null : Math.max(...plain.values()));
      });
    }),
    { numRuns: 60 },
  );
});

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

it("copies at most 500 entries per poll and shares the others", () => {
  const full = withReadTime(emptyReadTimes, range(0, 500), 1);
  expect([full.base.size, full.recent.size]).toEqual([0, 500]);
  const merged = withReadTime(full, [500], 2);
  expect([merged.base.size, merged.recent.size]).toEqual([501, 0]);
  expect(withReadTime(merged, [3], 3).base).toBe(merged.base);
});

it("has the latest moment as the newest, wherever it is in the order", () => {
  const outOfOrder = withReadTime(withReadTime(emptyReadTimes, [1], 9), [2], 5);
  expect(newestReadMs(outOfOrder)).toBe(9);
  expect(newestReadMs(withReadTime(emptyReadTimes, range(0, 501), 3))).toBe(3);
});
