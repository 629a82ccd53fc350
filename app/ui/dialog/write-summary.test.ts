import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Failure } from "../../protocol/wire/failure";
import { outcomeOf, summarize, type WriteResult } from "./write-summary";

const certainty = fc.constantFrom("not-sent" as const, "unknown" as const);
const failures: fc.Arbitrary<Failure> = fc.oneof(
  fc.record({ kind: fc.constant("network" as const), certainty }),
  fc.record({ kind: fc.constant("shape" as const), detail: fc.string(), certainty }),
  fc.record({
    kind: fc.constant("farm" as const),
    code: fc.constantFrom(403, 500, 710),
    message: fc.string(),
    certainty,
  }),
  fc.record({
    kind: fc.constant("proxy" as const),
    status: fc.constantFrom(502, 504),
    problem: fc.constantFrom("a", "b"),
    detail: fc.string(),
    certainty,
  }),
);
const results: fc.Arbitrary<WriteResult> = fc.record({
  isSent: fc.boolean(),
  failure: fc.option(failures),
  hasEffect: fc.boolean(),
});
const sum = (counts: readonly { readonly count: number }[]) => counts.reduce((all, { count }) => all + count, 0);

const refusal: Failure = { kind: "farm", code: 403, message: "", certainty: "not-sent" };
const times = (count: number, result: WriteResult) => Array.from({ length: count }, () => result);
const accepted = { isSent: true, failure: null, hasEffect: false };

describe("a summary of a write", () => {
  it("adds up to the number of targets, whatever happened to each", () => {
    fc.assert(
      fc.property(fc.array(results), (all) => {
        const summary = summarize(all);
        expect(summary.accepted + sum(summary.refused) + sum(summary.unknown) + summary.notSent).toBe(all.length);
        expect([...summary.refused, ...summary.unknown].every(({ count }) => count > 0)).toBe(true);
      }),
    );
  });

  it("never counts as refused what may have been done, nor as unknown what was not sent", () => {
    fc.assert(
      fc.property(fc.array(results), (all) => {
        const summary = summarize(all);
        expect(summary.refused.every(({ failure }) => failure.certainty === "not-sent")).toBe(true);
        expect(summary.unknown.every(({ failure }) => failure.certainty === "unknown")).toBe(true);
        expect(summary.notSent).toBe(all.filter(({ isSent }) => !isSent).length);
      }),
    );
  });

  it("has one count for each reason", () => {
    fc.assert(
      fc.property(fc.array(results), (all) => {
        const codes = summarize(all).refused.flatMap(({ failure }) => (failure.kind === "farm" ? [failure.code] : []));
        expect(new Set(codes).size).toBe(codes.length);
      }),
    );
  });

  it("counts 100 accepted, 100 refused and 50 that were not sent", () => {
    const all = [
      ...times(100, accepted),
      ...times(100, { ...accepted, failure: refusal }),
      ...times(50, { isSent: false, failure: refusal, hasEffect: false }),
    ];
    expect(summarize(all)).toEqual({
      accepted: 100,
      refused: [{ failure: refusal, count: 100 }],
      unknown: [],
      notSent: 50,
    });
  });
});

describe("the outcome of one target", () => {
  const unknown: Failure = { kind: "network", certainty: "unknown" };
  it.each([
    [{ isSent: true, failure: null, hasEffect: true }, "done"],
    [{ isSent: true, failure: null, hasEffect: false }, "accepted"],
    [{ isSent: true, failure: refusal, hasEffect: false }, "refused"],
    [{ isSent: true, failure: unknown, hasEffect: false }, "unknown"],
    [{ isSent: true, failure: unknown, hasEffect: true }, "done"],
    [{ isSent: false, failure: refusal, hasEffect: true }, "notSent"],
  ] as const)("of %j is %s", (result, kind) => {
    expect(outcomeOf(result)).toBe(kind);
  });
});
