/** What one picture looks like, in a few hundred numbers: load-picture.ts computes them, picture-marks.ts compares them. */

/** The picture is sampled at this size. */
export const SAMPLE = { width: 128, height: 72 } as const;
const CELLS = { width: 16, height: 9 } as const;

export type PictureStats = {
  /** Mean brightness, 0 to 255. */
  readonly mean: number;
  /** Brightness that 99 % and 99.9 % of the samples do not exceed. */
  readonly high: number;
  readonly top: number;
  /** Mean difference between neighbouring samples: noise and fireflies raise it. */
  readonly roughness: number;
  /** Mean red, green and blue of 16 × 9 cells, row by row. */
  readonly cells: Uint8Array;
};

/** The statistics of RGBA samples, `SAMPLE.width` × `SAMPLE.height` of them. A transparent sample counts as black. */
export function statsOf(rgba: Uint8ClampedArray): PictureStats {
  const { width, height } = SAMPLE;
  const histogram = new Uint32Array(256);
  const sums = new Float64Array(CELLS.width * CELLS.height * 3);
  const [perColumn, perRow] = [width / CELLS.width, height / CELLS.height];
  let [sum, steps] = [0, 0];
  let before = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      const alpha = (rgba[at + 3] ?? 0) / 255;
      const [red, green, blue] = [(rgba[at] ?? 0) * alpha, (rgba[at + 1] ?? 0) * alpha, (rgba[at + 2] ?? 0) * alpha];
      const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      const bin = Math.round(luma);
      histogram[bin] = (histogram[bin] ?? 0) + 1;
      sum += luma;
      if (x > 0) steps += Math.abs(luma - before);
      before = luma;
      const cell = (Math.floor(y / perRow) * CELLS.width + Math.floor(x / perColumn)) * 3;
      sums[cell] = (sums[cell] ?? 0) + red;
      sums[cell + 1] = (sums[cell + 1] ?? 0) + green;
      sums[cell + 2] = (sums[cell + 2] ?? 0) + blue;
    }
  const perCell = perColumn * perRow;
  return {
    mean: sum / (width * height),
    high: quantile(histogram, width * height * 0.99),
    top: quantile(histogram, width * height * 0.999),
    roughness: steps / ((width - 1) * height),
    cells: Uint8Array.from(sums, (value) => Math.round(value / perCell)),
  };
}

/** The first value that at least `count` samples do not exceed. */
function quantile(histogram: Uint32Array, count: number): number {
  let seen = 0;
  for (let value = 0; value < histogram.length; value += 1) {
    seen += histogram[value] ?? 0;
    if (seen >= count) return value;
  }
  return 255;
}

/** How far apart two pictures are, 0 to about 255: mean difference of their cells, with the difference of their noise. */
export function distance(a: PictureStats, b: PictureStats): number {
  let sum = 0;
  for (let index = 0; index < a.cells.length; index += 1)
    sum += Math.abs((a.cells[index] ?? 0) - (b.cells[index] ?? 0));
  return sum / a.cells.length + 2 * Math.abs(a.roughness - b.roughness);
}
