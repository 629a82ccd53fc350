import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyFrames, makeFrame } from "../../test/make-frame";
import { frameCharge } from "../charges";
import type { Frame } from "./frame";
import { elapsedSeconds, frameFigures, isOutlier, paceOf, secondsUntilTimeout, slownessRatio } from "./frame-figures";

const NOW = 1_793_491_200_000;
const done = (id: number, renderSeconds: number, more: Partial<Frame> = {}) =>
  makeFrame({ id, statusCode: 4, typeCode: 5, renderSeconds, endedMs: NOW - 60_000 * id, ...more });
const rendering = (id: number, seconds: number, more: Partial<Frame> = {}) =>
  makeFrame({ id, statusCode: 2, typeCode: 5, startedMs: NOW - seconds * 1000, ...more });

describe("frameFigures", () => {
  it("counts states, sums charges and computes the spread of finished frames", () => {
    const figures = frameFigures(
      [
        done(1, 100, { accountCost: 0.1, couponCost: 0.2 }),
        done(2, 300, { accountCost: 0.3, resubmits: 2 }),
        done(3, 200, { accountCost: 0 }),
        makeFrame({ id: 4, statusCode: 5, renderSeconds: 9000, accountCost: 1 }),
        makeFrame({ id: 5, statusCode: 1 }),
      ],
      NOW,
    );
    expect(figures).toMatchObject({
      total: 5,
      done: 3,
      charge: { amount: 1.6, unknown: 0 },
      resubmitted: 1,
      hasTimes: true,
    });
    expect(figures.seconds).toEqual({ median: 200, p95: 300, slowest: 300, count: 3 });
    expect(figures.charges.get(5)).toEqual([0, 0.3, 0.1 + 0.2]);
  });

  it("counts owed amounts as charges", () => {
    const amounts = [{ accountCost: 0.13 }, { accountCost: 0, couponCost: 0, arrears: 0.11 }];
    const finished = amounts.map((amount, index) => makeFrame({ id: index, statusCode: 4, typeCode: 5, ...amount }));
    const { charges, charge } = frameFigures(finished, 0);
    expect(charges.get(5)).toEqual([0.11, 0.13]);
    expect(charge).toEqual({ amount: 0.24, unknown: 0 });
  });

  it("compares outliers with the median of their type, and finds none when too few frames have finished", () => {
    const slow = [done(1, 10), done(2, 10), done(3, 26)];
    expect(frameFigures(slow, NOW).outliers).toBe(1);
    expect(frameFigures([...slow.slice(1), rendering(9, 1000)], NOW).outliers).toBe(0);
    const photons = [4, 5, 6].map((id) => done(id, 1000, { typeCode: 2 }));
    // Five frames have finished, but only two of the type of the slow one.
    expect(frameFigures([...photons, done(1, 10), done(2, 26)], NOW).outliers).toBe(0);
    expect(frameFigures([...photons, ...slow], NOW).outliers).toBe(1);
  });

  it("counts a rendering outlier and returns the ratio of the slowest frame", () => {
    const figures = frameFigures([done(1, 10), done(2, 10), done(3, 10), rendering(4, 24), rendering(5, 26)], NOW);
    expect(figures).toMatchObject({ outliers: 1, slowestRunning: 2.6 });
    expect(frameFigures([rendering(4, 24)], NOW).slowestRunning).toBeNull();
  });

  it("returns the time at which a limit stops the first frame", () => {
    const frames = [
      rendering(1, 60, { timeLimitSeconds: 3600 }),
      rendering(2, 600, { timeLimitSeconds: 3600 }),
      rendering(3, 9000),
      makeFrame({ id: 4, statusCode: 1, timeLimitSeconds: 1 }),
    ];
    expect(frameFigures(frames, NOW).firstTimeoutMs).toBe(NOW + 3_000_000);
    expect(frameFigures(frames.slice(2), NOW).firstTimeoutMs).toBeNull();
  });

  it("returns consistent figures for any frames", () => {
    fc.assert(
      fc.property(anyFrames(NOW), (frames) => {
        const figures = frameFigures(frames, NOW);
        expect([...figures.states.values()].reduce((sum, count) => sum + count, 0)).toBe(frames.length);
        expect(figures.done).toBe(frames.filter((frame) => frame.statusCode === 4).length);
        expect(figures.charge.amount).toBeCloseTo(
          frames.reduce((sum, frame) => sum + (frameCharge(frame) ?? 0), 0),
          2,
        );
        expect(figures.charge.unknown).toBe(frames.filter((frame) => frameCharge(frame) === null).length);
        expect(figures.outliers).toBe(frames.filter((frame) => isOutlier(frame, figures, NOW)).length);
        const { median, p95, slowest, count } = figures.seconds ?? { median: 0, p95: 0, slowest: 0, count: 0 };
        expect(median).toBeLessThanOrEqual(p95);
        expect(p95).toBeLessThanOrEqual(slowest);
        expect(count).toBeLessThanOrEqual(figures.done);
        for (const costs of figures.charges.values()) expect(costs).toEqual([...costs].sort((a, b) => a - b));
        for (const value of [figures.slowestRunning, figures.firstTimeoutMs, figures.pace?.perMinute ?? 0])
          expect(value === null || Number.isFinite(value)).toBe(true);
      }),
    );
  });

  it("accepts 200,000 rendering frames", () => {
    const frames = Array.from({ length: 200_000 }, (_, index) => rendering(index + 10, 50));
    expect(frameFigures([...frames, done(1, 10), done(2, 10), done(3, 10)], NOW)).toMatchObject({
      slowestRunning: 5,
      outliers: 200_000,
    });
  });
});

