/** Measures layout shifts with a PerformanceObserver. Shifts right after input count, too: under the pointer they are the worst. */
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

type Shift = { readonly node: string; readonly from: string; readonly to: string };

/** Begins to observe; before the page is opened. */
export const observeShifts = (page: Page) =>
  page.addInitScript(() => {
    const shifts: Shift[] = [];
    Object.assign(window, { shifts, mayMove: "none" });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const sources: unknown = Reflect.get(entry, "sources");
        for (const source of Array.isArray(sources) ? sources : []) {
          const { node, previousRect, currentRect } = source;
          const element = node instanceof Element ? node : node?.parentElement;
          if (element?.closest(String(Reflect.get(window, "mayMove")))) continue;
          const text = element ? element.outerHTML.slice(0, 160) : "a removed element";
          const [from = "", to = ""] = [previousRect, currentRect].map(({ x, y, width, height }) =>
            [x, y, width, height].map(Math.round).join(" "),
          );
          shifts.push({ node: text, from, to });
        }
      }
    }).observe({ type: "layout-shift", buffered: true });
  });

export const twoFrames = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** The list itself changes when the user filters it. */
export const lists = "[role=rowgroup]";

/** Expects that nothing has moved during the act, and until two frames later. */
export async function still(page: Page, what: string, act: () => Promise<unknown>, mayMove = lists) {
  await twoFrames(page);
  await page.evaluate((selector) => {
    Object.assign(window, { mayMove: selector });
    Reflect.get(window, "shifts").length = 0;
  }, mayMove);
  await act();
  await twoFrames(page);
  const shifts = await page.evaluate((): unknown => Reflect.get(window, "shifts"));
  expect.soft(shifts, what).toEqual([]);
}

/** Scrolls to the end of what scrolls on the page, and back. */
export async function scroll(page: Page) {
  await page.mouse.move(700, 500);
  await page.mouse.wheel(0, 600);
  await page.mouse.wheel(0, -600);
}
