/** Measurements of the tasks benchmark inside the page. Functions that run there use no outer variables. */
import type { CDPSession, Page } from "@playwright/test";

/** tsx adds calls of a helper to functions; the page needs that helper for functions that Playwright sends to it. */
export const NAME_HELPER = "globalThis.__name ??= (fn) => fn;";

/** Milliseconds from navigation to the first task row in the DOM. */
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

/** The page's clock, which runs `aheadMs` ahead of the machine's. */
export const movableClock = () => {
  const { now } = Date;
  Object.assign(window, { aheadMs: 0 });
  Date.now = () => now() + Number(Reflect.get(window, "aheadMs"));
};

export const readFirstRow = (page: Page): Promise<number> =>
  page.evaluate(async () => Number(await Reflect.get(window, "firstRow")));

/** Milliseconds from navigation to the first paint of anything but a background. */
export const readFirstPaint = (page: Page): Promise<number> =>
  page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN);

/** Milliseconds from a key press to the paint of its last change to the rows. */
export async function keystroke(page: Page, key: string): Promise<number> {
  await page.evaluate(() => {
    /** The keystroke has settled after this time without a change; the later change of the URL does not count. */
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

/** Durations in ms of the browser frames while a scroller, by default the table, scrolls by `step` px per frame. */
export const scrollFrames = (
  page: Page,
  frames: number,
  step: number,
  scroller = page.getByRole("treegrid"),
): Promise<number[]> =>
  scroller.evaluate(
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

/** A changed place: the name of the row ("" outside the rows) and its column, or a description of the element. */
export type Change = { readonly row: string; readonly column: string };

/** Starts to record DOM changes. */
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

/** The changes recorded since the last call. */
export const takeChanges = (page: Page): Promise<readonly Change[]> =>
  page.evaluate(() => {
    const changes: unknown = Reflect.get(window, "changes");
    return Array.isArray(changes) ? changes.splice(0) : [];
  });

/** Whether the column shows times, which change with the clock. */
export const isClock = ({ column }: Change): boolean =>
  ["eta", "submitted", "started", "completed", "elapsed"].includes(column);

/** CPU time in ms that the main thread of the page has used since it was opened; other load on the machine does not count. */
export async function mainThreadMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find((metric) => metric.name === "ThreadTime")?.value ?? Number.NaN) * 1000;
}

/** Starts to record the texts and attributes that change in the grid; `window.swapWrites` undoes and redoes them. */
export const recordWrites = (page: Page): Promise<void> =>
  page.getByRole("treegrid").evaluate((grid) => {
    const writes = new Map<Node, Map<string, string | null>>();
    const observer = new MutationObserver((records) => {
      for (const { target, attributeName, oldValue } of records) {
        const former = writes.get(target) ?? new Map<string, string | null>();
        writes.set(target, former);
        const name = attributeName ?? "";
        if (!former.has(name)) former.set(name, oldValue);
      }
    });
    observer.observe(grid, {
      attributes: true,
      attributeOldValue: true,
      characterData: true,
      characterDataOldValue: true,
      subtree: true,
    });
    const swapWrites = () => {
      observer.disconnect();
      for (const [target, former] of writes)
        for (const [name, value] of former) {
          if (target instanceof Element) {
            former.set(name, target.getAttribute(name));
            if (value === null) target.removeAttribute(name);
            else target.setAttribute(name, value);
          } else {
            former.set(name, target.nodeValue);
            target.nodeValue = value;
          }
        }
    };
    Object.assign(window, { swapWrites });
  });
