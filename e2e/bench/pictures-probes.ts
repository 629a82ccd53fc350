/** Measurements of pictures inside the page. Functions that run there use no outer variables. */
import type { Page } from "@playwright/test";

/** Records when the first picture of the contact sheet is loaded, and every picture that playback draws. */
export const watchPictures = () => {
  const watched = { firstPictureMs: 0, drawnMs: [] as number[] };
  document.addEventListener(
    "load",
    ({ target }) => {
      if (watched.firstPictureMs > 0 || !(target instanceof HTMLImageElement) || !target.closest("[role=grid]")) return;
      watched.firstPictureMs = performance.now();
    },
    true,
  );
  const draw = Reflect.get(CanvasRenderingContext2D.prototype, "drawImage");
  Reflect.set(
    CanvasRenderingContext2D.prototype,
    "drawImage",
    function drawImage(this: CanvasRenderingContext2D, ...args: unknown[]) {
      if (this.canvas.role === "img" || this.canvas.getAttribute("role") === "img")
        watched.drawnMs.push(performance.now());
      return Reflect.apply(draw, this, args);
    },
  );
  Object.assign(window, { watched });
};

/** Milliseconds from the end of the first response with frames to the first picture on the sheet. */
export async function firstPicture(page: Page): Promise<number> {
  await page.waitForFunction(() => Reflect.get(Reflect.get(window, "watched"), "firstPictureMs") > 0, undefined, {
    timeout: 120_000,
  });
  return page.evaluate(() => {
    const [first] = performance
      .getEntriesByType("resource")
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ name }) => name.endsWith("/queryTaskFrames"));
    return Reflect.get(Reflect.get(window, "watched"), "firstPictureMs") - (first?.responseEnd ?? Number.NaN);
  });
}

/** How many pictures were drawn within a time, ms, from now on. */
export const drawnWithin = (page: Page, ms: number): Promise<number> =>
  page.evaluate(
    (wait) =>
      new Promise<number>((resolve) => {
        const drawnMs: number[] = Reflect.get(Reflect.get(window, "watched"), "drawnMs");
        const before = drawnMs.length;
        setTimeout(() => resolve(drawnMs.length - before), wait);
      }),
    ms,
  );
