import { describe, expect, it } from "vitest";
import { type PaceInput, pollDelayMs } from "./pace";

const calm: PaceInput = { isLoading: false, isBusy: false, isWatched: false, failuresInARow: 0 };

describe("the time between two polls", () => {
  it.each([
    ["somebody looks and something renders", { isWatched: true, isBusy: true }, 5000],
    ["somebody looks and nothing renders", { isWatched: true }, 15_000],
    ["something renders and nobody looks", { isBusy: true }, 15_000],
    ["nothing renders and nobody looks", {}, 60_000],
    ["list pages are missing", { isLoading: true }, 0],
  ])("when %s", (_, input, delayMs) => {
    expect(pollDelayMs({ ...calm, ...input })).toBe(delayMs);
  });

  it("doubles with each failure in a row, up to a minute, whatever else is true", () => {
    const delays = [1, 2, 3, 4, 5, 6, 40].map((failuresInARow) =>
      pollDelayMs({ isLoading: true, isBusy: true, isWatched: true, failuresInARow }),
    );
    expect(delays).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });
});
