/** Measurements of the frames benchmark inside the page. Functions that run there use no outer variables. */
import type { Page } from "@playwright/test";

/** Records when the first row and all frames are shown. */
export const watchStrip = () => {
  const seen = { firstRowMs: 0, completeMs: 0, shownAt: 0 };
  const look = () => {
    const progress = document.querySelector("progress");
    if (seen.firstRowMs === 0 && document.querySelector("[role=row][aria-level]")) {
      seen.firstRowMs = performance.now();
      seen.shownAt = progress ? progress.value / progress.max : 1;
    }
    if (seen.completeMs === 0 && seen.firstRowMs > 0 && !progress) seen.completeMs = performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  Object.assign(window, { seen });
};

export type Load = {
  /** When the first row and all frames were shown, ms after the first request for frames. */
  readonly firstRowMs: number;
  readonly completeMs: number;
  /** Share of the pages that were loaded when the first row was shown. */
  readonly shownAt: number;
  /** Maximum number of simultaneous requests. */
  readonly atOnce: number;
};

/** Waits until all frames are shown. */
export async function framesPageLoad(page: Page): Promise<Load> {
  await page.waitForFunction(() => Reflect.get(Reflect.get(window, "seen"), "completeMs") > 0, undefined, {
    timeout: 120_000,
  });
  return page.evaluate(() => {
    const seen: Record<string, number> = Reflect.get(window, "seen");
    const requests = performance
      .getEntriesByType("resource")
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ name }) => name.endsWith("/queryTaskFrames"));
    const asked = requests[0]?.startTime ?? Number.NaN;
    const at = (name: string) => (seen[name] ?? Number.NaN) - asked;
    const underWay = (time: number) =>
      requests.filter(({ requestStart, responseEnd }) => requestStart <= time && time < responseEnd).length;
    return {
      firstRowMs: at("firstRowMs"),
      completeMs: at("completeMs"),
      shownAt: seen["shownAt"] ?? Number.NaN,
      atOnce: Math.max(...requests.map(({ requestStart }) => underWay(requestStart))),
    };
  });
}

/** Returns to the frames, which are in the cache of the page; ms until the strip is painted. */
export const stripPainted = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const observer = new MutationObserver(() => {
          const canvas = document.querySelector<HTMLCanvasElement>("[role=application] canvas");
          // The canvas is sized and painted in the same step.
          if (!canvas?.style.width) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
        });
        observer.observe(document, { attributes: true, childList: true, subtree: true });
        history.back();
      }),
  );
