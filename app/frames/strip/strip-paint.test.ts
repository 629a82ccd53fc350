import { describe, expect, it } from "vitest";
import { frameFigures } from "../../protocol/frames/frame-figures";
import { makeRow } from "../../test/make-frame";
import { type ColorBy, type Palette, paintCells, parseHex, type Rgb, scaleTop, scaleValue } from "./strip-paint";

const NOW = 1_793_491_200_000;
const grey = (value: number): Rgb => [value, value, value];
const palette: Palette = {
  tones: {
    active: grey(10),
    good: grey(20),
    bad: grey(30),
    halted: grey(40),
    held: grey(50),
    idle: grey(60),
    unknown: grey(70),
  },
  empty: grey(0),
  scale: [grey(100), grey(200)],
};
const done = (id: number, renderSeconds: number | null, accountCost: number | null) =>
  makeRow({ id, statusCode: 4, renderSeconds, accountCost });
const noFigures = frameFigures([], NOW);

function paint(
  rows: readonly ReturnType<typeof makeRow>[],
  by: ColorBy,
  isMatching = (_row: (typeof rows)[number]) => true,
) {
  const into = new Uint8ClampedArray(rows.length * 4);
  paintCells(rows, { by, palette, top: 100, nowMs: NOW, isMatching, count: rows.length, into });
  return rows.map((_, index) => into[index * 4]);
}

it.each([
  ["#0A80ff", [10, 128, 255]],
  ["#fff", [128, 128, 128]],
  ["red", [128, 128, 128]],
  ["", [128, 128, 128]],
])("parseHex reads %j", (text, rgb) => {
  expect(parseHex(text)).toEqual(rgb);
});

describe("paintCells", () => {
  it("paints every state of section 3.2 in its tone, and an unknown one never green", () => {
    const rows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 37, 0].map((statusCode) =>
      makeRow({ id: statusCode, statusCode }),
    );
    expect(paint([...rows, makeRow({ id: 99, statusCode: null })], "status")).toEqual([
      60, 10, 40, 20, 30, 50, 50, 50, 50, 50, 30, 50, 70, 70, 70,
    ]);
  });

  it("paints times and costs on a scale with an end, and no value as empty", () => {
    const rows = [done(1, 0, 0), done(2, 50, 50), done(3, 900, 900), done(4, null, null)];
    expect(paint(rows, "time")).toEqual([100, 150, 200, 0]);
    expect(paint(rows, "cost")).toEqual([0, 150, 200, 0]);
  });

  it("leaves cells of frames that are not loaded empty, and paints nothing outside the cells", () => {
    const into = new Uint8ClampedArray(4 * 4).fill(7);
    const rows = [makeRow({ id: 1, statusCode: 4 })];
    paintCells(rows, { by: "status", palette, top: 1, nowMs: NOW, isMatching: () => true, count: 3, into });
    expect([...into].filter((_, index) => index % 4 === 0)).toEqual([20, 0, 0, 7]);
    expect([...into].filter((_, index) => index % 4 === 3)).toEqual([255, 255, 255, 7]);
  });

  it("fades frames that do not match", () => {
    const rows = [makeRow({ id: 1, statusCode: 4 }), makeRow({ id: 2, statusCode: 4 })];
    expect(paint(rows, "status", (row) => row.frame.id === 1)).toEqual([20, 4]);
  });
});

describe("the scale", () => {
  it("ends a little above the 95th percentile, so that one outlier does not fade the others", () => {
    const rows = Array.from({ length: 100 }, (_, id) =>
      makeRow({ id, statusCode: 4, renderSeconds: id === 7 ? 9000 : 10 }),
    );
    const figures = frameFigures(
      rows.map(({ frame }) => frame),
      NOW,
    );
    expect(scaleTop(rows, "time", figures, NOW)).toBe(12);
  });

  it("never ends at zero", () => {
    const rows = [makeRow({ id: 1, statusCode: 4, renderSeconds: 0 })];
    for (const by of ["time", "cost"] as const) expect(scaleTop(rows, by, noFigures, NOW)).toBe(1);
    expect(scaleValue(makeRow({ id: 1, statusCode: 1 }), "cost", NOW)).toBeNull();
  });
});
