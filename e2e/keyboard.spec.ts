/** Tasks by keyboard only, with the keys of the APG treegrid. */
import { expect, test } from "./fixtures";
import { scenes } from "./pages/tasks";

test("the keyboard searches, expands, opens and stops a task", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await page.keyboard.press("/");
  await expect(tasks.search).toBeFocused();
  await page.keyboard.type("lighting");
  await expect.poll(async () => (await tasks.order()).every((name) => name.includes("lighting"))).toBe(true);
  // Tab moves through the bar and the chips to the grid, which is one stop.
  const inGrid = tasks.grid.locator(":focus");
  for (let stop = 0; stop < 50 && (await inGrid.count()) === 0; stop += 1) await page.keyboard.press("Tab");
  const names = await tasks.order();
  await expect(tasks.row(names[0] ?? "")).toBeFocused();

  const shell = names.indexOf(scenes.renderingLayers);
  expect(shell).toBeGreaterThan(0);
  for (let step = 0; step < shell; step += 1) await page.keyboard.press("ArrowDown");
  await expect(tasks.row(scenes.renderingLayers)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(tasks.row(scenes.renderingLayers)).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(":focus")).toHaveAttribute("aria-level", "2");
  await page.keyboard.press("ArrowLeft");
  await expect(tasks.row(scenes.renderingLayers)).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(tasks.row(scenes.renderingLayers)).toHaveAttribute("aria-expanded", "false");

  await page.keyboard.press("Enter");
  await expect(tasks.panel).toContainText(String(world.idOf(scenes.renderingLayers)));
  await page.keyboard.press("Escape");
  await expect(tasks.panel).toBeHidden();
  await expect(tasks.row(scenes.renderingLayers)).toBeFocused();

  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Stop" }).press("Enter");
  await expect(tasks.dialog.getByRole("heading")).toHaveText("Stop 1 task?");
  await expect(tasks.dialog.getByRole("button", { name: "Stop 1 task" })).toBeEnabled();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(tasks.dialog).toBeHidden();
  expect(world.answered("stopTask")).toEqual([{ taskParam: [world.idOf(scenes.renderingLayers)] }]);
  await expect(tasks.row(scenes.renderingLayers)).toBeFocused();
});

test("Space, Shift and Ctrl+A select, Escape clears the selection", async ({ page, tasksPage: tasks }) => {
  await tasks.open();
  const names = await tasks.order();
  await tasks.row(names[0] ?? "").focus();
  await page.keyboard.press("Space");
  await expect(tasks.row(names[0] ?? "")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(tasks.selectionBar).toContainText("3 selected");
  await page.keyboard.press("Control+a");
  await expect(tasks.selectionBar).toContainText("40 selected");
  await page.keyboard.press("Escape");
  await expect(tasks.selectionBar).toBeHidden();
  await expect(tasks.row(names[2] ?? "")).toBeFocused();
});

test("Home, End and page keys move to rows that are not rendered", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  const names = await tasks.order();
  await tasks.row(names[0] ?? "").focus();
  await page.keyboard.press("End");
  await expect(tasks.row(world.farm.jobs[0]?.sceneName ?? "")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(tasks.row(names[0] ?? "")).toBeFocused();
  await page.keyboard.press("PageDown");
  await expect(tasks.row(names[0] ?? "")).not.toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  const header = tasks.grid.getByRole("columnheader", { name: "Status" });
  await expect(header).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  await page.keyboard.press("ArrowDown");
  await expect(tasks.grid.locator("[role=row]:focus")).toHaveAttribute("aria-rowindex", "2");
});

test("a preference disables single-key shortcuts", async ({ page, tasksPage: tasks }) => {
  await tasks.open();
  await tasks.row(scenes.rendering).focus();
  await page.keyboard.press("?");
  await expect(tasks.dialog.getByRole("heading", { name: "Keyboard shortcuts" })).toBeVisible();
  await tasks.dialog.getByRole("checkbox", { name: "Single-key shortcuts are on" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(tasks.dialog).toBeHidden();
  await tasks.row(scenes.rendering).focus();
  for (const key of ["x", "?", "/", "g", "m"]) await page.keyboard.press(key);
  await expect(tasks.row(scenes.rendering)).toBeFocused();
  await expect(tasks.dialog).toBeHidden();
  await expect(page).toHaveURL(/\/tasks$/);
});

test("g and a letter open another page", async ({ page, tasksPage: tasks }) => {
  await tasks.open();
  await tasks.row(scenes.rendering).focus();
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(page).toHaveURL(/\/monitor$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await expect(page).toHaveURL(/\/history$/);
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(tasks.grid).toBeVisible();
});
