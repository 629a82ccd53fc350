/** Daily jobs by keyboard alone: no click, and no focus that the test sets itself. */
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { countedKeys } from "./pages/counted-keys";
import { tabTo } from "./pages/tab-to";
import { scenes } from "./pages/tasks";

/** Goes to a control by Tab and presses it. */
async function press(page: Page, target: Locator, key = "Enter") {
  await tabTo(page, target);
  await expect(target).toBeEnabled();
  await page.keyboard.press(key);
}

test.use({ dialect: "current" });

test("rerender what failed, change a task, take it back", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await press(page, tasks.group(/Needs you/));
  const failed = page
    .getByRole("region", { name: "What needs you" })
    .getByRole("listitem")
    .filter({ hasText: /^✕Failed frames/ });
  await press(page, failed.getByRole("button", { name: /^Rerender \d+ failed frames · ≈ ¥/ }));
  await press(page, tasks.dialog.getByRole("button", { name: /^Rerender \d+ failed frames/ }));
  await expect.poll(() => world.answered("restartFrame").length + world.answered("restartFailedFrames").length).toBe(1);

  await page.goto(`/tasks?q=${encodeURIComponent(scenes.rendering)}`);
  const level = () => world.farm.jobsById.get(world.idOf(scenes.rendering))?.userLevel;
  const before = level();
  await expect(tasks.row(scenes.rendering)).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.press("ArrowDown");
  await expect(tasks.row(scenes.rendering)).toBeFocused();
  await page.keyboard.press("Space");
  await press(page, tasks.selectionBar.getByRole("button", { name: "Change 1…" }));
  const choice = tasks.dialog.getByRole("radio", { name: before === 60 ? "Normal (50)" : "High (60)" });
  await choice.waitFor();
  await tabTo(page, tasks.dialog.getByRole("radio", { name: "Do not change" }).first());
  while (!(await choice.isChecked())) await page.keyboard.press("ArrowDown");
  await press(page, tasks.dialog.getByRole("button", { name: "Change 1 task" }));
  await expect.poll(level).not.toBe(before);
  await expect(page.getByRole("region", { name: "Messages" }).getByRole("button", { name: "Undo" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect.poll(level).toBe(before);
});

test("the wall, the report and the connection", async ({ page, tasksPage: tasks }) => {
  await page.addInitScript(() => Object.assign(window, { print: () => Object.assign(window, { printed: true }) }));
  await tasks.open();
  await expect(tasks.row(scenes.rendering)).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  const needs = page.getByRole("link", { name: /tasks? needs? you$/ });
  await press(page, needs);
  await expect(page).toHaveURL(/group=needsYou/);
  await expect(page.getByRole("region", { name: "What needs you" })).toBeVisible();

  await page.goto("/tasks/report");
  await press(page, page.getByRole("button", { name: /^Print/ }));
  expect(await page.evaluate(() => Reflect.get(window, "printed"))).toBe(true);
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await press(page, page.getByRole("link", { name: "Connection" }));
  const again = page.getByRole("button", { name: "Test again" });
  await press(page, again);
  await expect(page.getByRole("main")).toContainText("Account");
});

test("find tasks, save them as a view, share it", async ({ page, context, tasksPage: tasks }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await tasks.open();
  const keys = countedKeys(page);
  await keys.press("/");
  await keys.type("lighting");
  await keys.reach(tasks.group(/Needs you/));
  await keys.press("ArrowRight", "Enter");
  await expect(page).toHaveURL(/group=running/);
  const views = page.getByRole("button", { name: "Views", exact: true });
  await keys.use(views, { by: "Shift+Tab" });
  await keys.reach(page.getByRole("textbox", { name: "View name" }));
  await keys.type("Lighting now");
  await keys.press("Enter");
  await expect(page.getByRole("button", { name: "Lighting now", exact: true })).toBeVisible();
  await keys.press("Escape");
  await expect(views).toBeFocused();
  await keys.use(page.getByRole("button", { name: "Copy link", exact: true }), { by: "Shift+Tab" });
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/q=lighting/);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/group=running/);
  keys.expectAtMost(30);
});

