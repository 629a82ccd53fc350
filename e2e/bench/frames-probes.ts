/** What the frames benchmark measures inside the page. Functions that run there use nothing from outside themselves. */
import type { Page } from "@playwright/test";

/** Notes when the first row, and the whole of the frames, is there. */
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
  /** When the first row and the whole were there, ms after the first request for frames was sent. */
  readonly firstRowMs: number;
  readonly completeMs: number;
  /** Share of the pages that were loaded with the first row. */
  readonly shownAt: number;
  /** Most requests under way at a time. */
  readonly atOnce: number;
};

/** Waits until all frames are there. */
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

/** Goes back to the frames, which the page still holds; ms until their strip is painted. */
export const stripPainted = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const observer = new MutationObserver(() => {
          const canvas = document.querySelector<HTMLCanvasElement>("[role=application] canvas");
          // Sized means painted: both happen in one go.
          if (!canvas?.style.width) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
        });
        observer.observe(document, { attributes: true, childList: true, subtree: true });
        history.back();
      }),
  );
