import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elapsedSeconds, frameFigures } from "../../protocol/frames/frame-figures";
import { parseFrameRange } from "../../protocol/frames/frame-range";
import { anyFrames, makeRow, rowsOf } from "../../test/make-frame";
import { filterFrames } from "../filters/frame-view";
import { brushed, chartEnds, chartSeries } from "./chart-series";

const NOW = 1_793_491_200_000;

describe("chartSeries", () => {
  it("has a bar for each frame in the series of its state, gaps without a time, and marks outliers", () => {
    const frames = [
      [4, 10],
      [4, 10],
      [4, 10],
      [4, 90],
      [1, null],
      [5, 8],
      [11, 9],
      [3, 4],
    ] as const;
    const rows = frames.map(([statusCode, renderSeconds], id) =>
      makeRow({ id, statusCode, renderSeconds, startedMs: 1 }),
    );
    const figures = frameFigures(
      rows.map(({ frame }) => frame),
      NOW,
    );
    expect(chartSeries(rows, figures, NOW)).toEqual({
      x: [0, 1, 2, 3, 4, 5, 6, 7],
      bars: {
        done: [10, 10, 10, 90, null, null, null, null],
        executing: Array.from({ length: 8 }, () => null),
        stopped: [null, null, null, null, null, null, null, 4],
        failed: [null, null, null, null, null, 8, 9, null],
      },
      slow: [{ x: 3, seconds: 90 }],
    });
  });

  it("reduces 100,000 frames to few points and keeps the slowest", () => {
    const rows = Array.from({ length: 100_000 }, (_, id) =>
      makeRow({ id, statusCode: 4, renderSeconds: id === 77_777 ? 5000 : 10 }),
    );
    const figures = frameFigures(
      rows.map(({ frame }) => frame),
      NOW,
    );
    const { x, bars, slow } = chartSeries(rows, figures, NOW);
    expect(x.length).toBeLessThanOrEqual(4000);
    expect(slow.map(({ seconds }) => seconds)).toEqual([5000]);
    expect(bars.done.filter((value) => value === 5000)).toHaveLength(1);
  });

  it("shows a failed frame among many in the colour of failed ones", () => {
    const rows = Array.from({ length: 100_000 }, (_, id) =>
      makeRow({ id, statusCode: id === 50_000 ? 5 : 4, renderSeconds: id === 50_000 ? 1 : 10 }),
    );
    const { bars } = chartSeries(rows, frameFigures([], NOW), NOW);
    expect(bars.failed.filter((value) => value !== null)).toEqual([10]);
  });

  it("keeps the slowest frame whatever the farm sends", () => {
    fc.assert(
      fc.property(anyFrames(NOW), (frames) => {
        const { bars } = chartSeries(rowsOf(frames), frameFigures(frames, NOW), NOW);
        const times = frames.flatMap((frame) => elapsedSeconds(frame, NOW) ?? []);
        const drawn = Object.values(bars)
          .flat()
          .flatMap((value) => value ?? []);
        expect(drawn.toSorted((a, b) => a - b)).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });
});

const rangeBetween = (...brush: Parameters<typeof brushed>) => {
  const taken = brushed(...brush);
  return taken.kind === "range" ? taken.range : `#${taken.ids.join()}`;
};

describe("chartEnds", () => {
  it("leave half a bar on both sides of every point", () => {
    for (const count of [1, 2, 12, 4000, 4001, 9999, 100_000]) {
      const rows = Array.from({ length: count }, (_, id) => makeRow({ id }));
      const { x } = chartSeries(rows, frameFigures([], NOW), NOW);
      const [low, high] = chartEnds(count);
      const half = ((x[1] ?? 1) - (x[0] ?? 0)) / 2;
      expect([(x[0] ?? 0) - low, high - (x.at(-1) ?? 0)]).toEqual([half, half]);
    }
    expect(chartEnds(0)).toEqual([-0.5, 0.5]);
  });
});

describe("brushed", () => {
  const rows = [
    makeRow({ id: 1, name: "5" }),
    makeRow({ id: 2, name: "7-1", tile: "1" }),
    makeRow({ id: 3, name: "8-12[2]" }),
    makeRow({ id: 4, name: "cam" }),
  ];
  it.each([
    [0, 0, "5"],
    [0, 1, "5-7"],
    [0.6, 2.2, "7-12"],
    [-0.4, 0.4, "5"],
    [0.5, 1.5, "7"],
    [-3, 99, "5-12"],
    [3, 3, "#4"],
    [99, 120, "#"],
  ])("from %d to %d is %j", (from, to, text) => {
    expect(rangeBetween(rows, from, to)).toBe(text);
  });

  it("returns ids where a range cannot separate the frames", () => {
    const tiles = [1, 2, 3].map((tile) => makeRow({ id: tile, name: `0-${tile}`, tile: String(tile) }));
    expect(rangeBetween(tiles, 0, 1)).toBe("#1,2");
    expect(rangeBetween(tiles, 0, 2)).toBe("0");
    expect(rangeBetween([...tiles, makeRow({ id: 4, name: "1" })], 0, 1)).toBe("0");
  });

  it("returns a range that matches every touched numbered frame", () => {
    fc.assert(
      fc.property(anyFrames(NOW), (frames) => {
        const all = rowsOf(frames).filter(({ name }) => name.kind === "single");
        const read = parseFrameRange(rangeBetween(all, 0, all.length));
        const ranges = read.ok ? read.ranges : null;
        expect(read.ok).toBe(all.length > 0);
        expect(
          filterFrames(all, {
            status: new Set(),
            type: new Set(),
            text: "",
            labelOf: () => "",
            ranges,
            node: "",
            medianByType: new Map(),
            nowMs: NOW,
          }).rows,
        ).toEqual(all);
      }),
    );
  });

  it("covers exactly the touched bars", () => {
    const place = fc.double({ min: 0, max: 0.98, noNaN: true });
    const count = fc.constantFrom(1, 12, 200, 4000, 4001, 10_000);
    fc.assert(
      fc.property(count, place, place, (length, one, other) => {
        const many = Array.from({ length }, (_, id) => makeRow({ id, name: String(id) }));
        const { x } = chartSeries(many, frameFigures([], NOW), NOW);
        const [a, b] = [one, other].map((share) => Math.floor(share * x.length)).toSorted((p, q) => p - q);
        const [step, last] = [Math.ceil(length / x.length), length - 1];
        const [first, end] = [(a ?? 0) * step, Math.min(last, ((b ?? 0) + 1) * step - 1)];
        const text = rangeBetween(many, x[a ?? 0] ?? 0, x[b ?? 0] ?? 0);
        expect(text).toBe(first === end ? `${first}` : `${first}-${end}`);
      }),
    );
  });

  it("accepts 100,000 frames and more", () => {
    const many = Array.from({ length: 200_000 }, (_, id) => makeRow({ id, name: `${id * 2}-${id * 2 + 1}[1]` }));
    expect(rangeBetween(many, 0, many.length)).toBe("0-399999");
  });
});
