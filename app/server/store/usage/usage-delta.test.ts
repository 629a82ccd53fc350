import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Counters, hasFallen, momentOfRise, usageDelta, withFormer } from "./usage-delta";

const counters = (members: Partial<Counters>): Counters => ({
  total: 100,
  done: 0,
  failed: 0,
  machine_ms: 0,
  account_milli: 0,
  coupon_milli: 0,
  arrears_milli: 0,
  ...members,
});

const amount = fc.option(fc.nat(1000), { nil: null });
const reading: fc.Arbitrary<Counters> = fc.record({
  total: fc.constantFrom(0, 100),
  done: fc.nat(100),
  failed: fc.nat(100),
  machine_ms: amount,
  account_milli: amount,
  coupon_milli: amount,
  arrears_milli: amount,
});

/** The deltas of a series, each reading against the former one as the store keeps it. */
function deltasOf(readings: readonly Counters[]) {
  let former: Counters | null = null;
  return readings.map((read) => {
    const next = withFormer(former, read);
    const delta = usageDelta(former, next);
    former = next;
    return delta;
  });
}

const sumOf = (deltas: ReturnType<typeof deltasOf>, name: keyof ReturnType<typeof usageDelta>) =>
  deltas.reduce((sum, delta) => sum + delta[name], 0);

describe("usageDelta", () => {
  it("is the whole reading for a new leaf", () => {
    expect(usageDelta(null, counters({ done: 4, failed: 1, machine_ms: 9, account_milli: 7 }))).toEqual({
      done: 4,
      failed: 1,
      restarted: 0,
      unpriced: 0,
      machineMs: 9,
      accountMilli: 7,
      couponMilli: 0,
      arrearsMilli: 0,
    });
  });

  it("counts restarted frames apart, and once more when they are done once more", () => {
    const deltas = deltasOf([
      counters({ done: 90, failed: 10 }),
      counters({ done: 90, failed: 0 }),
      counters({ done: 100, failed: 0 }),
      counters({ done: 40, failed: 0 }),
      counters({ done: 100, failed: 0 }),
    ]);
    expect(deltas.map(({ done, failed, restarted }) => [done, failed, restarted])).toEqual([
      [90, 10, 0],
      [0, 0, 10],
      [10, 0, 0],
      [0, 0, 60],
      [60, 0, 0],
    ]);
  });

  it("counts failed frames that are done at the next reading as restarted and done", () => {
    const [, second] = deltasOf([counters({ done: 5, failed: 3 }), counters({ done: 8, failed: 0 })]);
    expect(second).toMatchObject({ done: 3, failed: 0, restarted: 3 });
  });

  it("counts done frames without an amount as unpriced", () => {
    const hidden = { account_milli: null, coupon_milli: null, arrears_milli: null };
    expect(usageDelta(null, counters({ done: 4, ...hidden })).unpriced).toBe(4);
    expect(usageDelta(null, counters({ done: 4, ...hidden, coupon_milli: 0 })).unpriced).toBe(0);
  });

  it.each<[string, Partial<Counters>]>([
    ["counts", { total: 0, account_milli: 500, machine_ms: 900 }],
    ["amounts", { total: 100, done: 80, failed: 2, account_milli: null, machine_ms: null }],
  ])("takes %s that are missing for one reading for no fall and no rise", (_what, gap) => {
    const full = counters({ done: 80, failed: 2, account_milli: 500, machine_ms: 900 });
    const deltas = deltasOf([full, counters(gap), full]);
    expect(deltas.slice(1).flatMap(Object.values).filter(Boolean)).toEqual([]);
  });

  it("is never negative, and what restarted and what rose together explain every reading", () => {
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 12 }), (readings) => {
        const deltas = deltasOf(readings);
        expect(deltas.flatMap(Object.values).every((value) => value >= 0)).toBe(true);
        let last: Counters | null = null;
        for (const read of readings) last = withFormer(last, read);
        const balance = sumOf(deltas, "done") + sumOf(deltas, "failed") - sumOf(deltas, "restarted");
        expect(balance).toBe((last?.done ?? 0) + (last?.failed ?? 0));
      }),
    );
  });

  it("adds up to the last reading while nothing falls", () => {
    const rising = fc.array(fc.nat(50), { minLength: 1, maxLength: 12 }).map((steps) => {
      let done = 0;
      return steps.map((step) => {
        done += step;
        return counters({ total: 1000, done, machine_ms: done * 7, account_milli: done * 3 });
      });
    });
    fc.assert(
      fc.property(rising, (readings) => {
        const deltas = deltasOf(readings);
        const last = readings.at(-1);
        expect([sumOf(deltas, "done"), sumOf(deltas, "machineMs"), sumOf(deltas, "accountMilli")]).toEqual([
          last?.done,
          last?.machine_ms,
          last?.account_milli,
        ]);
      }),
    );
  });
});

describe("hasFallen", () => {
  it.each([
    [{ done: 5 }, { done: 4 }, true],
    [{ done: 5 }, { done: 6 }, false],
    [{ account_milli: 5 }, { account_milli: 4 }, true],
    [{ machine_ms: null }, { machine_ms: null }, false],
  ])("of %o to %o is %s", (former, next, expected) => {
    expect(hasFallen(counters(former), counters(next))).toBe(expected);
  });
});

describe("momentOfRise", () => {
  const HOUR = 3_600_000;
  const now = Date.UTC(2026, 10, 2, 12);
  const leaf = { at_ms: now, endedMs: null, startedMs: now - 5 * HOUR };
  it.each([
    ["the reading, for a leaf that is known", leaf, now - HOUR, now - 9 * HOUR, now],
    ["the reading, for a leaf that started under the eyes of the store", leaf, null, now - 9 * HOUR, now],
    ["the start, for work from before the store began", leaf, null, now - HOUR, now - 5 * HOUR],
    [
      "the end, when the leaf ended during a pause",
      { ...leaf, endedMs: now - 2 * HOUR },
      now - 3 * HOUR,
      0,
      now - 2 * HOUR,
    ],
    [
      "the reading, when it ended before the former reading",
      { ...leaf, endedMs: now - 4 * HOUR },
      now - 3 * HOUR,
      0,
      now,
    ],
    ["the reading, when it ends in the future", { ...leaf, endedMs: now + HOUR }, now - 3 * HOUR, 0, now],
    ["the reading, when the start is absurd", { ...leaf, startedMs: 1 }, null, now - HOUR, now],
  ])("is %s", (_what, read, formerMs, recordingSinceMs, expected) => {
    expect(momentOfRise(read, formerMs, recordingSinceMs)).toBe(expected);
  });
});
