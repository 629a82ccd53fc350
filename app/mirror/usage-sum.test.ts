import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeUsage } from "../test/make-usage";
import { spendOf, sumUsage } from "./usage-sum";

const hidden = makeUsage({ startMs: 0, accountCost: null, couponCost: null, arrears: null });

describe("the spend of a period", () => {
  it("is account, coupon and arrears together, without errors of binary fractions", () => {
    expect(spendOf(makeUsage({ startMs: 0, accountCost: 0.1, couponCost: 0.2, arrears: 0.001 }))).toBe(0.301);
  });

  it("is hidden only when every amount is", () => {
    expect(spendOf(hidden)).toBeNull();
    expect(spendOf({ ...hidden, couponCost: 2 })).toBe(2);
    expect(spendOf({ ...hidden, arrears: 0 })).toBe(0);
  });
});

describe("the sum of usage", () => {
  it("adds the amounts, and counts frames without an amount", () => {
    const rows = [
      makeUsage({ startMs: 0, accountCost: 1.1, couponCost: 0.2, arrears: 0.001, unpriced: 2 }),
      makeUsage({ startMs: 1, accountCost: 2.2, unpriced: 3 }),
    ];
    expect(sumUsage(rows, 0).spend).toEqual({ amount: 3.501, unknown: 5 });
  });

  it("has no spend where amounts are hidden, and 0 where nothing happened", () => {
    expect(sumUsage([hidden], 0).spend).toBeNull();
    expect(sumUsage([hidden, makeUsage({ startMs: 1, accountCost: 4 })], 0).spend?.amount).toBe(4);
    expect(sumUsage([], 0).spend).toEqual({ amount: 0, unknown: 0 });
  });

  it("adds frames and machine time", () => {
    const rows = [
      makeUsage({ startMs: 0, done: 5, failed: 2, restarted: 1, machineSeconds: 60 }),
      makeUsage({ startMs: 1, done: 7, failed: 1, restarted: 3, machineSeconds: 30 }),
    ];
    expect(sumUsage(rows, 0)).toMatchObject({ done: 12, failed: 3, restarted: 4, machineSeconds: 90 });
  });

  it("is the sum of its parts", () => {
    const members = fc.record({ done: fc.nat(99), failed: fc.nat(9), cents: fc.nat(9999) });
    fc.assert(
      fc.property(fc.array(members), fc.nat(20), (list, cut) => {
        const rows = list.map(({ cents, ...counts }, startMs) =>
          makeUsage({ startMs, ...counts, accountCost: cents / 100 }),
        );
        const [all, first, second] = [rows, rows.slice(0, cut), rows.slice(cut)].map((part) => sumUsage(part, 0));
        expect(all?.done).toBe((first?.done ?? 0) + (second?.done ?? 0));
        expect(all?.failed).toBe((first?.failed ?? 0) + (second?.failed ?? 0));
        expect(all?.spend?.amount).toBeCloseTo((first?.spend?.amount ?? 0) + (second?.spend?.amount ?? 0));
      }),
    );
  });
});

describe("the queue of a range", () => {
  it("is the mean over the observed time, and the longest of all periods", () => {
    const rows = [
      makeUsage({ startMs: 0, queueMean: 10, queueMax: 12, observedSeconds: 3600 }),
      makeUsage({ startMs: 1, queueMean: 40, queueMax: 55, observedSeconds: 1200 }),
      makeUsage({ startMs: 2 }),
    ];
    expect(sumUsage(rows, 4800)).toMatchObject({ queueMean: 17.5, queueMax: 55 });
  });

  it("was empty in a period without a row", () => {
    const row = makeUsage({ startMs: 0, queueMean: 10, queueMax: 12, observedSeconds: 100 });
    expect(sumUsage([row], 400).queueMean).toBe(2.5);
    expect(sumUsage([], 400)).toMatchObject({ queueMean: 0, queueMax: 0 });
  });

  it("is not known when it was not observed, or when the rows have none, as those of nodes", () => {
    expect(sumUsage([makeUsage({ startMs: 0, queueMean: 3 })], 0).queueMean).toBeNull();
    expect(sumUsage([makeUsage({ startMs: 0, observedSeconds: 100 })], 100).queueMean).toBeNull();
    expect(sumUsage([], 0).queueMean).toBeNull();
  });
});
