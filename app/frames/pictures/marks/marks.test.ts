import { describe, expect, test } from "vitest";
import { marksOf } from "./picture-marks";
import { distance, SAMPLE, statsOf } from "./picture-stats";

type Colour = readonly [red: number, green: number, blue: number, alpha?: number];

/** Statistics of a picture with this colour at each place. */
function picture(colourAt: (x: number, y: number) => Colour) {
  const rgba = new Uint8ClampedArray(SAMPLE.width * SAMPLE.height * 4);
  for (let y = 0; y < SAMPLE.height; y += 1)
    for (let x = 0; x < SAMPLE.width; x += 1) {
      const [red, green, blue, alpha = 255] = colourAt(x, y);
      rgba.set([red, green, blue, alpha], (y * SAMPLE.width + x) * 4);
    }
  return statsOf(rgba);
}
const plain = (level: number) => picture(() => [level, level, level]);
/** A scene whose light grows a little with each frame. */
const scene = (frame: number) => picture((x) => [60 + frame + x / 4, 80 + frame, 100]);

describe("the statistics of a picture", () => {
  test("are brightness, its upper end, roughness and the colours of 16 × 9 cells", () => {
    const stats = plain(200);
    expect(stats.mean).toBeCloseTo(200);
    expect([stats.high, stats.top, stats.cells.length]).toEqual([200, 200, 16 * 9 * 3]);
    expect(stats.roughness).toBeCloseTo(0);
    const halves = picture((x) => (x < SAMPLE.width / 2 ? [255, 0, 0] : [0, 0, 255]));
    expect([...halves.cells.slice(0, 3), ...halves.cells.slice(-3)]).toEqual([255, 0, 0, 0, 0, 255]);
    expect(picture((x) => (x % 2 === 0 ? [0, 0, 0] : [100, 100, 100])).roughness).toBeCloseTo(100);
  });

  test("count what is transparent as black", () => {
    expect(picture(() => [255, 255, 255, 0])).toEqual(plain(0));
  });

  test("are as far apart as the pictures: by colour, and by noise", () => {
    expect(distance(plain(50), plain(50))).toBe(0);
    expect(distance(plain(50), plain(80))).toBeCloseTo(30);
    const noise = picture((x, y) => ((x + y) % 2 === 0 ? [0, 0, 0] : [100, 100, 100]));
    expect(distance(noise, plain(50))).toBeGreaterThan(100);
  });
});

describe("the marks of a row of frames", () => {
  const scenes = Array.from({ length: 9 }, (_, frame) => scene(frame));
  const withOne = (index: number, one: (typeof scenes)[number]) => marksOf(scenes.with(index, one));

  test("are none for a shot that changes steadily", () => {
    expect(marksOf(scenes)).toEqual(scenes.map(() => null));
  });

  test("tell black from nearly black, and dust on a black picture does not matter", () => {
    const dusty = picture((x, y) => (x < 3 && y < 3 ? [255, 255, 255] : [0, 0, 0]));
    const dim = picture((x, y) => (x < 20 && y < 20 ? [40, 40, 40] : [4, 4, 4]));
    expect(marksOf([plain(0), plain(6), dusty, dim, plain(14)])).toEqual([
      "black",
      "black",
      "black",
      "nearBlack",
      null,
    ]);
  });

  test("name a frame that is unlike both neighbours, and neither side of a cut", () => {
    expect(withOne(4, plain(220))[4]).toBe("unlike");
    expect(withOne(4, plain(220)).filter((mark) => mark !== null)).toHaveLength(1);
    const cut = [...scenes.slice(0, 4), ...scenes.slice(4).map((_, frame) => plain(200 + frame))];
    expect(marksOf(cut)).toEqual(cut.map(() => null));
  });

  test("compare over frames without a picture, at most three away, and never at an end", () => {
    const odd = plain(220);
    expect(marksOf([scene(0), null, null, odd, scene(1)])[3]).toBe("unlike");
    expect(marksOf([scene(0), null, null, null, odd, scene(1)])[4]).toBeNull();
    expect(marksOf([odd, scene(0), scene(1)])[0]).toBeNull();
  });

  test("do not compare with a dark neighbour", () => {
    expect(marksOf([scene(0), plain(0), plain(220), scene(1), scene(2)])).toEqual([null, "black", null, null, null]);
  });
});
