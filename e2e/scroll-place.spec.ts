/** The list of tasks opens where it was left, however the user comes back. */
import type { Page } from "@playwright/test";
import { expect, prefer, test } from "./fixtures";

test.use({ tasks: 240 });

const FAR = 3000;
const grid = (page: Page) => page.getByRole("treegrid", { name: "Tasks" });
const topOf = (page: Page) => grid(page).evaluate((element) => Math.round(element.scrollTop));

async function scrollFar(page: Page) {
  await expect(grid(page)).toHaveAttribute("aria-rowcount", "241");
  await grid(page).hover();
  await page.mouse.wheel(0, FAR);
  await expect.poll(() => topOf(page)).toBe(FAR);
}

async function openFrames(page: Page) {
  await grid(page).getByRole("row").nth(8).click({ button: "right" });
  await page
    .getByRole("menuitem", { name: /frames/i })
    .first()
    .click();
  await expect(breadcrumb(page)).toBeVisible();
}
const breadcrumb = (page: Page) => page.getByRole("main").getByRole("link", { name: "Tasks" });

const expectSamePlace = (page: Page) => expect.poll(() => topOf(page)).toBe(FAR);

test("the list keeps its place over the frames of a task, a reload and another site", async ({
  page,
  world,
  tasksPage: tasks,
}) => {
  await prefer(page, { polling: "off" });
  await tasks.open();
  await scrollFar(page);

  await openFrames(page);
  await page.goBack();
  await expectSamePlace(page);

  await openFrames(page);
  await page.reload();
  await breadcrumb(page).click();
  await expectSamePlace(page);

  await page.reload();
  await expectSamePlace(page);

  // Leaves the page as for another site: it ends and starts again.
  await page.goto(`${world.origin}/healthz`);
  await page.goto(`${world.origin}/tasks`);
  await expectSamePlace(page);

  await page.getByRole("link", { name: "Settings" }).click();
  await expect(grid(page)).toBeHidden();
  await page.getByRole("link", { name: "Tasks" }).click();
  await expectSamePlace(page);
});

test("another view of the list opens at its start", async ({ page, tasksPage: tasks }) => {
  await prefer(page, { polling: "off" });
  await tasks.open();
  await scrollFar(page);
  await tasks.open("?sort=scene");
  await expect.poll(() => topOf(page)).toBe(0);
});

test("bars keep a border and their colours in high contrast", async ({ page, tasksPage: tasks }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await tasks.open();
  const bar = grid(page)
    .getByRole("img", { name: /frames finished/ })
    .first();
  await expect(bar).toHaveCSS("border-top-width", "1px");
  await expect(bar).toHaveCSS("background-image", /linear-gradient/);
});
