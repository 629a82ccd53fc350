import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Sampled, samplesToDelete } from "./thin";

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 2, 12);

const at = (ageMs: number, members: Partial<Sampled> = {}): Sampled => ({
  series: "1",
  atMs: NOW - ageMs,
  isTurn: false,
  ...members,
});

const agesOf = (samples: readonly Sampled[]) => samples.map(({ atMs }) => NOW - atMs);

type Counted = Sampled & { readonly done: number };

/** A series as the writer makes it: both sides of a fall are turns. */
const anySeries = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 40 * MINUTE }), done: fc.nat(50) }), {
    minLength: 1,
    maxLength: 40,
  })
  .chain((steps) =>
    fc.constantFrom(0, 6.99 * DAY, 7.2 * DAY, 96.9 * DAY, 200 * DAY).map((ageMs) => {
      let ms = NOW - ageMs - DAY;
      const samples: Counted[] = steps.map(({ gap, done }) => {
        ms += gap;
        return { series: "1", atMs: ms, isTurn: false, done };
      });
      return samples.map((sample, index) => {
        const [before, after] = [samples[index - 1], samples[index + 1]];
        return { ...sample, isTurn: (before?.done ?? 0) > sample.done || sample.done > (after?.done ?? sample.done) };
      });
    }),
  );

const without = <T>(samples: readonly T[], deleted: readonly T[]) =>
  samples.filter((sample) => !deleted.includes(sample));
const risesOf = (samples: readonly Counted[]) =>
  samples.reduce((sum, { done }, index) => sum + Math.max(0, done - (samples[index - 1]?.done ?? 0)), 0);

describe("samplesToDelete", () => {
  it("keeps every sample of seven days", () => {
    expect(samplesToDelete([at(7 * DAY - 2), at(7 * DAY - 3), at(5), at(4)], NOW)).toEqual([]);
  });

  it("keeps the last of each five minutes for ninety days, then the last of each hour", () => {
    const fiveMinutes = [at(10 * DAY), at(10 * DAY - MINUTE), at(10 * DAY - 4 * MINUTE), at(10 * DAY - 5 * MINUTE)];
    expect(agesOf(samplesToDelete(fiveMinutes, NOW))).toEqual([10 * DAY, 10 * DAY - MINUTE]);
    const hour = [at(100 * DAY), at(100 * DAY - 10 * MINUTE), at(100 * DAY - 59 * MINUTE), at(100 * DAY - 60 * MINUTE)];
    expect(agesOf(samplesToDelete(hour, NOW))).toEqual([100 * DAY, 100 * DAY - 10 * MINUTE]);
  });

  it("keeps the last sample of a series and does not mix series", () => {
    expect(samplesToDelete([at(10 * DAY), at(10 * DAY - 1, { series: "2" })], NOW)).toEqual([]);
  });

  it("keeps both sides of a fall", () => {
    expect(
      samplesToDelete([at(10 * DAY, { isTurn: true }), at(10 * DAY - 1, { isTurn: true }), at(10 * DAY - 2)], NOW),
    ).toEqual([]);
  });

  it("changes no sum of rises and no last value", () => {
    fc.assert(
      fc.property(anySeries, (samples) => {
        const kept = without(samples, samplesToDelete(samples, NOW));
        expect(risesOf(kept)).toBe(risesOf(samples));
        expect(kept.at(-1)).toBe(samples.at(-1));
      }),
    );
  });

  it("has nothing left to do after it was done", () => {
    fc.assert(
      fc.property(anySeries, (samples) => {
        const kept = without(samples, samplesToDelete(samples, NOW));
        expect(samplesToDelete(kept, NOW)).toEqual([]);
      }),
    );
  });
});
