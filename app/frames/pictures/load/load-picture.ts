/**
 * Loads, decodes and measures one picture. The browser decodes beside the page's thread and keeps the file: an image element with the
 * same address needs no second request, because pictures are immutable (decision 099).
 */
import { pictureFailures } from "../../../protocol/frames/frame-pictures";
import { SAMPLE, statsOf } from "../marks/picture-stats";
import type { PictureFault, PictureResult } from "./picture-result";

const TOO_MANY_REQUESTS = 429;
const UNAVAILABLE = 503;

/** The reason in the problem of our server; without one the status decides. */
async function faultOf(response: Response): Promise<PictureFault> {
  const problem: unknown = await response.json().catch(() => null);
  const reason: unknown = typeof problem === "object" && problem !== null ? Reflect.get(problem, "reason") : null;
  const failure = pictureFailures.find((one) => one === reason);
  if (failure) return failure;
  return response.status === TOO_MANY_REQUESTS || response.status === UNAVAILABLE ? "busy" : "other";
}

let context: CanvasRenderingContext2D | null = null;

/** The samples of a picture. Throws where the browser has no canvas. */
function samplesOf(bitmap: ImageBitmap): Uint8ClampedArray {
  const { width, height } = SAMPLE;
  if (!context) {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    context = canvas.getContext("2d", { willReadFrequently: true });
  }
  if (!context) throw new Error("This browser has no canvas");
  context.clearRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

export type BitmapResult =
  /** The caller closes it. */
  { readonly kind: "ready"; readonly bitmap: ImageBitmap } | { readonly kind: "fault"; readonly fault: PictureFault };

/** Loads and decodes a picture from its address. Never rejects. */
export async function loadBitmap(url: string, signal?: AbortSignal): Promise<BitmapResult> {
  let file: Blob;
  try {
    const response = await fetch(url, signal ? { signal } : {});
    if (!response.ok) return { kind: "fault", fault: await faultOf(response) };
    file = await response.blob();
  } catch {
    return { kind: "fault", fault: "offline" };
  }
  try {
    return { kind: "ready", bitmap: await createImageBitmap(file) };
  } catch {
    return { kind: "fault", fault: "broken" };
  }
}

/** Loads and measures a picture. Never rejects. */
export async function loadPicture(url: string): Promise<PictureResult> {
  const result = await loadBitmap(url);
  if (result.kind === "fault") return result;
  try {
    return { kind: "ready", stats: statsOf(samplesOf(result.bitmap)) };
  } catch {
    return { kind: "fault", fault: "broken" };
  } finally {
    result.bitmap.close();
  }
}
