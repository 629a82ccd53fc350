import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ABSENCE_MS, absenceSince, isAway, visitUntil } from "./presence";

const START = 1_793_491_200_000;

describe("a visit", () => {
  it("ends now, or at the last sign of life when that is half an hour ago", () => {
    expect(visitUntil(START, START)).toBe(START);
    expect(visitUntil(START, START + ABSENCE_MS - 1)).toBe(START + ABSENCE_MS - 1);
    expect(visitUntil(START, START + ABSENCE_MS)).toBe(START);
  });

  it("is followed by an absence exactly when the user was away", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3 * ABSENCE_MS), { minLength: 1, maxLength: 20 }), (gaps) => {
        let signMs = START;
        for (const gap of gaps) {
          const nowMs = signMs + gap;
          const absence = absenceSince(visitUntil(signMs, nowMs), nowMs);
          expect(absence !== null).toBe(isAway(signMs, nowMs));
          expect(absence?.leftMs ?? signMs).toBe(signMs);
          signMs = nowMs;
        }
      }),
    );
  });

  it("before the first one there is no absence", () => {
    expect(absenceSince(null, START)).toBeNull();
  });
});