describe("the figures of one frame", () => {
  it("have a render time until now while it renders, and the farm's figure after its end", () => {
    expect(elapsedSeconds(rendering(1, 90, { renderSeconds: 5 }), NOW)).toBe(90);
    expect(elapsedSeconds(rendering(1, 0, { startedMs: null, renderSeconds: 5 }), NOW)).toBeNull();
    // The farm's clock may be ahead of the browser's: the time is never negative.
    expect(elapsedSeconds(rendering(1, -30), NOW)).toBe(0);
    expect(elapsedSeconds(done(1, 7), NOW)).toBe(7);
    expect(elapsedSeconds(makeFrame({ id: 1, statusCode: 1, renderSeconds: 7 }), NOW)).toBeNull();
    expect(elapsedSeconds(makeFrame({ id: 1, statusCode: 37, renderSeconds: 7 }), NOW)).toBeNull();
  });

  it("have no render time when it was stopped before its start, and 0 s when it was stopped at its start", () => {
    const stopped = makeFrame({ id: 1, statusCode: 3, typeCode: 5, renderSeconds: 0 });
    expect(elapsedSeconds(stopped, NOW)).toBeNull();
    expect(slownessRatio(stopped, new Map([[5, 10]]), NOW)).toBeNull();
    expect(elapsedSeconds({ ...stopped, startedMs: NOW }, NOW)).toBe(0);
  });

  it("have a ratio only with a time and a median above 0", () => {
    const medians = new Map<number | null, number>([
      [5, 10],
      [2, 0],
    ]);
    expect(slownessRatio(done(1, 25), medians, NOW)).toBe(2.5);
    expect(slownessRatio(done(1, 25, { typeCode: 2 }), medians, NOW)).toBeNull();
    expect(slownessRatio(done(1, 25, { typeCode: 99 }), medians, NOW)).toBeNull();
    expect(slownessRatio(done(1, 25, { renderSeconds: null }), medians, NOW)).toBeNull();
  });

  it("have a time to the limit only while it renders, negative after the limit", () => {
    const limit = { timeLimitSeconds: 100 };
    expect(secondsUntilTimeout(rendering(1, 40, limit), null, NOW)).toBe(60);
    expect(secondsUntilTimeout(rendering(1, 140, limit), null, NOW)).toBe(-40);
    expect(secondsUntilTimeout(rendering(1, 40), null, NOW)).toBeNull();
    expect(secondsUntilTimeout(rendering(1, 40, { ...limit, startedMs: null }), null, NOW)).toBeNull();
    expect(secondsUntilTimeout(done(1, 40, limit), null, NOW)).toBeNull();
  });

  it("prefers the frame stop of the task, because the frame's own limit may be the reminder", () => {
    const limit = { timeLimitSeconds: 100 };
    expect(secondsUntilTimeout(rendering(1, 40, limit), 300, NOW)).toBe(260);
    expect(secondsUntilTimeout(rendering(1, 40), 300, NOW)).toBe(260);
    expect(frameFigures([rendering(1, 40, limit)], NOW, undefined, 300)).toMatchObject({
      firstTimeoutMs: NOW + 260_000,
      taskLimitSeconds: 300,
    });
    expect(frameFigures([rendering(1, 40, limit)], NOW).taskLimitSeconds).toBeNull();
  });
});

