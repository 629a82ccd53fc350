import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeRow } from "../../test/make-frame";
import { cellAt, scrollTopFor, stepFrom, stripLayout, tilesPerFrame } from "./strip-layout";

const MAX_HEIGHT = 208;
const anyLayout = fc
  .record({
    count: fc.integer({ min: 1, max: 120_000 }),
    width: fc.integer({ min: 200, max: 2400 }),
    zoom: fc.constantFrom(1, 2, 4, 8),
    tiles: fc.constantFrom(1, 2, 9, 16, 64),
  })
  .map(({ count, width, zoom, tiles }) => ({
    zoom,
    tiles,
    room: width,
    ...stripLayout(count, width, MAX_HEIGHT, zoom, tiles),
  }));

const tile = (frame: number, number: number) =>
  makeRow({ id: frame * 100 + number, name: `${frame}-${number}`, tile: String(number) });
const composite = (frame: number) => makeRow({ id: frame * 100, name: String(frame) });

describe("stripLayout", () => {
  it("fits the width, and without zoom the height while a cell has a pixel", () => {
    fc.assert(
      fc.property(anyLayout, (layout) => {
        expect(layout.width).toBeLessThanOrEqual(Math.max(layout.room, layout.cell));
        expect(layout.columns * layout.rows).toBeGreaterThanOrEqual(layout.count);
        expect(layout.columns * (layout.rows - 1)).toBeLessThan(layout.count);
        expect(layout.cell).toBeGreaterThanOrEqual(1);
        const mayScroll = layout.zoom > 1 || layout.cell === 1;
        expect(mayScroll || layout.height <= MAX_HEIGHT).toBe(true);
      }),
    );
  });

  it("grows with every zoom step up to the largest", () => {
    fc.assert(
      fc.property(anyLayout, ({ count, room, tiles, maxZoom }) => {
        const cell = (zoom: number) => stripLayout(count, room, MAX_HEIGHT, zoom, tiles).cell;
        for (let zoom = 2; zoom <= maxZoom; zoom *= 2) expect(cell(zoom)).toBeGreaterThan(cell(zoom / 2));
        expect(maxZoom === 8 || cell(maxZoom * 2) === cell(maxZoom)).toBe(true);
      }),
    );
  });

  it("finds the cell of a frame at every point of the cell", () => {
    fc.assert(
      fc.property(anyLayout, fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(), (layout, within, pick) => {
        const index = pick % layout.count;
        const x = ((index % layout.columns) + within) * layout.cell;
        const y = (Math.floor(index / layout.columns) + within) * layout.cell;
        expect(cellAt(layout, x, y)).toBe(index);
        expect(x).toBeLessThan(layout.width);
        expect(y).toBeLessThan(layout.height);
      }),
    );
  });

  it("breaks lines between frames, not between tiles of a frame", () => {
    fc.assert(
      fc.property(anyLayout, ({ columns, tiles, room, cell }) => {
        expect(Math.floor(room / cell) < tiles || columns % tiles === 0).toBe(true);
      }),
    );
  });

  it("is empty without a width", () => {
    expect(stripLayout(1000, 0, MAX_HEIGHT, 1, 1)).toMatchObject({ columns: 0, width: 0, height: 0 });
    expect(cellAt(stripLayout(1000, 0, MAX_HEIGHT, 1, 1), 0, 0)).toBeNull();
  });

  it("fits 100,000 frames on one screen", () => {
    const { cell, height } = stripLayout(100_000, 1400, MAX_HEIGHT, 1, 1);
    expect(cell).toBe(1);
    expect(height).toBeLessThanOrEqual(MAX_HEIGHT);
  });
});

describe("cellAt", () => {
  const layout = stripLayout(100, 160, MAX_HEIGHT, 1, 1);
  it.each([
    [-1, 5],
    [5, -1],
    [1000, 5],
    [5, 1000],
  ])("is null outside the cells, at %i, %i", (x, y) => {
    expect(cellAt(layout, x, y)).toBeNull();
  });
});

describe("stepFrom", () => {
  const layout = stripLayout(25, 160, MAX_HEIGHT, 1, 1);
  it.each([
    ["ArrowRight", 0, 1],
    ["ArrowLeft", 0, 0],
    ["ArrowDown", 3, 13],
    ["ArrowDown", 20, 20],
    ["ArrowUp", 13, 3],
    ["ArrowUp", 3, 3],
    ["Home", 13, 0],
    ["End", 13, 24],
    ["x", 13, null],
  ])("%s leads from %i to %s", (key, from, to) => {
    expect(layout.columns).toBe(10);
    expect(stepFrom(layout, from, key)).toBe(to);
  });
});

describe("scrollTopFor", () => {
  const layout = stripLayout(1000, 160, 64, 4, 1);
  it.each([
    ["scrolls down until the line is the last visible one", 900, 0, 776],
    ["scrolls up until the line is the first visible one", 900, 1600, 828],
    ["does not scroll to a visible cell", 900, 800, 800],
  ])("%s", (_, index, scrollTop, expected) => {
    expect(layout).toMatchObject({ columns: 13, cell: 12 });
    expect(scrollTopFor(layout, index, scrollTop, 64)).toBe(expected);
  });
});

describe("tilesPerFrame", () => {
  it("is the number of tiles where all frames have as many, else 1", () => {
    expect(tilesPerFrame([tile(0, 1), tile(0, 2), tile(1, 1), tile(1, 2)])).toBe(2);
    expect(tilesPerFrame([tile(0, 1), tile(0, 2), tile(1, 1)])).toBe(1);
    expect(tilesPerFrame([tile(0, 1), tile(0, 2)])).toBe(1);
    expect(tilesPerFrame([makeRow({ id: 1 }), makeRow({ id: 2 })])).toBe(1);
  });

  it("counts the composite of a tiled frame with its tiles", () => {
    expect(tilesPerFrame([composite(0), tile(0, 1), tile(0, 2), composite(1), tile(1, 1), tile(1, 2)])).toBe(3);
    expect(tilesPerFrame([composite(0), tile(0, 1), tile(0, 2), tile(1, 1), tile(1, 2)])).toBe(1);
  });
});
