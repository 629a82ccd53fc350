/** Saved views: link, rename, order, default, and navigation entry with a live count. */
import type { Page } from "@playwright/test";
import { expect, lookAgain, test } from "./fixtures";
import { scenes, tasksPage } from "./pages/tasks";

const openMenu = (page: Page) => page.getByRole("button", { name: "Views", exact: true }).click();
const more = async (page: Page, view: string, entry: string) => {
  await page.getByRole("button", { name: `More actions for view ${view}` }).click();
  await page.getByRole("menuitem", { name: entry, exact: true }).click();
};
const save = async (page: Page, name: string) => {
  await page.getByRole("textbox", { name: "View name" }).fill(name);
  await page.getByRole("button", { name: "Save", exact: true }).click();
};
const headers = (page: Page) => page.getByRole("columnheader").allInnerTexts();
const viewNames = (page: Page) =>
  page
    .getByRole("dialog")
    .getByRole("button", { name: /^More actions for view / })
    .evaluateAll((all) =>
      all.map((one) => (one.getAttribute("aria-label") ?? "").replace("More actions for view ", "")),
    );

test("a link shows the view in a browser that has not saved it", async ({
  browser,
  context,
  page,
  tasksPage: tasks,
  world,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await tasks.open();
  await tasks.search.fill("lighting");
  await tasks.toggleStates(/Rendering/);
  await tasks.grid.getByRole("columnheader", { name: "Progress" }).getByRole("button").click();
  await expect(page).toHaveURL(/q=lighting/);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Columns…" }).click();
  await page.getByRole("checkbox", { name: "Project", exact: true }).click();
  await page.keyboard.press("Escape");
  const seen = await headers(page);
  const shown = await tasks.order();
  await openMenu(page);
  await save(page, "Lights, on");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("button", { name: "Link copied" })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.startsWith(`${world.origin}/tasks?`)).toBe(true);

  const stranger = await browser.newContext({ locale: "en-US", timezoneId: "UTC" });
  const theirPage = await stranger.newPage();
  await theirPage.goto(link);
  const theirs = tasksPage(theirPage);
  await expect.poll(theirs.order).toEqual(shown);
  await expect(theirs.search).toHaveValue("lighting");
  expect(await headers(theirPage)).toEqual(seen);
  // An unknown column is ignored, and the columns of the other browser do not change.
  await theirPage.goto(link.replace("columns=", "columns=gone,"));
  await expect.poll(() => headers(theirPage)).toEqual(seen);
  await theirPage.goto(link.replace(/&columns=[^&]*/, ""));
  await expect.poll(() => headers(theirPage)).not.toEqual(seen);
  await stranger.close();
  expect(shown.length).toBeGreaterThan(1);
});

test("views are renamed, moved, set as default and pinned with their count", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await tasks.open();
  await tasks.toggleStates(/Rendering/);
  await openMenu(page);
  await save(page, "On the farm");
  await save(page, "Second");
  expect(await viewNames(page)).toEqual(["On the farm", "Second"]);
  await more(page, "Second", "Move up");
  expect(await viewNames(page)).toEqual(["Second", "On the farm"]);
  await more(page, "Second", "Rename");
  await page.getByRole("textbox", { name: "New name for Second" }).fill("On the farm");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Enter a name not yet in use")).toBeVisible();
  await page.getByRole("textbox", { name: "New name for Second" }).fill("First");
  await page.keyboard.press("Enter");
  await expect.poll(() => viewNames(page)).toEqual(["First", "On the farm"]);
  await more(page, "First", "Delete");
  await expect.poll(() => viewNames(page)).toEqual(["On the farm"]);
  await more(page, "On the farm", "Set as default");
  await more(page, "On the farm", "Show in navigation");
  await page.keyboard.press("Escape");

  const count = (await tasks.order()).length;
  const pinned = page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: /On the farm/ });
  await expect(pinned).toContainText(String(count));
  world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
  await lookAgain(page, world);
  await expect(pinned).toContainText(String(count - 1));

  // The count is also live on a page that reads no tasks.
  await page.goto("/environments");
  await expect(pinned).toContainText(String(count - 1));
  world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.alsoRendering)] });
  await lookAgain(page, world);
  await expect(pinned).toContainText(String(count - 2));

  // Without search parameters Tasks shows the default view, otherwise the one of the URL.
  await page.goto("/tasks");
  await expect(page).toHaveURL(/status=rendering/);
  await expect.poll(async () => (await tasks.order()).length).toBe(count - 2);
  await page.goto("/tasks?q=robot");
  await expect(tasks.search).toHaveValue("robot");
  expect(page.url()).not.toContain("status=");
  await pinned.click();
  await expect(tasks.search).toHaveValue("");
  await expect.poll(async () => (await tasks.order()).length).toBe(count - 2);
});

test("the title is the view: edited and updated by the user, the same in a link, gone with the filters", async ({
  page,
  tasksPage: tasks,
}) => {
  const title = page.getByRole("heading", { level: 1 });
  const update = page.getByRole("button", { name: "Update", exact: true });
  await tasks.open("?q=lighting");
  await openMenu(page);
  await save(page, "Lights");
  await page.keyboard.press("Escape");
  await expect(title).toHaveText("Lights");
  await expect(update).toBeHidden();
  await tasks.group(/Running/).click();
  await expect(page.getByText("edited")).toBeVisible();
  await page.reload();
  await expect(title).toHaveText("Lights");
  await update.click();
  await expect(update).toBeHidden();
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(title).toHaveText("Tasks");

  await openMenu(page);
  await page.getByRole("button", { name: "Lights", exact: true }).click();
  await expect(page).toHaveURL(/q=lighting&group=running|group=running&.*q=lighting/);
  await expect(title).toHaveText("Lights");
});

test("built-in views stay relative", async ({ page, tasksPage: tasks }) => {
  await tasks.open();
  await openMenu(page);
  await page.getByRole("button", { name: "Failed last night" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Failed last night");
  await expect(page).toHaveURL(/ended=last-night/);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Failed last night");
  await expect(page.getByText("edited")).toBeHidden();
});