describe("paceOf", () => {
  it.each([
    ["no ends", []],
    ["two ends", [NOW - 60_000, NOW - 30_000]],
    ["ends in the future", [NOW + 1, NOW + 2, NOW + 3]],
    ["ends that are all now", [NOW, NOW, NOW]],
  ])("is null for %s", (_, ends) => {
    expect(paceOf(ends, 10, NOW)).toBeNull();
  });

  it("computes the rate from recent ends, whatever their order and however many are older", () => {
    const steady = Array.from({ length: 60 }, (_, index) => NOW - index * 60_000);
    const longAgo = Array.from({ length: 500 }, (_, index) => NOW - 90_000_000 - index);
    const pace = paceOf([...longAgo, ...steady], 30, NOW);
    expect(pace?.perMinute).toBeCloseTo(1, 5);
    expect(paceOf(steady.toReversed(), 30, NOW)).toEqual(pace);
  });

  it("has no ETA when no frame is unfinished", () => {
    expect(paceOf([NOW - 3000, NOW - 2000, NOW - 1000], 0, NOW)).toMatchObject({ eta: null });
  });

  it("returns a range around the point estimate that is later for more frames", () => {
    const ends = fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 3, maxLength: 200 });
    fc.assert(
      fc.property(ends, fc.integer({ min: 1, max: 100_000 }), (ago, unfinished) => {
        const endsMs = ago.map((ms) => NOW - ms);
        const pace = paceOf(endsMs, unfinished, NOW);
        if (!pace?.eta) throw new Error("three ends in the past give a rate");
        const { earliestMs, latestMs } = pace.eta;
        const point = NOW + (unfinished / pace.perMinute) * 60_000;
        expect(earliestMs).toBeGreaterThan(NOW);
        expect(earliestMs).toBeLessThanOrEqual(point);
        expect(latestMs).toBeGreaterThanOrEqual(point);
        expect(Number.isFinite(latestMs)).toBe(true);
        expect(paceOf(endsMs, unfinished + 1, NOW)?.eta?.latestMs).toBeGreaterThanOrEqual(latestMs);
      }),
    );
  });
});

