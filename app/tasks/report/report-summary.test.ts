import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeNode, makeShell } from "../../test/make-task";
import { reportSummary } from "./report-summary";

const NOW = 10_000_000;
const rendering = (id: number, doneFrames: number, cost: number | null, hoursAgo = 1) =>
  makeNode({
    id,
    statusCode: 5,
    totalFrames: 100,
    doneFrames,
    executingFrames: 10,
    cost,
    startedMs: NOW - hoursAgo * 3_600_000,
  });
const finished = (id: number, cost: number) =>
  makeNode({ id, statusCode: 25, totalFrames: 50, doneFrames: 50, cost, completedMs: NOW });

describe("reportSummary", () => {
  it("adds frames and cost, and projects what is left at the mean price give or take a fifth", () => {
    const summary = reportSummary([rendering(1, 50, 10), finished(2, 7)], NOW);
    expect(summary).toMatchObject({
      tasks: 2,
      done: 100,
      failed: 0,
      total: 150,
      cost: { amount: 17, unknown: 0 },
      ended: false,
    });
    // 50 frames are left, at 0.20 each.
    expect(summary.projected.low).toBeCloseTo(17 + 8);
    expect(summary.projected.high).toBeCloseTo(17 + 12);
    expect(summary.projected.unpriced).toBe(0);
  });

  it("has the latest estimate of the tasks that render", () => {
    const [soon, late] = [rendering(1, 80, 1), rendering(2, 10, 1)];
    expect(reportSummary([soon, late], NOW).eta).toEqual(reportSummary([late], NOW).eta);
    expect(reportSummary([finished(1, 1)], NOW)).toMatchObject({ eta: null, withoutEta: 0, ended: true });
  });

  it("counts the tasks without an estimate", () => {
    const waiting = makeNode({ id: 3, statusCode: 0, totalFrames: 10 });
    const analysing = makeNode({ id: 4, statusCode: 50 });
    const summary = reportSummary([rendering(1, 80, 1), finished(2, 7), waiting, analysing], NOW);
    expect(summary).toMatchObject({ withoutEta: 2, ended: false });
    expect(summary.eta).not.toBeNull();
  });

  it("counts a task without a finished frame as not priced instead of free", () => {
    const { projected } = reportSummary([rendering(1, 0, null), finished(2, 7)], NOW);
    expect(projected).toEqual({ low: 7, high: 7, unpriced: 1 });
  });

  it("projects no more cost for a stopped task", () => {
    const stopped = makeNode({ id: 1, statusCode: 10, totalFrames: 100, doneFrames: 40, cost: 8 });
    expect(reportSummary([stopped], NOW)).toMatchObject({ ended: true, projected: { low: 8, high: 8, unpriced: 0 } });
  });

  it("prices a layer's frames by its own, else by those of its task", () => {
    const shell = makeShell({ id: 1 }, [
      { id: 2, statusCode: 25, totalFrames: 10, doneFrames: 10, cost: 5 },
      { id: 3, statusCode: 0, totalFrames: 10 },
    ]);
    expect(reportSummary([shell], NOW).projected).toEqual({ low: 9, high: 11, unpriced: 0 });
  });

  it("never projects less than was spent, and adds up over the tasks", () => {
    const anyNodes = fc
      .array(fc.record({ done: fc.nat({ max: 90 }), cost: fc.option(fc.nat({ max: 500 })) }), { maxLength: 12 })
      .map((all) => all.map(({ done, cost }, index) => rendering(index + 1, done, cost)));
    fc.assert(
      fc.property(anyNodes, (nodes) => {
        const whole = reportSummary(nodes, NOW);
        expect(whole.projected.low).toBeGreaterThanOrEqual(whole.cost.amount);
        expect(whole.projected.high).toBeGreaterThanOrEqual(whole.projected.low);
        const parts = nodes.map((node) => reportSummary([node], NOW));
        const total = (pick: (part: (typeof parts)[number]) => number) =>
          parts.reduce((sum, part) => sum + pick(part), 0);
        expect(whole.done).toBe(total((part) => part.done));
        expect(whole.projected.high).toBeCloseTo(total((part) => part.projected.high));
        expect(whole.projected.unpriced).toBe(total((part) => part.projected.unpriced));
      }),
    );
  });
});
