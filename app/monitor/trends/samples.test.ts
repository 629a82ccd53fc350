import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeNode } from "../../test/make-task";
import {
  addReading,
  currentRate,
  curves,
  GAP_MS,
  growth,
  growthSince,
  MAX_SAMPLES,
  mayWrite,
  nextSample,
  type Reading,
  type Sample,
} from "./samples";

const START = 1_793_491_200_000;
const MINUTE = 60_000;

type Counts = { doneFrames?: number; failedFrames?: number; cost?: number; submittedMs?: number };
const reading = (atMs: number, tasks: Readonly<Record<number, Counts>>): Reading => ({
  atMs,
  nodes: new Map(
    Object.entries(tasks).map(([id, counts]) => [
      Number(id),
      makeNode({ id: Number(id), totalFrames: 1000, statusCode: 5, ...counts }),
    ]),
  ),
});

/** Adds readings one after the other, as one page does. */
function play(readings: readonly Reading[], kept: readonly Sample[] = []): readonly Sample[] {
  let samples = kept;
  let before: Reading | null = null;
  for (const now of readings) {
    samples = addReading(samples, before, now);
    before = now;
  }
  return samples;
}

describe("growth", () => {
  it("is counted task by task, so that a deleted or rerendered task does not hide growth of the others", () => {
    const before = reading(START, {
      1: { doneFrames: 10, cost: 5 },
      2: { doneFrames: 90, cost: 40 },
      3: { doneFrames: 7 },
    });
    const after = reading(START + 5000, { 1: { doneFrames: 14, cost: 6.5 }, 3: { doneFrames: 0, failedFrames: 2 } });
    expect(growth(before, after)).toEqual({ done: 4, failed: 2, spend: 1.5 });
  });

  it("includes the last growth of a deleted task", () => {
    const before = reading(START, { 1: { doneFrames: 10, cost: 5 } });
    const { nodes: removed } = reading(START, {
      1: { doneFrames: 12, failedFrames: 1, cost: 6 },
      2: { doneFrames: 9 },
    });
    const after = { ...reading(START + 60_000, {}), removed };
    expect(growth(before, after)).toEqual({ done: 2, failed: 1, spend: 1 });
  });

  it("includes all of a new task, and nothing of an old one that is loaded late", () => {
    const before = reading(START, {});
    const after = reading(START + 5000, {
      1: { doneFrames: 3, cost: 1, submittedMs: START + 1000 },
      2: { doneFrames: 500, cost: 99, submittedMs: START - 86_400_000 },
    });
    expect(growth(before, after)).toEqual({ done: 3, failed: 0, spend: 1 });
  });
});