describe("the figures of a task with frames in every state", () => {
  const recent = [1, 2, 3, 4].map((id) => done(id, 100));

  it("have an end for those that wait, render or are in an unknown state", () => {
    const ended = [3, 5, 11].map((statusCode, index) => makeFrame({ id: 20 + index, statusCode, endedMs: NOW - 1 }));
    const waiting = [1, 37].map((statusCode, index) => makeFrame({ id: 30 + index, statusCode }));
    const { pace } = frameFigures([...recent, ...ended, ...waiting, rendering(9, 30)], NOW);
    const ends = recent.map(({ endedMs }) => endedMs ?? Number.NaN);
    expect(pace).toEqual(paceOf(ends, 3, NOW));
    expect(pace?.perMinute).toBeCloseTo(3 / 4);
  });

  it("have no rate while none renders, and leave out ends that are missing", () => {
    expect(frameFigures(recent, NOW).pace).toBeNull();
    const withoutEnd = done(5, 100, { endedMs: null });
    const all = [...recent, rendering(9, 30)];
    expect(frameFigures([...all, withoutEnd], NOW).pace).toEqual(frameFigures(all, NOW).pace);
  });

  it("have times when one has finished with a time or renders", () => {
    expect(frameFigures([], NOW).hasTimes).toBe(false);
    expect(frameFigures([done(1, 5)], NOW).hasTimes).toBe(true);
    expect(frameFigures([rendering(1, 5)], NOW).hasTimes).toBe(true);
    const others = [makeFrame({ id: 1, statusCode: 5, renderSeconds: 9 }), done(2, 0, { renderSeconds: null })];
    expect(frameFigures(others, NOW)).toMatchObject({ hasTimes: false, seconds: null });
  });

  it("have a median from the times of finished frames that the farm sends", () => {
    const timeless = [7, 8, 9].map((id) => done(id, 0, { renderSeconds: null }));
    expect(frameFigures([...recent, ...timeless], NOW).medianByType).toEqual(new Map([[5, 100]]));
    expect(frameFigures([...timeless, done(1, 5)], NOW).medianByType).toEqual(new Map());
  });

  it("have the ratio of the slowest rendering frame", () => {
    const running = [rendering(20, 50), rendering(21, 250), rendering(22, 150)];
    expect(frameFigures([...recent, ...running], NOW).slowestRunning).toBe(2.5);
  });
});

it("a frame is an outlier from more than 2.5 times the median", () => {
  const medianByType = new Map([[5, 100]]);
  expect(isOutlier(done(1, 250), { medianByType }, NOW)).toBe(false);
  expect(isOutlier(done(1, 251), { medianByType }, NOW)).toBe(true);
});

it.each([
  ["a failed frame without a start", { statusCode: 5, startedMs: null, renderSeconds: 0 }, 0],
  ["a stopped frame without a start that has rendered", { statusCode: 3, startedMs: null, renderSeconds: 8 }, 8],
])("%s has the farm's render time", (_, members, seconds) => {
  expect(elapsedSeconds(makeFrame({ id: 1, ...members }), NOW)).toBe(seconds);
});

it("only a rendering frame has a time to the limit", () => {
  const stopped = rendering(1, 40, { statusCode: 3, timeLimitSeconds: 100 });
  expect(secondsUntilTimeout(stopped, null, NOW)).toBeNull();
  expect(secondsUntilTimeout({ ...stopped, statusCode: 2 }, null, NOW)).toBe(60);
});

describe("the rate of frames", () => {
  it("leaves out ends that the browser's clock has not reached", () => {
    const past = [NOW - 180_000, NOW - 120_000, NOW - 60_000];
    expect(paceOf([...past, NOW + 60_000], 6, NOW)).toEqual(paceOf(past, 6, NOW));
  });

  it("has an 80 % range of 1.28 standard deviations, at most 75 % wide", () => {
    const steady = (count: number) => Array.from({ length: count }, (_, index) => NOW - (count - 1 - index) * 60_000);
    const at = (unfinished: number, share: number) => NOW + (unfinished * 60_000) / share;
    const many = paceOf(steady(26), 10, NOW)?.eta;
    expect(many?.earliestMs).toBeCloseTo(at(10, 1 + 1.28 / 5), 0);
    expect(many?.latestMs).toBeCloseTo(at(10, 1 - 1.28 / 5), 0);
    const few = paceOf(steady(3), 10, NOW)?.eta;
    expect(few?.earliestMs).toBeCloseTo(at(10, 1.75), 0);
    expect(few?.latestMs).toBeCloseTo(at(10, 0.25), 0);
  });
});
