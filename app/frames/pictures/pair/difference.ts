/** How much two pictures differ. */

/** Both are compared at this size: the noise of single pixels is no difference. */
const WIDTH = 96;
const HEIGHT = 54;

function pixelsOf(image: HTMLImageElement): Uint8ClampedArray | null {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context || image.naturalWidth === 0) return null;
  context.drawImage(image, 0, 0, WIDTH, HEIGHT);
  return context.getImageData(0, 0, WIDTH, HEIGHT).data;
}

/** The mean difference of all colours of all pixels, 0 to 1; every fourth value is opacity. */
export function meanDifference(one: Uint8ClampedArray, other: Uint8ClampedArray): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < one.length; at += 1) {
    if (at % 4 === 3) continue;
    sum += Math.abs((one[at] ?? 0) - (other[at] ?? 0));
    count += 1;
  }
  return count === 0 ? 0 : sum / count / 255;
}

/** The difference of two loaded images; null where the browser has no canvas. */
export function differenceOf(one: HTMLImageElement, other: HTMLImageElement): number | null {
  const [a, b] = [pixelsOf(one), pixelsOf(other)];
  return a && b ? meanDifference(a, b) : null;
}