describe("samples", () => {
  it("are one a minute, each beginning where the previous one ended", () => {
    const samples = play([0, 20, 40, 60, 80, 130].map((s, i) => reading(START + s * 1000, { 1: { doneFrames: i } })));
    expect(samples.map(({ fromMs, atMs, done }) => [(fromMs - START) / 1000, (atMs - START) / 1000, done])).toEqual([
      [0, 40, 2],
      [40, 80, 2],
      [80, 130, 1],
    ]);
  });

  it("continue after a reload from the stored sums", () => {
    const kept = play([reading(START, { 1: { doneFrames: 10, cost: 1 } })]);
    const samples = play([reading(START + 90_000, { 1: { doneFrames: 15, cost: 1.25 } })], kept);
    expect(growthSince(samples, START - MINUTE)).toEqual({ done: 5, failed: 0, spend: 0.25, watchedFromMs: START });
  });

  it("ignore a reading from before the last one", () => {
    const samples = play([reading(START, {}), reading(START + MINUTE, {})]);
    expect(addReading(samples, null, reading(START + 1000, { 1: { doneFrames: 5 } }))).toBe(samples);
  });

  it("are limited to one week", () => {
    const many = Array.from({ length: MAX_SAMPLES + 5 }, (_, minute) => reading(START + minute * MINUTE, {}));
    const samples = play(many);
    expect(samples).toHaveLength(MAX_SAMPLES);
    expect(samples.at(-1)?.atMs).toBe(many.at(-1)?.atMs);
  });

  const steps = fc.array(
    fc.record({ seconds: fc.integer({ min: 1, max: 100 }), done: fc.nat(50), cents: fc.nat(500) }),
    { minLength: 1, maxLength: 60 },
  );

  it("miss nothing and count nothing twice at any interval and with a reload at any time", () => {
    fc.assert(
      fc.property(steps, fc.nat(60), (all, reloadAt) => {
        let at = START;
        let [done, cents] = [0, 0];
        const readings = [reading(START, { 1: { doneFrames: 0, cost: 0 } })];
        for (const step of all) {
          at += step.seconds * 1000;
          done += step.done;
          cents += step.cents;
          readings.push(reading(at, { 1: { doneFrames: done, cost: cents / 100 } }));
        }
        const samples = play(readings.slice(reloadAt), play(readings.slice(0, reloadAt)));
        const { watchedFromMs, ...growthSums } = growthSince(samples, START - 1);
        expect(growthSums.done).toBe(done);
        expect(growthSums.spend).toBeCloseTo(cents / 100, 6);
        expect(watchedFromMs).toBe(START);
        expect(samples.slice(1).map(({ fromMs }) => fromMs)).toEqual(samples.slice(0, -1).map(({ atMs }) => atMs));
      }),
    );
  });

  it("never decrease, whatever happens to the tasks", () => {
    const anyTask = fc.record({
      doneFrames: fc.nat(900),
      failedFrames: fc.nat(90),
      cost: fc.float({ min: 0, max: 900, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.constantFrom("1", "2", "3"), anyTask), { maxLength: 20 }), (all) => {
        const samples = play(all.map((tasks, index) => reading(START + index * 30_000, tasks)));
        for (const { done, failed, spend } of samples) expect(Math.min(done, failed, spend)).toBeGreaterThanOrEqual(0);
        const { spend } = curves(samples, START, START + 20 * MINUTE, 10);
        const recorded = spend.filter((value) => value !== null);
        expect(recorded).toEqual(recorded.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe("a gap", () => {
  // Ten minutes recorded, two hours closed, ten minutes recorded; ten frames a minute throughout.
  const minutes = (from: number) =>
    Array.from({ length: 11 }, (_, index) => {
      const minute = from + index;
      return reading(START + minute * MINUTE, { 1: { doneFrames: minute * 10, cost: minute } });
    });
  const samples = play(minutes(130), play(minutes(0)));
  const end = START + 140 * MINUTE;

  it("is a hole in the curves, after which the spending continues at its new height", () => {
    const { x, rate, spend } = curves(samples, START, end, 14);
    expect(x).toHaveLength(14);
    expect(rate[0]).toBeCloseTo(10);
    expect(rate.slice(1, 12)).toEqual(Array.from({ length: 11 }, () => null));
    expect(rate.at(-1)).toBeCloseTo(10);
    expect(spend[5]).toBeNull();
    expect(spend.at(-1)).toBe(140);
  });

  it("counts in a period that contains it, and not in one that begins within it", () => {
    expect(growthSince(samples, START)).toMatchObject({ done: 1400, spend: 140, watchedFromMs: START });
    const within = START + 60 * MINUTE;
    expect(growthSince(samples, within)).toMatchObject({ done: 100, watchedFromMs: START + 130 * MINUTE });
  });

  it("is no part of the current rate, which needs one recorded minute", () => {
    expect(currentRate(samples, end, 10)).toBeCloseTo(10);
    const justBack = samples.filter(({ atMs }) => atMs <= START + 130 * MINUTE);
    expect(justBack.at(-1)?.atMs ?? 0).toBe(START + 130 * MINUTE);
    expect((justBack.at(-1)?.atMs ?? 0) - (justBack.at(-1)?.fromMs ?? 0)).toBeGreaterThan(GAP_MS);
    expect(currentRate(justBack, START + 130 * MINUTE, 10)).toBeNull();
  });
});

describe("samples of several tabs", () => {
  it("miss nothing and count nothing twice, whichever tab reads when", () => {
    const reads = fc.array(fc.record({ tab: fc.nat(2), seconds: fc.nat(200), done: fc.nat(9) }), { minLength: 1 });
    fc.assert(
      fc.property(reads, (all) => {
        const before = new Map<number, Reading>();
        const kept = new Map<number, Sample>();
        let [at, done] = [START, 0];
        let last: Sample | null = null;
        for (const read of [{ tab: 0, seconds: 0, done: 0 }, ...all]) {
          at += read.seconds * 1000;
          // Two readings of the same time have the same counts.
          done += read.seconds === 0 ? 0 : read.done;
          const now = reading(at, { 1: { doneFrames: done } });
          const next: Sample | null = nextSample(last, before.get(read.tab) ?? null, now);
          before.set(read.tab, now);
          if (next) kept.set(next.minute, next);
          last = next ?? last;
        }
        const samples = [...kept.values()];
        expect(growthSince(samples, START - 1).done).toBe(done);
        expect(samples.slice(1).map(({ fromMs }) => fromMs)).toEqual(samples.slice(0, -1).map(({ atMs }) => atMs));
      }),
    );
  });

  it("are written by one tab until it has missed two refreshes", () => {
    const writer = { id: "one", atMs: START };
    expect(mayWrite(null, "other", START)).toBe(true);
    expect(mayWrite(writer, "one", START + MINUTE)).toBe(true);
    expect(mayWrite(writer, "other", START + MINUTE)).toBe(false);
    expect(mayWrite(writer, "other", START + GAP_MS + 1)).toBe(true);
    // A clock that was set back locks no tab out.
    expect(mayWrite(writer, "other", START - GAP_MS - 1)).toBe(true);
  });
});
