/** Toasts lie over the free end of the status line at any width: nothing moves, no control is covered, and keys close them. */
import type { Page } from "@playwright/test";
import { expect, lookAgain, test } from "./fixtures";
import { scenes, tasksPage } from "./pages/tasks";

const strip = (page: Page) => page.getByRole("region", { name: "Messages" });
const toasts = (page: Page) => strip(page).locator("> *");

/** Visible controls that overlap the box of a toast. */
const covered = (page: Page) =>
  page.evaluate(() => {
    const boxes = [...document.querySelectorAll("[aria-label=Messages] > *")]
      .filter((one) => one.checkVisibility())
      .map((one) => one.getBoundingClientRect());
    const controls = [...document.querySelectorAll("button, a, input, select, [role=row][aria-level]")];
    return controls
      .filter((control) => !control.closest("[aria-label=Messages]"))
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      .filter((control) => {
        const { left, right, top, bottom } = control.getBoundingClientRect();
        const end = control.closest("#page")?.getBoundingClientRect().bottom ?? innerHeight;
        return boxes.some(
          (box) => left < box.right && right > box.left && top < box.bottom && Math.min(bottom, end) > box.top,
        );
      })
      .map((control) => control.outerHTML.slice(0, 120));
  });

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const)
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height } });

    test("toasts cover no control and move nothing", async ({ page, world }) => {
      const tasks = tasksPage(page);
      await tasks.open();
      const before = await page.locator("#page").boundingBox();
      for (const scene of [scenes.rendering, scenes.alsoRendering]) {
        await tasks.row(scene).click({ button: "right" });
        await page.getByRole("menuitem", { name: "Watch this task" }).click();
      }
      world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering), world.idOf(scenes.alsoRendering)] });
      await lookAgain(page, world);
      await expect(toasts(page)).toHaveCount(2);
      await expect(toasts(page).last()).toBeInViewport({ ratio: 1 });
      expect(await covered(page)).toEqual([]);
      expect(await page.locator("#page").boundingBox()).toEqual(before);
      // Under the pointer the others are there, too.
      await expect(toasts(page).first()).toBeHidden();
      await strip(page).hover();
      await expect(toasts(page).first()).toBeInViewport({ ratio: 1 });
      await page.mouse.move(width / 2, height / 2);
      await expect(toasts(page).first()).toBeHidden();
      await tasks.row(scenes.withFailed).press("Enter");
      await expect(tasks.panel).toBeVisible();
      expect(await covered(page)).toEqual([]);

      await page.goto("/settings?section=labels");
      await page.getByRole("textbox", { name: "Name of the new label" }).fill("film");
      await page.getByRole("button", { name: "Add label" }).click();
      await expect(toasts(page)).toHaveCount(1);
      expect(await covered(page)).toEqual([]);
    });
  });

test("a permanent toast is closed by keyboard and the focus returns", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await tasks.row(scenes.rendering).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Watch this task" }).click();
  world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
  await lookAgain(page, world);
  await expect(toasts(page)).toHaveCount(1);
  const pause = tasks.statusLine.getByRole("button", { name: "Pause" });
  await pause.focus();
  await page.keyboard.press("Tab");
  await expect(strip(page).getByRole("button", { name: "Close: Stopped" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(toasts(page)).toHaveCount(0);
  await expect(pause).toBeFocused();
});
