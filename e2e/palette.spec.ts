/** The command palette by keyboard only: pages, tasks, actions on the selection, settings. */
import { EventEmitter, once } from "node:events";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { scenes } from "./pages/tasks";

const palette = (page: Page) => page.getByRole("textbox", { name: "Search everything" });
const run = async (page: Page, words: string) => {
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeHidden();
};

test("the palette opens pages and finds tasks by name and id", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await run(page, "setti");
  await expect(page).toHaveURL(/\/settings/);
  await run(page, "ROBOT fx_v003");
  await expect(tasks.panel).toContainText(String(world.idOf(scenes.withFailed)));
  await run(page, String(world.idOf(scenes.stopped)));
  await expect(tasks.panel).toContainText(scenes.stopped.slice(-14));
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeFocused();
  await page.keyboard.type("no such thing");
  await expect(page.getByText("No matches")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
});

test("the palette gets the keys typed while it loads, and no row does", async ({ page, tasksPage: tasks }) => {
  const gate = new EventEmitter();
  const opened = once(gate, "open");
  await page.route("**/command-palette*.js", async (route) => {
    await opened;
    await route.continue();
  });
  await tasks.open();
  await tasks.row(scenes.rendering).focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("xsxy");
  await page.keyboard.press("Backspace");
  gate.emit("open");
  await page.keyboard.type("a");
  await expect(palette(page)).toBeFocused();
  await page.keyboard.type("r");
  await expect(palette(page)).toHaveValue("xsxar");
  await expect(tasks.dialog).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(tasks.dialog).toBeHidden();
  await expect(tasks.row(scenes.rendering)).toBeFocused();
});

test("the palette opens the dialog of an action on the selection", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await tasks.row(scenes.rendering).focus();
  await page.keyboard.press("Space");
  await expect(tasks.selectionBar).toContainText("1 selected");
  await run(page, "stop");
  await expect(tasks.dialog).toContainText("Stop 1 task?");
  await expect(tasks.dialog.getByRole("button", { name: "Stop 1 task" })).toBeEnabled();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(tasks.dialog).toBeHidden();
  expect(world.answered("stopTask")).toEqual([{ taskParam: [world.idOf(scenes.rendering)] }]);
});

test("the palette changes settings and returns the focus", async ({ page, tasksPage: tasks }) => {
  await tasks.open();
  await tasks.row(scenes.rendering).focus();
  await run(page, "dark");
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await expect(tasks.row(scenes.rendering)).toBeFocused();
  await run(page, "farm time");
  await expect(tasks.statusLine.getByRole("button", { name: /^UTC\+8/ })).toBeVisible();
  await run(page, "中文");
  await expect(page.getByRole("heading", { level: 1, name: "任务" })).toBeAttached();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("textbox", { name: "全局搜索" })).toBeFocused();
  await page.keyboard.type("english");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Tasks" })).toBeAttached();
  await run(page, "keyboard");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});
