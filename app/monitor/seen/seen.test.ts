import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covers, followSeen, type Seen, type TroubleFacts } from "./seen";

const seen: Seen = { by: "Lin", atMs: 1, failed: 5, trouble: "failed" };
const follow = (facts: TroubleFacts | null, notice = seen) =>
  followSeen({ "7": notice }, new Map(facts ? [[7, facts]] : []))["7"];

describe("a notice", () => {
  it("holds while no more fails", () => {
    expect(follow({ failed: 5, trouble: "failed" })).toBe(seen);
  });

  it("falls when more fails, when something worse comes, when all is well, and with the task", () => {
    expect(follow({ failed: 6, trouble: "failed" })).toBeUndefined();
    expect(follow({ failed: 0, trouble: "failed" }, { ...seen, failed: 0, trouble: "stuck" })).toBeUndefined();
    expect(follow({ failed: 0, trouble: null })).toBeUndefined();
    expect(follow(null)).toBeUndefined();
  });

  it("follows the count down, so that what fails again after a rerender is news", () => {
    const lower = follow({ failed: 2, trouble: "failed" });
    expect(lower).toEqual({ ...seen, failed: 2 });
    expect(lower && follow({ failed: 3, trouble: "failed" }, lower)).toBeUndefined();
  });

  it("is the same value when nothing changed: nothing is written", () => {
    const all = { "7": seen };
    expect(followSeen(all, new Map([[7, { failed: 5, trouble: "failed" }]]))).toBe(all);
  });

  it("never outlives a growth of failures, whatever the counts do", () => {
    fc.assert(
      fc.property(fc.nat(20), fc.array(fc.nat(20), { minLength: 1, maxLength: 30 }), (first, counts) => {
        let all: Readonly<Record<string, Seen>> = { "7": { ...seen, failed: first } };
        let before = first;
        let grew = false;
        for (const failed of counts) {
          const now: TroubleFacts = { failed, trouble: "failed" };
          all = followSeen(all, new Map([[7, now]]));
          grew ||= failed > before;
          before = failed;
          expect("7" in all).toBe(!grew);
          expect(Object.values(all).every((left) => covers(left, now))).toBe(true);
        }
      }),
    );
  });
});
