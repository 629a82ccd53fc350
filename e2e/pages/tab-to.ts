import type { Locator, Page } from "@playwright/test";

/** More than the tab stops of a page: a longer walk never reaches its target. */
const MOST_STOPS = 80;

/** Presses Tab until the focus is on the element. */
export async function tabTo(page: Page, target: Locator) {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error("Tab never came to it");
}
