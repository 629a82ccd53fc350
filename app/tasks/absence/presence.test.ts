import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyHistory, type TaskHistory } from "../../mirror/task-history";
import { makeNode } from "../../test/make-task";
import { ABSENCE_MS, absenceSince, isAway, visitUntil } from "./presence";

const START = 1_793_491_200_000;
const costing = (cost: number): TaskHistory => ({ ...emptyHistory, nodes: new Map([[1, makeNode({ id: 1, cost })]]) });

describe("a visit", () => {
  it("ends now, or at the last sign of life when that is half an hour ago", () => {
    const sign = { ms: START, history: costing(5) };
    const at = (ms: number) => visitUntil(sign, { ms: START + ms, history: costing(9) });
    expect(at(0)).toEqual({ ms: START, cost: 9 });
    expect(at(ABSENCE_MS - 1)).toEqual({ ms: START + ABSENCE_MS - 1, cost: 9 });
    expect(at(ABSENCE_MS)).toEqual({ ms: START, cost: 5 });
  });

  it("leaves out costs that were loaded after its end", () => {
    const now = { ms: START + ABSENCE_MS, history: costing(9) };
    expect(visitUntil({ ms: START, history: null }, now)).toEqual({ ms: START, cost: 9 });
    expect(visitUntil({ ms: START, history: null }, { ...now, history: null })).toBeNull();
  });

  it("is followed by an absence exactly when the user was away", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3 * ABSENCE_MS), { minLength: 1, maxLength: 20 }), (gaps) => {
        let sign = { ms: START, history: costing(0) };
        for (const gap of gaps) {
          const now = { ms: sign.ms + gap, history: costing(gap) };
          const absence = absenceSince(visitUntil(sign, now), now.ms);
          expect(absence !== null).toBe(isAway(sign, now.ms));
          expect(absence?.last.ms ?? sign.ms).toBe(sign.ms);
          sign = now;
        }
      }),
    );
  });
});