test("find the frame that hangs, stop it and render it again", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await expect(tasks.row(scenes.renderingLayers).getByRole("link", { name: "Hung 1" })).toBeVisible({
    timeout: 40_000,
  });
  const keys = countedKeys(page);
  await keys.use(tasks.group(/Needs you/));
  await keys.use(page.getByRole("button", { name: /^Stop and rerender \d+ hung frames? · / }));
  await keys.use(tasks.dialog.getByRole("button", { name: /^Stop and rerender/ }));
  await expect.poll(() => world.answered("restartFrame").length, { timeout: 30_000 }).toBeGreaterThan(0);
  await expect.poll(() => world.answered("restartFrame").length - world.answered("stopTaskFrames").length).toBe(0);
  await keys.press("Escape");
  await expect(tasks.dialog).toBeHidden();
  await keys.press("/");
  keys.expectAtMost(40);
});

test("send a report", async ({ page, tasksPage: tasks }) => {
  await page.addInitScript(() => Object.assign(window, { print: () => Object.assign(window, { printed: true }) }));
  await tasks.open();
  const more = page.getByRole("button", { name: "More", exact: true });
  await more.waitFor();
  const keys = countedKeys(page);
  await keys.press("/");
  await keys.use(more);
  await keys.arrowTo(page.getByRole("menuitem", { name: "Report…" }));
  await keys.press("Enter");
  await expect(page.getByRole("main").getByRole("article")).toBeVisible();
  // The new page takes the focus a moment after it is shown: keys before that would start anywhere.
  await expect(page.getByRole("heading", { name: "Report", level: 1 })).toBeFocused();
  await keys.use(page.getByRole("button", { name: /^Print/ }));
  expect(await page.evaluate(() => Reflect.get(window, "printed"))).toBe(true);
  keys.expectAtMost(30);
});

test("copy an environment, change it, compare it, make it the default, delete the original", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await tasks.open();
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  const panel = page.getByRole("complementary");
  const button = (name: string) => panel.getByRole("button", { name, exact: true });
  const keys = countedKeys(page);
  await keys.press("g", "e");
  const software = page.getByRole("navigation", { name: "Software" }).getByRole("link");
  const max = software.filter({ hasText: "3ds Max" });
  await max.waitFor();
  await keys.reach(software.and(page.locator("[tabindex='0']")));
  await keys.arrowTo(max);
  await keys.press("Enter");
  const original = main.getByRole("link", { name: "max2018_vray36", exact: true });
  await original.waitFor();
  await keys.reach(main.getByRole("link").first());
  await keys.arrowTo(original);
  await keys.press("Enter");
  await keys.use(button("Duplicate"));
  const name = panel.getByRole("textbox", { name: "Name", exact: true });
  await expect(name).toBeFocused();
  await keys.press("Control+a");
  await keys.type("max2018_vray41");
  const vray = panel.getByRole("combobox", { name: "vray", exact: true });
  await keys.reach(vray);
  await keys.type("4.10.02");
  await expect(vray.getByRole("option", { selected: true })).toHaveText("4.10.02");
  await keys.use(button("Create"));
  await expect(page.getByRole("heading", { name: "max2018_vray41" })).toBeFocused();
  await keys.use(button("Compare…"));
  await expect(dialog).toContainText("4.10.02");
  await keys.press("Escape");
  await expect(button("Compare…")).toBeFocused();
  await keys.use(button("Set as default…"), { by: "Shift+Tab" });
  await keys.use(dialog.getByRole("button", { name: "Set as default" }));
  await expect(dialog).toBeHidden();
  await keys.press("Escape");
  await expect(panel).toBeHidden();
  await keys.arrowTo(original, "ArrowUp");
  await keys.press("Enter");
  await keys.use(button("Delete…"));
  await keys.use(dialog.getByRole("button", { name: "Delete environment" }));
  await expect(original).toBeHidden();
  await keys.press("ArrowDown");
  expect(world.answered("deleteRenderEnv")).toEqual([{ editName: "max2018_vray36" }]);
  keys.expectAtMost(120);
});

test("get the path of the output", async ({ page, context, tasksPage: tasks }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await tasks.open();
  const keys = countedKeys(page);
  await keys.press("/");
  await keys.type(scenes.stopped);
  await expect(tasks.row(scenes.waiting)).toBeHidden();
  await keys.press("ArrowDown");
  await expect(tasks.row(scenes.stopped)).toBeFocused();
  await keys.press("Shift+F10");
  await keys.arrowTo(page.getByRole("menuitem", { name: "Output files…" }));
  await keys.press("Enter");
  await keys.use(tasks.dialog.getByRole("button", { name: "Copy the path of this folder" }));
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\//);
  await keys.press("Escape");
  await expect(tasks.row(scenes.stopped)).toBeFocused();
  keys.expectAtMost(30);
});
