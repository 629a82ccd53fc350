/** What the benchmark measures inside the page. Every function runs in the browser and uses nothing from outside itself. */
import type { CDPSession, Page } from "@playwright/test";

/** tsx names functions with a helper that the page lacks when Playwright sends one there. */
export const NAME_HELPER = "globalThis.__name ??= (fn) => fn;";

/** Milliseconds from navigation to the first task row in the DOM; resolves when it is there. */
export const firstRowProbe = () => {
  const seen = new Promise<number>((resolve) => {
    const look = () => {
      if (!document.querySelector("[role=row][aria-level]")) return false;
      resolve(performance.now());
      return true;
    };
    const observer = new MutationObserver(() => look() && observer.disconnect());
    observer.observe(document, { childList: true, subtree: true });
  });
  Object.assign(window, { firstRow: seen });
};

export const readFirstRow = (page: Page): Promise<number> =>
  page.evaluate(async () => Number(await Reflect.get(window, "firstRow")));

/** Milliseconds from a key press until the last change it makes to the rows is painted. */
export async function keystroke(page: Page, key: string): Promise<number> {
  await page.evaluate(() => {
    /** Without a change for so long the keystroke has settled; the URL follows later and is not waited for. */
    const QUIET_MS = 200;
    const settled = new Promise<number>((resolve) => {
      const grid = document.querySelector("main");
      let pressed = 0;
      let painted = 0;
      const afterPaint = () =>
        requestAnimationFrame(() =>
          setTimeout(() => {
            painted = performance.now();
          }),
        );
      const observer = new MutationObserver(afterPaint);
      if (grid) observer.observe(grid, { attributes: true, characterData: true, childList: true, subtree: true });
      addEventListener(
        "keydown",
        (event) => {
          pressed = event.timeStamp;
          afterPaint();
          const timer = setInterval(() => {
            if (painted === 0 || performance.now() - painted < QUIET_MS) return;
            clearInterval(timer);
            observer.disconnect();
            resolve(painted - pressed);
          }, 20);
        },
        { once: true, capture: true },
      );
    });
    Object.assign(window, { settled });
  });
  await page.keyboard.press(key);
  return page.evaluate(async () => Number(await Reflect.get(window, "settled")));
}

/** Lengths of the frames while the grid is scrolled by `step` px a frame, ms. */
export const scrollFrames = (page: Page, frames: number, step: number): Promise<number[]> =>
  page.getByRole("treegrid").evaluate(
    (grid, { count, by }) =>
      new Promise<number[]>((resolve) => {
        const lengths: number[] = [];
        let last = 0;
        const next = (now: number) => {
          if (last > 0) lengths.push(now - last);
          last = now;
          if (lengths.length >= count) return resolve(lengths);
          grid.scrollTop += by;
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    { count: frames, by: step },
  );

/** One changed place: the row's name (or "" outside the rows), and its column, or what stands for one. */
export type Change = { readonly row: string; readonly column: string };

/** Starts to note every change of the DOM. */
export const watchChanges = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const changes: Change[] = [];
    new MutationObserver((records) => {
      for (const { target, attributeName } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        if (!element || element.closest("footer")) continue;
        const row = element.closest("[role=row][aria-level]")?.getAttribute("aria-label") ?? "";
        const column = element.closest("[data-column]")?.getAttribute("data-column");
        changes.push({
          row,
          column: column ?? `${element.tagName.toLowerCase()} ${element.ariaLabel ?? ""} ${attributeName ?? ""}`,
        });
      }
    }).observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
    Object.assign(window, { changes });
  });

/** The changes noted since the last call. */
export const takeChanges = (page: Page): Promise<readonly Change[]> =>
  page.evaluate(() => {
    const changes: unknown = Reflect.get(window, "changes");
    return Array.isArray(changes) ? changes.splice(0) : [];
  });

/** Columns that show the time of day or how long ago something was: they change by the clock. */
export const isClock = ({ column }: Change): boolean =>
  ["eta", "submitted", "started", "completed", "elapsed"].includes(column);

/** Milliseconds of processor time the page's main thread has used since it was opened; other load on the machine is not in it. */
export async function mainThreadMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find((metric) => metric.name === "ThreadTime")?.value ?? Number.NaN) * 1000;
}
