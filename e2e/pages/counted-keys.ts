/** A user with a keyboard alone: every key is counted but those of typed text, and the focus is looked at after each. */
import { expect, type Locator, type Page } from "@playwright/test";
import { hasFocus, tabTo } from "./tab-to";

/** Whether the focused element can be seen: in the window, with a ring or, in a field, a caret. */
const focusIsSeen = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return "no focus";
    const { left, top, right, bottom } = focused.getBoundingClientRect();
    const isInWindow = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    return isInWindow ? "seen" : `out of the window: ${focused.outerHTML.slice(0, 200)}`;
  });

export function countedKeys(page: Page) {
  let pressed = 0;
  const expectFocus = () => expect.poll(() => focusIsSeen(page), "focus").toBe("seen");
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) {
      pressed += 1;
      await page.keyboard.press(key);
    }
    await expectFocus();
  };
  return {
    press,
    type: (text: string) => page.keyboard.type(text),
    /** Goes to a control by Tab and presses it. */
    use: async (target: Locator, { key = "Enter", by }: { key?: string; by?: "Tab" | "Shift+Tab" } = {}) => {
      // Tab passes over a control that is still disabled.
      await expect(target).toBeEnabled();
      pressed += await tabTo(page, target, by);
      await press(key);
    },
    /** Goes to a control by Tab. */
    reach: async (target: Locator, by: "Tab" | "Shift+Tab" = "Tab") => {
      pressed += await tabTo(page, target, by);
      await expectFocus();
    },
    /** Presses an arrow key until the focus is on the element. */
    arrowTo: async (target: Locator, key = "ArrowDown") => {
      await target.waitFor();
      while (!(await hasFocus(target))) {
        const before = await page.evaluateHandle(() => document.activeElement);
        await press(key);
        // A list may take a moment to move the focus; another press meanwhile would go past the element.
        await page.waitForFunction((element) => document.activeElement !== element, before);
      }
    },
    expectAtMost: (most: number) => expect(pressed, "keys").toBeLessThanOrEqual(most),
  };
}
