/** Twenty refreshes of a changing farm never change selection, focus, scroll position or input. */
import type { Page } from "@playwright/test";
import { expect, lookAgain, prefer, setHidden, test } from "./fixtures";
import { scenes } from "./pages/tasks";
import type { World } from "./world";

const REFRESHES = 20;

const progressOf = (page: Page, name: string) =>
  page.getByRole("row", { name, exact: true }).getByRole("gridcell", { name: /frames finished/ });

/** Twenty refreshes, each a few minutes later at the farm. `still` runs after each of them. */
async function refreshes(page: Page, world: World, still: () => Promise<void>) {
  for (let round = 0; round < REFRESHES; round += 1) {
    world.pass(150);
    await lookAgain(page, world);
    await still();
  }
}

test("selection, focus, scroll, expansion and order do not change", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open(`?sort=-progress&open=${world.idOf(scenes.renderingLayers)}`);
  await tasks.select(scenes.rendering);
  await tasks.select(scenes.withFailed);
  await tasks.row(scenes.renderingLayers).focus();
  await tasks.grid.evaluate((grid) => grid.scrollTo({ top: 60 }));
  // The grid renders a few rows beyond the window, and more after a scroll.
  const top = async () => (await tasks.order()).slice(0, 22);
  const order = await top();
  const progress = await progressOf(page, scenes.rendering).innerText();
  await refreshes(page, world, async () => {
    expect(await top()).toEqual(order);
    expect(await tasks.grid.evaluate((grid) => grid.scrollTop)).toBe(60);
    await expect(tasks.row(scenes.renderingLayers)).toBeFocused();
  });
  await expect(progressOf(page, scenes.rendering)).not.toHaveText(progress);
  await expect(tasks.selectionBar).toContainText("2 selected");
  for (const name of [scenes.rendering, scenes.withFailed])
    await expect(tasks.row(name)).toHaveAttribute("aria-selected", "true");
  await expect(tasks.row(scenes.renderingLayers)).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect.poll(top).not.toEqual(order);
});

test("an open menu keeps its position and its focused entry", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open("?sort=-progress");
  await tasks.row(scenes.withFailed).focus();
  await page.keyboard.press("Shift+F10");
  await expect(tasks.menu).toBeVisible();
  const opened = await tasks.menu.boundingBox();
  await expect(tasks.menu).toContainText(/≈ ¥\d/);
  expect(await tasks.menu.boundingBox()).toEqual(opened);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const entry = await tasks.focused().innerText();
  const box = await tasks.menu.boundingBox();
  await refreshes(page, world, async () => {
    expect(await tasks.focused().innerText()).toBe(entry);
    expect(await tasks.menu.boundingBox()).toEqual(box);
  });
  await page.keyboard.press("Escape");
  await expect(tasks.row(scenes.withFailed)).toBeFocused();
});

test("the input of the New task dialog does not change", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await tasks.openNewTask();
  const user = tasks.dialog.getByRole("textbox", { name: "External user id" });
  await user.fill("100001");
  await user.evaluate((field) => field instanceof HTMLInputElement && field.setSelectionRange(2, 4));
  await refreshes(page, world, async () => {
    await expect(user).toHaveValue("100001");
    await expect(user).toBeFocused();
  });
  // Neither does the cursor in the text.
  await page.keyboard.type("9");
  await expect(user).toHaveValue("10901");
});

test("the input of the environment editor does not change when environments are reloaded", async ({ page, world }) => {
  await page.clock.install();
  await page.goto("/environments?software=2000");
  await page.getByRole("button", { name: "New environment" }).click();
  const name = page.getByRole("textbox", { name: "Name", exact: true });
  await name.fill("half a na");
  const before = world.answered("getRenderEnv").length;
  for (let round = 0; round < REFRESHES; round += 1) {
    const asked = world.answered("getRenderEnv").length;
    await page.clock.fastForward(120_000);
    await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    await expect.poll(() => world.answered("getRenderEnv").length).toBeGreaterThan(asked);
    await expect(name).toBeFocused();
    await expect(name).toHaveValue("half a na");
  }
  expect(world.answered("getRenderEnv").length).toBeGreaterThanOrEqual(before + REFRESHES);
  await page.keyboard.type("me");
  await expect(name).toHaveValue("half a name");
});

test("the panel and the search text do not change", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open(`?q=lighting&task=${world.idOf(scenes.rendering)}`);
  await expect(tasks.panel).toBeVisible();
  const body = tasks.panel.locator("> *").last();
  await body.evaluate((element) => element.scrollTo({ top: 120 }));
  await tasks.search.focus();
  await page.keyboard.press("End");
  await page.keyboard.type("_v");
  const top = await body.evaluate((element) => element.scrollTop);
  await refreshes(page, world, async () => {
    await expect(tasks.search).toBeFocused();
    await expect(tasks.search).toHaveValue("lighting_v");
    expect(await body.evaluate((element) => element.scrollTop)).toBe(top);
  });
  await expect(tasks.panel).toContainText(String(world.idOf(scenes.rendering)));
});

test("a hidden tab without watched tasks sends no request until it is visible again", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await page.clock.install();
  for (const address of [
    "/tasks",
    "/environments",
    "/settings",
    `/tasks/${world.idOf(scenes.rendering)}`,
    "/monitor",
  ]) {
    await page.goto(address);
    await expect(page.getByRole("contentinfo")).toContainText("Connected");
    await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
    await setHidden(page, true);
    let asked = 0;
    // Pending requests end; after that, minutes pass without a request.
    await expect(async () => {
      asked = world.requests().length;
      await page.clock.runFor(5 * 60_000);
      expect(world.requests().length, `${address} in the background`).toBe(asked);
    }).toPass();
    await setHidden(page, false);
    await expect.poll(() => world.requests().length, { message: `${address} seen again` }).toBeGreaterThan(asked);
  }
  await expect(tasks.statusLine).toContainText("Connected");
});

test("the page reads the farm at once when the browser is online again", async ({
  context,
  page,
  tasksPage: tasks,
  tolerate,
  world,
}) => {
  tolerate(/ERR_INTERNET_DISCONNECTED/);
  // There is no polling: only the online event of the browser starts a refresh.
  await prefer(page, { polling: "off" });
  await tasks.open();
  const progress = await progressOf(page, scenes.rendering).innerText();
  await context.setOffline(true);
  world.pass(1800);
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(tasks.statusLine).toContainText("Not connected");
  await expect(progressOf(page, scenes.rendering)).toHaveText(progress);
  await context.setOffline(false);
  await expect(tasks.statusLine).toContainText("Connected");
  await expect(progressOf(page, scenes.rendering)).not.toHaveText(progress);
});
