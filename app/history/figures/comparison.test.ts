import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareFigures, isRecorded } from "./comparison";

describe("compareFigures", () => {
  it("says how much more or less, and as a share of before", () => {
    expect(compareFigures(15, 10)).toEqual({ kind: "more", difference: 5, share: 0.5 });
    expect(compareFigures(5, 10)).toEqual({ kind: "less", difference: 5, share: 0.5 });
  });

  it("has no share of nothing", () => {
    expect(compareFigures(5, 0)).toEqual({ kind: "more", difference: 5, share: null });
  });

  it("knows nothing of figures that are not known", () => {
    expect(compareFigures(null, 1)).toEqual({ kind: "unknown" });
    expect(compareFigures(1, null)).toEqual({ kind: "unknown" });
  });

  it("takes what rounding adds for the same", () => {
    expect(compareFigures(0.1 + 0.2, 0.3)).toEqual({ kind: "same" });
    expect(compareFigures(0, 0)).toEqual({ kind: "same" });
  });

  it("turns round with its arguments", () => {
    const amount = fc.integer({ min: 1, max: 1e9 });
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const [there, back] = [compareFigures(a, b), compareFigures(b, a)];
        const opposite = { more: "less", less: "more", same: "same", unknown: "unknown" } as const;
        expect(back.kind).toBe(opposite[there.kind]);
      }),
    );
  });
});

describe("isRecorded", () => {
  it("needs all of the span", () => {
    expect([isRecorded(10, 10), isRecorded(10, 11), isRecorded(10, null)]).toEqual([true, false, false]);
  });
});
