import fc from "fast-check";
import { expect, it } from "vitest";
import { createRefusalLimit } from "./refusal-limit";

it("records every refusal up to the limit of a window, and says later how many it left out", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(30_000), { maxLength: 60 }), (most, waits) => {
      const { take } = createRefusalLimit(most);
      let nowMs = 0;
      let [recorded, leftOut, notYetTold] = [0, 0, 0];
      for (const wait of waits) {
        nowMs += wait;
        const taken = take("p", nowMs);
        leftOut += taken.leftOut;
        expect([0, notYetTold]).toContain(taken.leftOut);
        if (taken.leftOut > 0) notYetTold = 0;
        if (taken.isRecorded) recorded += 1;
        else notYetTold += 1;
      }
      expect(recorded + leftOut + notYetTold).toBe(waits.length);
      expect(recorded).toBeLessThanOrEqual(most * (Math.floor(nowMs / 60_000) + 1));
    }),
  );
});

it("counts each person alone, and forgets those of long ago before it grows without bound", () => {
  const { take } = createRefusalLimit(1);
  expect(take("a", 0).isRecorded).toBe(true);
  expect(take("b", 0).isRecorded).toBe(true);
  expect(take("a", 1).isRecorded).toBe(false);
  for (let person = 0; person < 1000; person += 1) take(`p${person}`, 2);
  expect(take("a", 3).isRecorded).toBe(true);
});

it("goes on when the clock is set back", () => {
  const { take } = createRefusalLimit(1);
  take("a", 100_000);
  expect(take("a", 5)).toEqual({ isRecorded: true, leftOut: 0 });
});
