import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeNode } from "../../test/make-task";
import { severityClass, severityOf } from "./severity";

const task = (members: Parameters<typeof makeNode>[0]) => makeNode({ totalFrames: 100, ...members });

describe("severity", () => {
  it("is share failed × money × deadline", () => {
    expect(severityOf(task({ id: 1, failedFrames: 10, cost: 49 }), false)).toBeCloseTo(5);
    expect(severityOf(task({ id: 1, failedFrames: 10, cost: 49, isOverdue: true }), false)).toBeCloseTo(10);
    expect(severityOf(task({ id: 1, failedFrames: 10 }), false)).toBeCloseTo(0.1);
    expect(severityOf(task({ id: 1, doneFrames: 100, cost: 49 }), false)).toBe(0);
  });

  it("counts all missing frames of a stopped task, and all of one without frames", () => {
    expect(severityOf(task({ id: 1, doneFrames: 75, failedFrames: 1, cost: 3 }), true)).toBeCloseTo(1);
    expect(severityOf(makeNode({ id: 1, totalFrames: 0 }), true)).toBe(1);
    expect(severityOf(makeNode({ id: 1, totalFrames: 0 }), false)).toBe(0);
  });

  it("never falls with more failed frames, more money or a missed reminder", () => {
    const facts = fc.record({ failed: fc.nat(50), cost: fc.nat(5000), isOverdue: fc.boolean() });
    fc.assert(
      fc.property(facts, fc.nat(50), fc.nat(5000), (base, failed, cost) => {
        const of = (more: typeof base) =>
          severityOf(task({ id: 1, failedFrames: more.failed, cost: more.cost, isOverdue: more.isOverdue }), false);
        const before = of(base);
        expect(of({ ...base, failed: base.failed + failed })).toBeGreaterThanOrEqual(before);
        expect(of({ ...base, cost: base.cost + cost })).toBeGreaterThanOrEqual(before);
        expect(of({ ...base, isOverdue: true })).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it("has the same class until it is twice as large", () => {
    expect(severityClass(4)).toBe(severityClass(7.9));
    expect(severityClass(8)).toBe(severityClass(4) + 1);
    expect(severityClass(0)).toBeLessThan(severityClass(1e-6));
  });
});
