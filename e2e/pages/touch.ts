/** What a page on a phone must hold: targets large enough for a finger, and nothing that scrolls sideways. */
import { expect, type Page } from "@playwright/test";

/** Width and height around the centre of a control and its label in which a tap goes to it, px. */
const LEAST = 32;

/** Controls in view that are smaller; a link within running text is as small as its text. */
const smallControls = (page: Page) =>
  page.evaluate((least) => {
    // Edges of fractions of a pixel belong to either side.
    const reach = least / 2 - 1;
    const controls = document.querySelectorAll<HTMLElement>(
      "button, a[href], input, select, textarea, summary, [role=menuitem], [role=menuitemcheckbox], [role=radio]",
    );
    const barPositions = new Set(["fixed", "sticky"]);
    /** Whether an element lies outside of what a control scrolls in, or in a bar that stays while it scrolls. */
    const isBar = (element: Element, control: Element) => {
      for (let at: Element | null = element; at && !at.contains(control); at = at.parentElement)
        if (barPositions.has(getComputedStyle(at).position)) return true;
      for (let at = control.parentElement; at; at = at.parentElement)
        if (/auto|scroll/.test(getComputedStyle(at).overflowY) && !at.contains(element)) return true;
      return false;
    };
    const small: string[] = [];
    for (const control of controls) {
      if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (control.matches(":disabled") || control.closest("p") !== null) continue;
      const { width, height } = control.getBoundingClientRect();
      const label = control instanceof HTMLInputElement ? control.labels?.[0] : undefined;
      const boxes = [control, ...(label ? [label] : [])].map((part) => part.getBoundingClientRect());
      const isBeside = label?.checkVisibility() === true && control.matches("[type=checkbox], [type=radio]");
      const ends = isBeside ? boxes : boxes.slice(0, 1);
      const x = (Math.min(...ends.map(({ left }) => left)) + Math.max(...ends.map(({ right }) => right))) / 2;
      const y = (Math.min(...ends.map(({ top }) => top)) + Math.max(...ends.map(({ bottom }) => bottom))) / 2;
      if (width < 2 || x < reach || y < reach || x > innerWidth - reach || y > innerHeight - reach) continue;
      const isOwn = (hit: Element) => control.contains(hit) || label?.contains(hit) === true;
      const centre = document.elementFromPoint(x, y);
      // Covered: by a dialog, a menu, or what it scrolls below.
      if (centre === null || !isOwn(centre)) continue;
      const around = [
        [x, y - reach],
        [x, y + reach],
        [x - reach, y],
        [x + reach, y],
      ].map(([atX = 0, atY = 0]) => document.elementFromPoint(atX, atY));
      // One at the edge of what scrolls, or below a bar, comes into view by scrolling.
      if (around.some((hit) => hit !== null && !isOwn(hit) && isBar(hit, control))) continue;
      const isLarge = around.every((hit) => hit !== null && isOwn(hit));
      if (!isLarge)
        small.push(
          `${Math.round(width)}×${Math.round(height)} ${control.ariaLabel ?? control.textContent?.trim()} ${control.className}`,
        );
    }
    return small;
  }, LEAST);

/** Names of what is wider than its place, in the whole page. */
const sideways = (page: Page) =>
  page.evaluate(() => {
    const places = [document.documentElement, ...document.querySelectorAll("main, [role=dialog], aside")];
    return places.flatMap((place) => {
      const over = place.scrollWidth - place.clientWidth;
      return over > 0 && getComputedStyle(place).overflowX !== "visible" ? [`${place.tagName} by ${over} px`] : [];
    });
  });

export async function expectTouchable(page: Page, what: string): Promise<void> {
  const soft = expect.configure({ soft: true });
  await soft.poll(() => smallControls(page), `small controls: ${what}`).toEqual([]);
  await soft.poll(() => sideways(page), `scrolls sideways: ${what}`).toEqual([]);
}
