import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumUsage } from "../../mirror/usage-sum";
import { makeUsage } from "../../test/make-usage";
import { observedSecondsOf, sumsByValue } from "./usage-sum";

describe("sumsByValue", () => {
  it("weights the queue by how long it was observed", () => {
    const totals = [
      makeUsage({ startMs: 0, queueMean: 10, queueMax: 12, observedSeconds: 3600 }),
      makeUsage({ startMs: 1, queueMean: 40, queueMax: 55, observedSeconds: 1200 }),
      makeUsage({ startMs: 2 }),
    ];
    expect(sumsByValue(totals, observedSecondsOf(totals))).toMatchObject([{ sum: { queueMean: 17.5, queueMax: 55 } }]);
  });

  it("counts a period without a row as no queue of the value", () => {
    const [row] = sumsByValue([makeUsage({ startMs: 0, value: "a", queueMean: 10, observedSeconds: 100 })], 400);
    expect(row?.sum.queueMean).toBe(2.5);
  });

  it("has no queue of nodes, whose rows have none", () => {
    const [row] = sumsByValue([makeUsage({ startMs: 0, value: "node-1", observedSeconds: 100 })], 100);
    expect(row?.sum.queueMean).toBeNull();
  });

  it("adds up over values to the total", () => {
    const row = fc.record({ value: fc.constantFrom("a", "b", "c"), done: fc.nat(99), accountCost: fc.nat(9999) });
    fc.assert(
      fc.property(fc.array(row), (list) => {
        const rows = list.map((members, startMs) =>
          makeUsage({ startMs, ...members, accountCost: members.accountCost / 1000 }),
        );
        const parts = sumsByValue(rows, 0);
        expect(parts.reduce((sum, part) => sum + part.sum.done, 0)).toBe(sumUsage(rows, 0).done);
        const spend = parts.reduce((sum, part) => sum + (part.sum.spend?.amount ?? 0), 0);
        expect(spend).toBeCloseTo(sumUsage(rows, 0).spend?.amount ?? Number.NaN, 6);
      }),
    );
  });
});
