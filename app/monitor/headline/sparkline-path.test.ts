import fc from "fast-check";
import { expect, it } from "vitest";
import { areaPath, barsPath, HEIGHT, highest } from "./sparkline-path";

it("draws no bar and no area where nothing was recorded", () => {
  expect(barsPath([null, 2, 0, 1])).toBe("M1 100v-100h0.9V100zM3 100v-50h0.9V100z");
  expect(areaPath([null, 2, null, 1])).toBe("M1 100V0H2V100zM3 100V50H4V100z");
  expect([barsPath([null, null]), areaPath([]), highest([null])]).toEqual(["", "", 0]);
});

it("has one bar for each value above zero, and none higher than the space", () => {
  const values = fc.array(fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })), { maxLength: 60 });
  fc.assert(
    fc.property(values, (all) => {
      const bars = [...barsPath(all).matchAll(/v-?([\d.]+)h/g)].map(([, height]) => Number(height));
      expect(bars).toHaveLength(all.filter((value) => value).length);
      expect(Math.max(0, ...bars)).toBeLessThanOrEqual(HEIGHT);
    }),
  );
});
