/** The report on screen, as text, as CSV and on paper; and the time zone of all times. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { scenes } from "./pages/tasks";

const openReport = async (page: Page) => {
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Report…" }).click();
  await expect(page.getByRole("dialog", { name: "Report" })).toBeVisible();
};
const hourOf = (text: string) => Number(/ (\d\d):/.exec(text)?.[1]);

test("the report of the view has the figures of the farm, as text and as CSV", async ({
  context,
  page,
  tasksPage: tasks,
  world,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await tasks.open(`?q=${encodeURIComponent(scenes.withFailed)}`);
  await openReport(page);
  const [leaf] = world.leavesOf(scenes.withFailed);
  await expect(tasks.dialog).toContainText(`${leaf?.done} of ${leaf?.total} frames`);
  await expect(tasks.dialog).toContainText(`¥${leaf?.cost.toFixed(2)}`);
  await tasks.dialog.getByRole("button", { name: "Copy as text" }).click();
  await expect(page.getByText("Report copied", { exact: true })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain("1 task · Created ");
  expect(text).toContain(`Failed frames: ${leaf?.failed}`);
  expect(text).toContain(scenes.withFailed);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    tasks.dialog.getByRole("button", { name: "CSV" }).click(),
  ]);
  const csv = await readFile(await download.path(), "utf8");
  expect(csv.split("\r\n")).toHaveLength(3);
  expect(csv).toContain(scenes.withFailed);
});

test("the printed page has the report only, in the chosen language, also in the dark theme", async ({
  page,
  tasksPage: tasks,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await tasks.open();
  await openReport(page);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(tasks.dialog.getByText("Cost so far")).toBeVisible();
  await expect(tasks.grid).toBeHidden();
  await expect(page.getByRole("contentinfo")).toBeHidden();
  await expect(tasks.dialog.getByRole("button")).toHaveCount(0);
  const ink = await tasks.dialog.getByText("Cost so far").evaluate((element) => getComputedStyle(element).color);
  expect(ink).toBe("rgb(0, 0, 0)");
  // The whole report, also below the height of the window.
  const lines = await tasks.dialog.getByRole("listitem").count();
  expect(lines).toBe(40);
  const cut = await tasks.dialog.evaluate((dialog) => {
    const last = [...dialog.querySelectorAll("li")].at(-1)?.getBoundingClientRect().bottom ?? 0;
    return last - dialog.getBoundingClientRect().bottom;
  });
  expect(cut).toBeLessThanOrEqual(0);
  await page.emulateMedia({ media: "screen", colorScheme: "dark" });
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("button", { name: "更多", exact: true }).click();
  await page.getByRole("menuitem", { name: /报告|报表/ }).click();
  await expect(tasks.dialog).not.toContainText("Cost so far");
});

test("the row menu opens the report of one task", async ({ page, tasksPage: tasks }) => {
  await tasks.open();
  await tasks.row(scenes.renderingLayers).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Report…" }).click();
  await expect(tasks.dialog.getByRole("listitem")).toHaveCount(1);
  await expect(tasks.dialog).toContainText(scenes.renderingLayers);
  await page.keyboard.press("Escape");
  await expect(tasks.row(scenes.renderingLayers)).toBeFocused();
});

test("the time zone changes every time on screen, with its offset", async ({ page, tasksPage: tasks, world }) => {
  await page.clock.setFixedTime(Date.now());
  await tasks.open(`?task=${world.idOf(scenes.rendering)}`);
  await expect(tasks.panel).toContainText("UTC");
  const eta = tasks.row(scenes.rendering).getByRole("gridcell", { name: /\d\d:\d\d–/ });
  const hour = async () => Number.parseInt((await eta.innerText()).match(/(\d\d):\d\d–/)?.[1] ?? "", 10);
  const zone = tasks.statusLine.getByRole("button", { name: /UTC/ });
  await expect(zone).toHaveText(/^UTC\S* · \d\d:\d\d · local$/);
  const [before, clock] = [await hour(), await zone.innerText()];
  const offsets = () => page.getByText(/\d\d:\d\d:\d\d UTC/).allInnerTexts();
  expect((await offsets()).length).toBeGreaterThan(1);

  await zone.click();
  await expect(zone).toHaveText(/^UTC\+8 · \d\d:\d\d · farm$/);
  expect((await hour()) % 24).toBe((before + 8) % 24);
  expect(hourOf(await zone.innerText())).toBe((hourOf(clock) + 8) % 24);
  const moments = await offsets();
  expect(moments.length).toBeGreaterThan(1);
  expect(moments.filter((moment) => !moment.includes("UTC+8"))).toEqual([]);
  // Titles have times too: the absolute time of each relative one.
  const titles = await tasks.grid
    .locator("[title*=UTC]")
    .evaluateAll((all) => all.map((one) => one.getAttribute("title")));
  expect(titles.length).toBeGreaterThan(10);
  expect(titles.filter((title) => !title?.includes("UTC+8"))).toEqual([]);
  await page.reload();
  await expect(zone).toHaveText(/^UTC\+8/);
});
