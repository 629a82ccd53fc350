/** The daily jobs on a phone, by taps alone, in both languages. */
import type { Locator, Page } from "@playwright/test";
import { expect, prefer, test } from "./fixtures";
import { textsOf } from "./pages/messages";
import { scenes } from "./pages/tasks";
import { expectTouchable } from "./pages/touch";

test.use({
  dialect: "current",
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  actionTimeout: 45_000,
  permissions: ["clipboard-read", "clipboard-write"],
});

/** The parts of the page by their texts in a language. */
function partsOf(page: Page, language: "en" | "zh") {
  const text = textsOf(language);
  const dialog = page.getByRole("dialog");
  const button = (key: string, within: Page | Locator = page) => within.getByRole("button", { name: text(key) });
  /** A dialog closes by itself once it has nothing more to say. */
  const closeDialog = () =>
    expect(async () => {
      if (await dialog.isVisible())
        await dialog
          .getByRole("button", { name: text("common.close") })
          .last()
          .tap({ timeout: 2000 });
      await expect(dialog).toBeHidden({ timeout: 2000 });
    }).toPass();
  const start = (key: string) => new RegExp(text(key).source.slice(0, -1));
  return {
    text,
    /** The pattern of a label that goes on, for example with a price. */
    start,
    dialog,
    closeDialog,
    button,
    row: (name: string) => page.getByRole("row", { name, exact: true }),
    group: (key: string) => page.locator("fieldset").getByRole("button", { name: start(key) }),
    entry: (key: string) => page.getByRole("menuitem", { name: text(key) }),
    toPage: (key: string) =>
      page
        .getByRole("navigation", { name: text("shell.nav.label") })
        .getByRole("link", { name: text(key) })
        .tap(),
    clipboard: () => page.evaluate(() => navigator.clipboard.readText()),
  };
}

