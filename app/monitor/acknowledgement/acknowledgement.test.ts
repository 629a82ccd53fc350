import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Acknowledgement } from "../../protocol/team/acknowledgement";
import { isValid, type TroubleFacts, updateAcknowledgements } from "./acknowledgement";

const seen: Acknowledgement = { by: "Lin", atMs: 1, failed: 5, trouble: "failed" };
const follow = (facts: TroubleFacts | null, acknowledgement = seen) =>
  updateAcknowledgements({ "7": acknowledgement }, new Map(facts ? [[7, facts]] : []))["7"];

describe("an acknowledgement", () => {
  it("is valid while no more frames fail", () => {
    expect(follow({ failed: 5, trouble: "failed" })).toBe(seen);
  });

  it("ends with more failures, a worse trouble, the end of the trouble, or the removal of the task", () => {
    expect(follow({ failed: 6, trouble: "failed" })).toBeUndefined();
    expect(follow({ failed: 0, trouble: "failed" }, { ...seen, failed: 0, trouble: "stalled" })).toBeUndefined();
    expect(follow({ failed: 5, trouble: "stopped" })).toBeUndefined();
    expect(follow({ failed: 0, trouble: null })).toBeUndefined();
    expect(follow(null)).toBeUndefined();
  });

  it("follows the count down, so that it does not cover new failures after a rerender", () => {
    const lower = follow({ failed: 2, trouble: "failed" });
    expect(lower).toEqual({ ...seen, failed: 2 });
    expect(lower && follow({ failed: 3, trouble: "failed" }, lower)).toBeUndefined();
  });

  it("is the same object when nothing changed, so that nothing is written", () => {
    const all = { "7": seen };
    expect(updateAcknowledgements(all, new Map([[7, { failed: 5, trouble: "failed" }]]))).toBe(all);
  });

  it("ends with the first growth of failures for any sequence of counts", () => {
    fc.assert(
      fc.property(fc.nat(20), fc.array(fc.nat(20), { minLength: 1, maxLength: 30 }), (first, counts) => {
        let all: Readonly<Record<string, Acknowledgement>> = { "7": { ...seen, failed: first } };
        let before = first;
        let hasGrown = false;
        for (const failed of counts) {
          const now: TroubleFacts = { failed, trouble: "failed" };
          all = updateAcknowledgements(all, new Map([[7, now]]));
          hasGrown ||= failed > before;
          before = failed;
          expect("7" in all).toBe(!hasGrown);
          expect(Object.values(all).every((one) => isValid(one, now))).toBe(true);
        }
      }),
    );
  });
});
