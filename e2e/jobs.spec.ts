/** The ten daily jobs with the mouse: each needs at most so many clicks. Typing is not counted. */
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { scenes } from "./pages/tasks";

/** Clicks and counts. `choose` is the click that chooses an option of a list. */
function counted() {
  let clicks = 0;
  return {
    click: async (target: Locator, options: Parameters<Locator["click"]>[0] = {}) => {
      clicks += 1;
      await target.click(options);
    },
    choose: async (target: Locator, option: string) => {
      clicks += 1;
      await target.selectOption(option);
    },
    expectAtMost: (most: number) => expect(clicks, "clicks").toBeLessThanOrEqual(most),
  };
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });

test.use({ dialect: "current" });

test("rerender what failed, with its price", async ({ page, tasksPage: tasks, world }) => {
  const { click, expectAtMost } = counted();
  await tasks.open();
  await click(tasks.group(/Needs you/));
  const failed = page
    .getByRole("region", { name: "What needs you" })
    .getByRole("listitem")
    .filter({ hasText: /^✕Failed frames/ });
  await click(failed.getByRole("button", { name: /^Rerender \d+ failed frames · ≈ ¥/ }));
  await click(tasks.dialog.getByRole("button", { name: /^Rerender \d+ failed frames/ }));
  await expect.poll(() => world.answered("restartFrame").length + world.answered("restartFailedFrames").length).toBe(1);
  expectAtMost(4);
});

test("find tasks, save them as a view, share it", async ({ page, context, tasksPage: tasks }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { click, expectAtMost } = counted();
  await tasks.open();
  await tasks.search.fill("lighting");
  await click(tasks.group(/Running/));
  await click(button(page, "Views"));
  await page.getByRole("textbox", { name: "View name" }).fill("Lighting now");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await click(button(page, "Copy link"));
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/tasks\?.*q=lighting/);
  expect(link).toMatch(/group=running/);
  expectAtMost(4);
});

test("find the frame that hangs, stop it and render it again", async ({ page, tasksPage: tasks, world }) => {
  const { click, expectAtMost } = counted();
  await tasks.open();
  const mark = tasks.row(scenes.renderingLayers).getByRole("link", { name: "Hung 1" });
  await expect(mark).toBeVisible({ timeout: 40_000 });
  await click(mark);
  await click(page.getByRole("button", { name: /^Stop and rerender 1 hung · ¥/ }));
  await click(page.getByRole("dialog").getByRole("button", { name: /^Stop and rerender/ }));
  await expect.poll(() => world.answered("restartFrame").length, { timeout: 20_000 }).toBe(1);
  expect(world.answered("stopTaskFrames")).toHaveLength(1);
  expectAtMost(3);
});

test("send a report", async ({ page, tasksPage: tasks }) => {
  await page.addInitScript(() => Object.assign(window, { print: () => Object.assign(window, { printed: true }) }));
  const { click, expectAtMost } = counted();
  await tasks.open();
  await click(button(page, "More"));
  await click(page.getByRole("menuitem", { name: "Report…" }));
  await click(button(page, /^Print/));
  expect(await page.evaluate(() => Reflect.get(window, "printed"))).toBe(true);
  expectAtMost(3);
});

test("look at the wall", async ({ page, tasksPage: tasks }) => {
  const { click, expectAtMost } = counted();
  await tasks.open();
  await click(page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Monitor" }));
  await expect(page.getByRole("heading", { name: /Stopped: needs you/ })).toBeVisible();
  expectAtMost(1);
});

test("copy an environment, change it, compare it, make it the default, delete the original", async ({
  page,
  world,
}) => {
  const { click, choose, expectAtMost } = counted();
  const link = (name: string) => page.getByRole("main").getByRole("link", { name, exact: true });
  const dialog = page.getByRole("dialog");
  await page.goto("/environments?software=2001");
  await click(link("max2018_vray36"));
  await click(button(page, "Duplicate"));
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("max2018_vray41");
  await choose(page.getByRole("combobox", { name: "vray", exact: true }), "4.10.02");
  await click(button(page, "Create"));
  await expect(page.getByRole("heading", { name: "max2018_vray41" })).toBeVisible();
  await click(button(page, "Compare…"));
  await expect(dialog).toContainText("4.10.02");
  await page.keyboard.press("Escape");
  await click(button(page, "Set as default…"));
  await click(dialog.getByRole("button", { name: "Set as default" }));
  await expect(dialog).toBeHidden();
  await click(link("max2018_vray36"));
  await click(button(page, "Delete…"));
  await click(dialog.getByRole("button", { name: "Delete environment" }));
  await expect(link("max2018_vray36")).toBeHidden();
  expect(world.answered("deleteRenderEnv")).toEqual([{ editName: "max2018_vray36" }]);
  expectAtMost(10);
});

test("get the path of the output", async ({ page, context, tasksPage: tasks }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { click, expectAtMost } = counted();
  await tasks.open();
  await click(tasks.row(scenes.stopped), { button: "right" });
  await click(page.getByRole("menuitem", { name: "Output files…" }));
  await click(tasks.dialog.getByRole("button", { name: "Copy the path of this folder" }));
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\//);
  expectAtMost(3);
});

test("change priority and limit of many tasks", async ({ page, tasksPage: tasks, world }) => {
  const { click, expectAtMost } = counted();
  await tasks.open(`?q=${encodeURIComponent("sh0")}`);
  await click(tasks.grid.getByRole("columnheader").getByRole("checkbox"));
  await click(tasks.selectionBar.getByRole("button", { name: /^Change \d+…/ }));
  await tasks.dialog.getByLabel("Hours").fill("36");
  await click(tasks.dialog.getByText("High (60)", { exact: true }));
  await click(tasks.dialog.getByRole("button", { name: /^Change \d+ tasks/ }));
  await expect.poll(() => world.answered("setTaskOverTimeStop").length).toBeGreaterThan(0);
  await expect(page.getByRole("region", { name: "Messages" })).toContainText("tasks changed");
  expectAtMost(4);
});

test("take a mistake back", async ({ page, tasksPage: tasks, world }) => {
  const level = () => world.farm.jobsById.get(world.idOf(scenes.rendering))?.userLevel;
  const before = level();
  await tasks.open();
  await tasks.select(scenes.rendering);
  await tasks.selectionBar.getByRole("button", { name: "Change 1…" }).click();
  await tasks.dialog.getByText(before === 60 ? "Normal (50)" : "High (60)", { exact: true }).click();
  await tasks.confirm("Change 1 task");
  await expect.poll(level).not.toBe(before);
  const { click, expectAtMost } = counted();
  await click(page.getByRole("region", { name: "Messages" }).getByRole("button", { name: "Undo" }));
  await expect.poll(level).toBe(before);
  expectAtMost(1);
});

test("on a phone: find a task and rerender its failed frames", async ({ page, tasksPage: tasks, world }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { click, expectAtMost } = counted();
  await tasks.open();
  await tasks.search.fill("robot_s040");
  await click(tasks.row(scenes.withFailed));
  await click(tasks.panel.getByRole("button", { name: /^Rerender 12 failed/ }));
  await click(tasks.dialog.getByRole("button", { name: /^Rerender 12 failed frames/ }));
  await expect.poll(() => world.answered("restartFailedFrames").length + world.answered("restartFrame").length).toBe(1);
  expectAtMost(3);
});
