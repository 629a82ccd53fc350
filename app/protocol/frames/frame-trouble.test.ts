import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyFrames, makeFrame } from "../../test/make-frame";
import { makeNode, makeShell } from "../../test/make-task";
import { frameFigures, isOutlier } from "./frame-figures";
import { isHung } from "./frame-hang";
import { FRAME } from "./frame-status";
import { troubleInFrames } from "./frame-trouble";
import { type FrameTrouble, frameTroubleOf, hasTrouble } from "./task-trouble";

const NOW = 1_700_000_000_000;
const done = [1, 2, 3].map((id) => makeFrame({ id, statusCode: FRAME.done, typeCode: 5, renderSeconds: 300 }));
const rendering = (id: number, seconds: number, cpuPercent: number | null) =>
  makeFrame({
    id,
    statusCode: FRAME.rendering,
    typeCode: 5,
    cpuPercent,
    startedMs: NOW - seconds * 1000,
    node: "10.0.0.7",
  });
const judge = (frames: ReturnType<typeof makeFrame>[], executing = 0) =>
  troubleInFrames({ frames, rendering: executing, readMs: 5, farmMs: NOW });

describe("the trouble in frames of a leaf", () => {
  it("is a frame that hangs before a slower one that works", () => {
    const trouble = judge([...done, rendering(4, 400, 0), rendering(5, 900, 90), rendering(6, 100, 90)], 8);
    expect(trouble).toEqual({
      hung: 1,
      slow: 1,
      worst: { id: 4, name: "4", node: "10.0.0.7", ratio: 1.3 },
      read: 3,
      rendering: 8,
      readMs: 5,
    });
  });

  it("says nothing of hung frames without loads, and nothing of slow ones without a median", () => {
    expect(judge([...done, rendering(4, 900, null)])).toMatchObject({
      hung: null,
      slow: 1,
      worst: { id: 4, ratio: 3 },
    });
    expect(judge([rendering(4, 700, 0)])).toMatchObject({ hung: 1, slow: null, worst: { id: 4, ratio: null } });
    expect(judge([])).toMatchObject({ hung: null, slow: null, worst: null, read: 0 });
  });

  it("is slow above two and a half times the median, and not at that time itself", () => {
    expect([750, 751].map((seconds) => judge([...done, rendering(4, seconds, 90)]).slow)).toEqual([0, 1]);
  });

  it("agrees with the rules of the Frames page for any frames", () => {
    const loads = fc.array(fc.option(fc.integer({ min: 0, max: 100 })), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(anyFrames(NOW), loads, (frames, cpu) => {
        const loaded = frames.map((frame, index) => ({ ...frame, cpuPercent: cpu[index] ?? null }));
        const figures = frameFigures(loaded, NOW);
        const running = loaded.filter(({ statusCode }) => statusCode === FRAME.rendering);
        const hung = running.filter((frame) => isHung(frame, figures.medianByType, NOW));
        const outliers = running.filter((frame) => isOutlier(frame, figures, NOW));
        const trouble = judge(loaded);
        expect([(trouble.hung ?? 0) + (trouble.slow ?? 0), trouble.hung ?? 0]).toEqual([outliers.length, hung.length]);
        expect(trouble.worst !== null).toBe(outliers.length > 0);
        const first = hung.length > 0 ? hung : outliers;
        expect(first.length === 0 || first.some(({ id }) => id === trouble.worst?.id)).toBe(true);
        expect(trouble.read).toBe(running.length);
      }),
    );
  });
});

const counts = fc.option(fc.nat({ max: 5 }));
const anyTrouble: fc.Arbitrary<FrameTrouble> = fc
  .record({
    hung: counts,
    slow: counts,
    ratio: fc.option(fc.integer({ min: 25, max: 99 }).map((tenths) => tenths / 10)),
    read: fc.nat({ max: 60 }),
    readMs: fc.nat({ max: 1_000_000 }),
  })
  .map(({ ratio, ...trouble }) => ({
    ...trouble,
    worst: (trouble.hung ?? 0) + (trouble.slow ?? 0) > 0 ? { id: trouble.readMs, name: "f", node: null, ratio } : null,
    rendering: trouble.read,
  }));
/** Leaves 2, 3, …: how many frames render, and what was read of them. */
const anyLeaves = fc.array(fc.record({ executing: fc.nat({ max: 60 }), trouble: fc.option(anyTrouble) }), {
  minLength: 1,
  maxLength: 6,
});

describe("the trouble of a task", () => {
  it("is the sum over the leaves that render and were read, and claims no frame that was not read", () => {
    fc.assert(
      fc.property(anyLeaves, (leaves) => {
        const shell = makeShell(
          { id: 1 },
          leaves.map(({ executing }, index) => ({ id: index + 2, totalFrames: 60, executingFrames: executing })),
        );
        const known = leaves.flatMap(({ trouble }, index) => (trouble ? [[index + 2, trouble] as const] : []));
        const sum = frameTroubleOf(shell, new Map(known));
        const counted = leaves.flatMap(({ executing, trouble }) => (executing > 0 && trouble?.read ? [trouble] : []));
        fc.pre(counted.length > 0);
        const total = (pick: (trouble: FrameTrouble) => number | null) =>
          counted.every((trouble) => pick(trouble) === null)
            ? null
            : counted.reduce((result, trouble) => result + (pick(trouble) ?? 0), 0);
        expect(sum).toMatchObject({
          hung: total(({ hung }) => hung),
          slow: total(({ slow }) => slow),
          read: total(({ read }) => read),
          readMs: Math.min(...counted.map(({ readMs }) => readMs)),
        });
        expect(sum?.read).toBeLessThanOrEqual(sum?.rendering ?? 0);
        expect(hasTrouble(sum)).toBe(sum?.worst !== null);
        expect(leaves[(sum?.leafId ?? 0) - 2]?.trouble?.worst ?? null).toEqual(sum?.worst);
        const ofWorst = leaves[(sum?.leafId ?? 0) - 2]?.trouble?.hung ?? 0;
        expect(ofWorst > 0).toBe((sum?.hung ?? 0) > 0);
      }),
    );
  });

  it("is not known while no leaf was read", () => {
    const shell = makeShell({ id: 1 }, [{ id: 2, totalFrames: 9, executingFrames: 4 }]);
    expect(frameTroubleOf(shell, new Map())).toBeNull();
    const unread = { hung: null, slow: null, worst: null, read: 0, rendering: 4, readMs: 1 };
    expect(frameTroubleOf(shell, new Map([[2, unread]]))).toBeNull();
    expect(frameTroubleOf(shell, new Map([[3, { ...unread, hung: 1, read: 1 }]]))).toBeNull();
  });

  it("ends with the rendering, whatever was read before", () => {
    const ended = makeNode({ id: 7, totalFrames: 10, doneFrames: 10 });
    const trouble = { hung: 1, slow: 0, worst: null, read: 3, rendering: 3, readMs: 1 };
    expect(frameTroubleOf(ended, new Map([[7, trouble]]))).toBeNull();
  });
});
