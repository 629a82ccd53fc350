/** Accessibility: no serious axe finding on any page, theme or language; ARIA of the tree; use on a phone. */
import { expectNothingSerious, expectNothingSeriousInThemes } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { scenes } from "./pages/tasks";

// Axe takes a second per thousand elements: a dozen rows in the most urgent states have every kind of cell.
test.describe("axe", () => {
  test.use({ viewport: { width: 1440, height: 480 } });

  for (const language of ["en", "zh"] as const)
    test(`axe has no serious finding in either theme, ${language}`, async ({ page, world }) => {
      test.slow();
      await prefer(page, { language });
      await page.goto(`/tasks?sort=status&open=${world.idOf(scenes.timedOut)}`);
      const row = page.getByRole("row", { name: scenes.withFailed, exact: true });
      await expect(row).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", language === "en" ? "en" : /^zh/);

      await row.getByRole("checkbox").click();
      await expect(row).toHaveAttribute("aria-selected", "true");

      await row.click({ button: "right" });
      await expect(page.getByRole("menu")).toBeVisible();
      await expectNothingSeriousInThemes(page, "tasks with a selection and a menu");
      await page.keyboard.press("Escape");

      await row.focus();
      await page.keyboard.press("r");
      const dialog = page.getByRole("dialog");
      await expect(dialog.getByText("¥").first()).toBeVisible();
      // The confirm button is the last one; it is disabled until the state is loaded.
      await expect(dialog.getByRole("button").last()).toBeEnabled();
      await expectNothingSeriousInThemes(page, "action dialog", "[role=dialog]");
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();

      await row.focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("complementary")).toBeVisible();
      await expectNothingSeriousInThemes(page, "task panel", "aside");

      await page.goto("/nowhere");
      await expect(page.getByRole("heading")).toBeVisible();
      await expectNothingSeriousInThemes(page, "not found");
    });
});

test("the tree has ARIA attributes for rows, levels, positions and expansion", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await tasks.open();
  await expect(page.getByText("40 tasks", { exact: true })).toBeVisible();
  await expect(tasks.grid).toHaveAttribute("aria-rowcount", "41");
  await expect(tasks.grid).toHaveAttribute("aria-multiselectable", "true");
  // The column of costs comes with the profile of the account.
  await expect(tasks.grid.getByRole("columnheader", { name: /^Cost/ })).toBeVisible();
  await expect(tasks.grid).toHaveAttribute("aria-colcount", String(await tasks.grid.getByRole("columnheader").count()));
  const shell = tasks.row(scenes.renderingLayers);
  const index = Number(await shell.getAttribute("aria-rowindex"));
  await expect(shell).toHaveAttribute("aria-level", "1");
  await expect(shell).toHaveAttribute("aria-expanded", "false");
  await expect(tasks.row(scenes.rendering)).not.toHaveAttribute("aria-expanded");
  await shell.getByRole("button", { name: "Show 4 layers" }).click();
  await expect(shell).toHaveAttribute("aria-expanded", "true");
  await expect(tasks.grid).toHaveAttribute("aria-rowcount", "45");
  const children = tasks.grid.locator('[aria-level="2"]');
  await expect(children).toHaveCount(4);
  for (let place = 0; place < 4; place += 1)
    await expect(children.nth(place)).toHaveAttribute("aria-rowindex", String(index + 1 + place));
  const names = await children.evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label")));
  expect(new Set(names).size).toBe(4);

  await tasks.row(scenes.rendering).focus();
  await page.keyboard.press("End");
  const last = tasks.row(world.farm.jobs[0]?.sceneName ?? "");
  await expect(last).toHaveAttribute("aria-rowindex", "45");
  // Tab has one stop in the grid at any scroll position.
  expect(await tasks.grid.locator('[tabindex="0"]').count()).toBe(1);
});

test("the passes of one scene have different names", async ({ tasksPage: tasks }) => {
  await tasks.open("?q=18278&open=18278");
  const children = tasks.grid.locator('[aria-level="2"]');
  await expect(children).toHaveCount(2);
  const names = await children.evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label")));
  expect(new Set([...names, scenes.specFinished]).size).toBe(3);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  for (const language of ["en", "zh"] as const)
    test(`the status line is not cut off in ${language}, with old data of a paused page`, async ({
      page,
      tasksPage: tasks,
    }) => {
      await page.clock.install();
      await prefer(page, { language, polling: "off" });
      await page.goto("/tasks");
      await expect(page.getByRole("row").nth(1)).toBeVisible();
      await page.clock.fastForward(100 * 3600 * 1000);
      await expect(tasks.statusLine.getByText(/4 ?[d天]/)).toBeVisible();
      // The bell loads after the rows.
      const buttons = tasks.statusLine.getByRole("button");
      await expect.poll(() => buttons.count()).toBe(3);
      for (const button of await buttons.all()) await expect(button).toBeInViewport({ ratio: 1 });
      expect(await tasks.statusLine.evaluate((line) => line.scrollWidth - line.clientWidth)).toBeLessThanOrEqual(0);
    });

  test("the page does not scroll sideways and every action is reachable", async ({ page, tasksPage: tasks, world }) => {
    await tasks.open();
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await expect(tasks.row(scenes.renderingLayers)).toContainText("1,436 / 2,880");

    await tasks
      .row(scenes.rendering)
      .getByRole("button", { name: `Actions for ${scenes.rendering}` })
      .tap();
    for (const name of ["Details", "Rerender 6 failed frames", "Stop", "Abandon…"])
      await expect(page.getByRole("menuitem", { name })).toBeInViewport();
    await page.getByRole("menuitem", { name: "Stop" }).tap();
    await expect(tasks.dialog.getByRole("button", { name: "Stop 1 task" })).toBeInViewport();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await tasks.dialog.getByRole("button", { name: "Stop 1 task" }).tap();
    await expect(tasks.dialog).toBeHidden();
    expect(world.answered("stopTask")).toHaveLength(1);

    await tasks.search.fill(scenes.withFailed);
    await tasks.row(scenes.withFailed).getByRole("checkbox").tap();
    await expect(tasks.selectionBar.getByRole("button", { name: /Rerender 12/ })).toBeInViewport();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await tasks.selectionBar.getByRole("button", { name: "Clear selection" }).tap();

    await tasks.row(scenes.withFailed).tap();
    await expect(tasks.panel.getByRole("button", { name: "Close details" })).toBeInViewport();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await tasks.panel.getByRole("button", { name: "Close details" }).tap();
    await page.getByRole("button", { name: "Filters" }).tap();
    await expect(page.getByRole("button", { name: "Software" })).toBeInViewport();
    await expectNothingSerious(page, "phone");
  });
});
