import type { Locator, Page } from "@playwright/test";

/** More than the tab stops of a page: a longer walk never reaches its target. */
const MOST_STOPS = 80;

/** Presses Tab, or Shift+Tab, until the focus is on the element. Returns how often. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<number> {
  await target.waitFor();
  for (let stop = 1; stop <= MOST_STOPS; stop += 1) {
    await page.keyboard.press(key);
    if (await target.evaluate((element) => element === document.activeElement)) return stop;
  }
  throw new Error("Tab never came to it");
}
