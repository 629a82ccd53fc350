/** The groups of the list, what needs a user and its causes with one priced act each, in both dialects and languages. */
import type { Page } from "@playwright/test";
import { expectNothingSerious } from "./axe";
import { expect, lookAgain, test } from "./fixtures";
import { scenes } from "./pages/tasks";

const tabs = (page: Page) => page.getByRole("group", { name: "Groups" }).getByRole("button");

for (const dialect of ["2018", "current"] as const) {
  test.describe(`in the dialect ${dialect}`, () => {
    test.use({ dialect });

    test("a cause has its tasks and one priced act, which opens the dialog with the same price", async ({
      page,
      tasksPage: tasks,
      world,
    }) => {
      await tasks.open("?group=needsYou");
      const causes = page.getByRole("region", { name: "What needs you" });
      const failed = causes.getByRole("listitem").filter({ hasText: "Blocked" });
      await expect(failed).toContainText("1 task");
      const act = failed.getByRole("button");
      await expect(act).toHaveText("Rerender 1 failed frame · no estimate");
      const frames = causes.getByRole("listitem").filter({ hasText: /^✕Failed frames/ });
      await expect(frames.getByRole("button")).toHaveText(/^Rerender \d+ failed frames · ≈ ¥[\d.]+–¥[\d.]+/);
      const label = (await frames.getByRole("button").textContent()) ?? "";
      await frames.getByRole("button").click();
      const [low, high] = label.match(/[\d.]+(?=–|$| )/g)?.slice(-2) ?? [];
      await expect(tasks.dialog).toContainText(`About ¥${low}–¥${high?.replace("¥", "")}`);
      await page.keyboard.press("Escape");
      await expect(tasks.dialog).toBeHidden();

      await act.click();
      await tasks.confirm("Rerender 1 failed frame");
      await expect(tasks.dialog).toBeHidden();
      expect(world.answered("restartFailedFrames").length).toBe(1);
      await expect(failed).toBeHidden();
    });
  });
}

test("a group filters, its count stays where it is, and old links with a status go on", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await tasks.open();
  const places = () => tabs(page).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
  const before = await places();
  const needs = Number(((await tasks.group(/^.?\s*Needs you/).textContent()) ?? "").replace(/\D/g, ""));
  await tasks.group(/Needs you/).click();
  await expect(page).toHaveURL(/group=needsYou/);
  await expect.poll(async () => (await tasks.order()).length).toBe(needs);
  await expect(page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Tasks" })).toContainText(
    String(needs),
  );
  // A running task with failed frames is in both groups.
  await expect(tasks.row(scenes.rendering)).toBeVisible();
  expect(await places()).toEqual(before);
  await tasks.group(/Running/).click();
  await expect(tasks.row(scenes.rendering)).toBeVisible();
  await expect(tasks.row(scenes.timedOut)).toBeHidden();
  expect(await places()).toEqual(before);
  world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
  await lookAgain(page, world);
  await expect(tasks.row(scenes.rendering)).toBeHidden();
  expect(await places()).toEqual(before);

  await tasks.open("?status=timedOut,unknown");
  await expect.poll(async () => (await tasks.order()).toSorted()).toEqual([scenes.unknown, scenes.timedOut]);
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page).toHaveURL(/\/tasks$/);
});

test("by layer and by node, the figures say what they are from", async ({ page, tasksPage: tasks }) => {
  await tasks.open("?group=needsYou");
  const causes = page.getByRole("region", { name: "What needs you" });
  await causes.getByRole("radio", { name: "Layer" }).check();
  const shadow = causes.getByRole("listitem").filter({ hasText: "shadow" });
  await expect(shadow).toContainText("2 frames");
  await expect(shadow.getByRole("button")).toHaveText(/^Rerender 2 failed frames/);
  // The dialect of 2018 names no machine.
  await causes.getByRole("radio", { name: "Node" }).check();
  await expect(causes).toContainText("No frame that was read names its node.");
});

test.describe("in the current dialect", () => {
  test.use({ dialect: "current" });

  test("failed frames are counted by node from the frames that were read", async ({ page, tasksPage: tasks }) => {
    await tasks.open("?group=needsYou");
    const causes = page.getByRole("region", { name: "What needs you" });
    await causes.getByRole("radio", { name: "Node" }).check();
    const first = causes.getByRole("listitem").first();
    await expect(first).toContainText(/^✕10\.[\d.]+\d+ of \d+ frames failed/);
    await expect(causes).toContainText(/From [\d,]+ frames of \d+ layers and tasks with failures \(\d+ in all\)/);
    await first.getByRole("button", { name: "Open" }).click();
    await expect(page).toHaveURL(/\/tasks\/\d+\?status=failed,timedOut&node=10\./);
  });
});

test("without anything that needs a user, the page says what runs and when it ends", async ({
  page,
  tasksPage: tasks,
}) => {
  await tasks.open();
  await page.goto("/tasks?group=needsYou&ended=2099-01-01T00:00Z");
  await expect(page.getByText("Nothing among the filtered tasks needs you")).toBeVisible();
  await expect(page.getByText(/tasks are running/)).toBeVisible();
});

test("last night stays relative on the URL", async ({ page, tasksPage: tasks }) => {
  await tasks.open();
  await page.getByRole("banner").getByRole("button", { name: "Ended", exact: true }).click();
  await page.getByRole("button", { name: "Last night" }).click();
  await expect(page).toHaveURL(/ended=last-night/);
  await expect(page.getByRole("button", { name: "Ended: Last night" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Ended: Last night" })).toBeVisible();
});

for (const [colorScheme, language] of [
  ["light", "English"],
  ["dark", "中文"],
] as const)
  test(`nothing is serious for axe: ${colorScheme}, ${language}`, async ({ page, tasksPage: tasks }) => {
    await page.emulateMedia({ colorScheme });
    await tasks.open();
    if (language === "中文") await page.getByRole("button", { name: "中文" }).click();
    await page.goto("/tasks?group=needsYou");
    await expect(page.getByRole("list").getByRole("button").first()).toBeVisible();
    await expectNothingSerious(page, "what needs a user");
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

test("the keyboard chooses a group, a cause and its act", async ({ page, tasksPage: tasks }) => {
  await tasks.open();
  await tasks.group(/Needs you/).focus();
  await page.keyboard.press("Enter");
  const causes = page.getByRole("region", { name: "What needs you" });
  await expect(causes.getByRole("radio", { name: "Cause" })).toBeVisible();
  await causes.getByRole("radio", { name: "Cause" }).focus();
  await page.keyboard.press("Tab");
  await expect(causes.getByRole("checkbox", { name: "Not claimed" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(causes.getByRole("link").first()).toBeFocused();
  const act = causes.getByRole("button").first();
  await act.focus();
  await page.keyboard.press("Enter");
  await expect(tasks.dialog).toBeVisible();
  await page.keyboard.press("Escape");
  // As after every dialog of the page, the focus is in the list.
  await expect(tasks.grid.locator(":focus")).toHaveCount(1);
});