for (const language of ["en", "zh"] as const) {
  test(`tasks: rerender, stop a hanging frame, view and link, output path, change and undo, ${language}`, async ({
    page,
    world,
  }) => {
    test.slow();
    await prefer(page, { language });
    const { text, start, dialog, closeDialog, button, row, group, entry, clipboard } = partsOf(page, language);
    const search = page.getByRole("searchbox");
    const restarts = () => world.answered("restartFrame").length + world.answered("restartFailedFrames").length;
    const level = () => world.farm.jobsById.get(world.idOf(scenes.rendering))?.userLevel;
    await page.goto("/tasks");
    await expect(row(scenes.rendering)).toBeVisible();
    await expectTouchable(page, "tasks");

    await test.step("find a task and rerender its failed frames", async () => {
      await search.fill("robot_s040");
      await row(scenes.withFailed).tap();
      const panel = page.getByRole("complementary");
      const act = panel.getByRole("button", { name: start("task.selection.rerender") });
      await expect(act).toBeVisible();
      await expectTouchable(page, "the panel");
      await act.tap();
      await expectTouchable(page, "the dialog of a command");
      await button("task.action.rerender.confirm", dialog).tap();
      await expect.poll(restarts).toBe(1);
      await closeDialog();
      await button("task.panel.close").tap();
      await search.fill("");
    });
    await test.step("rerender what failed in many tasks", async () => {
      await group("task.group.needsYou").tap();
      const act = page
        .getByRole("listitem")
        .getByRole("button", { name: start("task.selection.rerender") })
        .first();
      await expect(act).toBeVisible();
      await expectTouchable(page, "what needs you");
      const before = restarts();
      await act.tap();
      await button("task.action.rerender.confirm", dialog).tap();
      await expect.poll(restarts).toBeGreaterThan(before);
      await closeDialog();
    });
    await test.step("stop the frame that hangs and render it again", async () => {
      const act = page.getByRole("button", { name: start("task.needs.act.stopRerender.button") });
      await act.tap({ timeout: 40_000 });
      await expectTouchable(page, "the dialog of a hung frame");
      const before = restarts();
      await button("task.needs.act.stopRerender.confirm", dialog).tap();
      await expect.poll(restarts, { timeout: 30_000 }).toBeGreaterThan(before);
      expect(world.answered("stopTaskFrames").length).toBeGreaterThan(0);
      await closeDialog();
      await group("task.group.needsYou").tap();
    });
    await test.step("save tasks as a view and share it", async () => {
      await search.fill("lighting");
      await group("task.group.running").tap();
      await button("task.views.title").tap();
      await dialog.getByRole("textbox", { name: text("task.views.name") }).fill("Lighting now");
      await button("task.views.save", dialog).tap();
      await expectTouchable(page, "the views");
      await button("task.views.title").tap();
      await button("task.more.title").tap();
      await expectTouchable(page, "the further menu");
      await entry("task.views.copyLink").tap();
      await expect.poll(clipboard).toMatch(/q=lighting.*/);
      expect(await clipboard()).toMatch(/group=running/);
      await group("task.group.running").tap();
    });
    await test.step("copy the path of the output", async () => {
      await search.fill(scenes.stopped);
      await row(scenes.stopped).getByRole("button").last().tap();
      await expectTouchable(page, "the menu of a task");
      await entry("task.action.files.menu").tap();
      await dialog
        .getByRole("navigation")
        .getByRole("button", { name: text("common.copy") })
        .tap();
      await expect.poll(clipboard).toMatch(/^\//);
      await expectTouchable(page, "the output files");
      await closeDialog();
    });
    await test.step("change tasks, and take it back", async () => {
      const before = level();
      await search.fill("dragon_s010_sh0200");
      await row(scenes.rendering).getByRole("checkbox").tap();
      await expectTouchable(page, "a selection");
      await button("task.selection.change").tap();
      await dialog.getByLabel(text("current.change.hours")).fill("36");
      await dialog.getByText(text(`current.change.level.${before === 60 ? "50" : "60"}`)).tap();
      await expectTouchable(page, "the dialog of changes");
      await dialog.getByRole("button", { name: text("current.change.confirm") }).tap();
      await expect.poll(level).not.toBe(before);
      await button("common.undo").tap();
      await expect.poll(level).toBe(before);
    });
  });

  test(`pages: report, wall, frames, environments, ${language}`, async ({ page, world }) => {
    test.slow();
    await prefer(page, { language });
    await page.addInitScript(() => Object.assign(window, { print: () => Object.assign(window, { printed: true }) }));
    const { text, dialog, button, entry, toPage } = partsOf(page, language);
    await page.goto(`/tasks/${world.idOf(scenes.withFailed)}`);

    await test.step("see frames in the upper part of the page", async () => {
      const first = page.getByRole("treegrid").getByRole("row").nth(1);
      await expect(first).toBeVisible();
      // The buttons above get their words and prices a moment later.
      await expect.poll(async () => (await first.boundingBox())?.y).toBeLessThan(844 * 0.4);
      await expectTouchable(page, "frames");
    });
    await test.step("send a report", async () => {
      await toPage("shell.nav.tasks");
      await button("task.more.title").tap();
      await entry("task.report.menu").tap();
      await expect(page.getByRole("article")).toBeVisible();
      await expectTouchable(page, "the report");
      await button("task.report.print").tap();
      expect(await page.evaluate(() => Reflect.get(window, "printed"))).toBe(true);
    });
    await test.step("look at the wall", async () => {
      await toPage("shell.nav.monitor");
      await expect(page.getByRole("article").first()).toBeVisible();
      await expectTouchable(page, "the wall");
    });
    await test.step("copy an environment, change, compare, make default, delete the original", async () => {
      await toPage("shell.nav.environments");
      const link = (name: string) => page.getByRole("main").getByRole("link", { name, exact: true });
      const panel = page.getByRole("complementary");
      await page
        .getByRole("navigation")
        .getByRole("link", { name: /3ds Max/ })
        .tap();
      await link("max2018_vray36").waitFor();
      await expectTouchable(page, "environments");
      await link("max2018_vray36").tap();
      await button("environments.duplicate").waitFor();
      await expectTouchable(page, "an environment");
      await button("environments.duplicate").tap();
      await panel.getByRole("textbox", { name: text("environments.field.name") }).fill("max2018_vray41");
      await panel.getByRole("combobox", { name: "vray", exact: true }).selectOption("4.10.02");
      await expectTouchable(page, "the editor");
      await button("environments.create").tap();
      await expect(page.getByRole("heading", { name: "max2018_vray41" })).toBeVisible();
      await button("environments.compare.open").tap();
      await expect(dialog).toContainText("4.10.02");
      await expectTouchable(page, "a comparison");
      await button("common.close", dialog).tap();
      await button("environments.default.open").tap();
      await button("environments.makeDefault", dialog).tap();
      await expect(dialog).toBeHidden();
      await panel.getByRole("button", { name: text("environments.close") }).tap();
      await link("max2018_vray36").tap();
      await button("environments.delete.open", panel).tap();
      await button("environments.delete.confirm", dialog).tap();
      await expect(link("max2018_vray36")).toBeHidden();
      expect(world.answered("deleteRenderEnv")).toEqual([{ editName: "max2018_vray36" }]);
    });
  });
}
