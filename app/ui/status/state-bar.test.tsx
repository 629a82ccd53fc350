import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barBackground } from "./state-bar";

/** The length of `min(100% - 3px, max(0px + 3px, 12.34%))` in px for a bar of this width. */
function resolve(text: string, barWidth: number): number {
  const [, inner] = /^min\((.*)\)$/.exec(text) ?? [];
  if (inner === undefined) return Number.parseFloat(text);
  const [, following = "", start = "", gap = "", share = ""] =
    /^100% - (\d+)px, max\((.*) \+ (\d+)px, ([\d.]+)%\)$/.exec(inner) ?? [];
  return Math.min(
    barWidth - Number(following),
    Math.max(resolve(start, barWidth) + Number(gap), (Number(share) / 100) * barWidth),
  );
}

function widths(background: string, barWidth: number): number[] {
  const ends = background
    .split("var(")
    .slice(1)
    .map((part) => part.replace(/^--[\w-]+\) 0 /, "").replace(/(, |\))$/, ""));
  const at = ends.map((end) => resolve(end, barWidth));
  return at.map((end, index) => end - (at[index - 1] ?? 0));
}

const counts = fc
  .record({
    done: fc.nat(3000),
    executing: fc.nat(50),
    failed: fc.nat(50),
    stopped: fc.nat(3000),
    waiting: fc.nat(3000),
  })
  .map((parts) => ({ ...parts, total: Object.values(parts).reduce((all, count) => all + count, 0) }))
  .filter(({ total }) => total > 0);

describe("the bar of a task", () => {
  it("shows one failed frame of 48 with 3 px, however narrow it is", () => {
    const bar = barBackground({ total: 48, done: 47, executing: 0, failed: 1, stopped: 0, waiting: 0 });
    expect(widths(bar, 36).map(Math.round)).toEqual([33, 3]);
    expect(widths(bar, 480).map(Math.round)).toEqual([470, 10]);
  });

  it("fills its width, each state with at least 3 px", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 36, max: 800 }), (count, barWidth) => {
        const parts = widths(barBackground(count), barWidth);
        const { done, executing, failed, stopped, waiting } = count;
        const states = [done, executing, failed, stopped, waiting].filter((value) => value > 0);
        expect(parts).toHaveLength(states.length);
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(3 - 1e-6);
        expect(parts.reduce((all, part) => all + part, 0)).toBeCloseTo(barWidth, 6);
      }),
    );
  });

  it("is empty without frames", () => {
    expect(barBackground({ total: 0, done: 0, executing: 0, failed: 0, stopped: 0, waiting: 0 })).toBe(
      "var(--bar-empty)",
    );
  });
});
