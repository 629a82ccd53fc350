/** Daily jobs by keyboard alone: no click, and no focus that the test sets itself. */
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
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
