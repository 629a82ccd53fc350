import type { Locator, Page } from "@playwright/test";

/** More than the tab stops of a page: a longer walk never reaches its target. */
const MOST_STOPS = 80;

/**
 * Whether an element that the locator names has the focus. One question to the page: between two, a control that loads on demand
 * may take the place and the focus of its placeholder.
 */
export const hasFocus = async (target: Locator): Promise<boolean> =>
  (await target.and(target.page().locator(":focus")).count()) > 0;

/** Presses Tab, or Shift+Tab, until the focus is on the element. Returns how often. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<number> {
  await target.waitFor();
  for (let presses = 0; presses <= MOST_STOPS; presses += 1) {
    if (await hasFocus(target)) return presses;
    await page.keyboard.press(key);
  }
  throw new Error("Tab never came to it");
}
