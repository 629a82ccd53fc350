/** The report on screen, as a link, as CSV and on paper; and the time zone of all times. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectNothingSeriousInThemes } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { scenes } from "./pages/tasks";

const sheet = (page: Page) => page.getByRole("main").getByRole("article");
const openReport = async (page: Page) => {
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Report…" }).click();
  await expect(sheet(page)).toBeVisible();
};
/** Pages of the PDF that the browser prints. */
const pagesOf = async (page: Page) =>
  (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g)?.length;

const hourOf = (text: string) => Number(/ (\d\d):/.exec(text)?.[1]);

test("the report of the view has the figures of the farm, on the URL, as a link and as CSV", async ({
  context,
  page,
  tasksPage: tasks,
  world,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await tasks.open(`?q=${encodeURIComponent(scenes.withFailed)}`);
  await openReport(page);
  const [leaf] = world.leavesOf(scenes.withFailed);
  await expect(sheet(page)).toContainText(`${leaf?.done} of ${leaf?.total} frames · ${leaf?.failed} failed · 1 task`);
  await expect(sheet(page)).toContainText(`¥${leaf?.cost.toFixed(2)}`);
  await expect(sheet(page).getByRole("table", { name: "1 task needs a decision" })).toContainText(scenes.withFailed);
  await page.getByRole("combobox", { name: "Period" }).selectOption("Last 7 days");
  await page.getByRole("combobox", { name: "Sums" }).selectOption("By user");
  await expect(page).toHaveURL(/\/tasks\/report\?q=.*period=7d&by=user$/);
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText("Link copied", { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await page.reload();
  await expect(sheet(page).getByRole("table", { name: "By user" })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV" }).click(),
  ]);
  const csv = await readFile(await download.path(), "utf8");
  expect(csv.split("\r\n")).toHaveLength(3);
  expect(csv).toContain(scenes.withFailed);
});

test("the report has the spend of each recorded day, as CSV too, and its sum is what was spent", async ({
  page,
  world,
}) => {
  await page.goto("/tasks/report?period=7d");
  const days = sheet(page).getByRole("table", { name: /^Spend per day/ });
  const rows = days.getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(rows).toHaveCount(1);
  await expect(sheet(page)).toContainText(/recorded since/);
  world.pass(86_400);
  await page.reload();
  await expect(rows).toHaveCount(2);
  const amounts = async () =>
    (await rows.locator("td:last-child").allInnerTexts()).map((text) => Number(text.replaceAll(/[^\d.]/g, "")));
  const spent = () =>
    sheet(page).locator("dl > div").filter({ hasText: "Spent last 7 days" }).locator("dd").first().innerText();
  await expect
    .poll(async () => {
      const sum = (await amounts()).reduce((all, amount) => all + amount, 0);
      return Math.abs(sum - Number((await spent()).replaceAll(/[^\d.]/g, "")));
    })
    .toBeLessThan(0.02);
  expect(Math.max(...(await amounts()))).toBeGreaterThan(0);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    days.getByRole("button", { name: "CSV of all days" }).click(),
  ]);
  const csv = await readFile(await download.path(), "utf8");
  expect(csv.trim().split("\r\n")).toHaveLength(3);
  await page.emulateMedia({ media: "print" });
  await expect(days).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
});

test("prints the report only, on one page of A4, in light colours also in the dark theme", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/tasks/report");
  await page.getByRole("textbox", { name: "Your name" }).fill("Maria Santos");
  await expect(sheet(page).getByText("Maria Santos")).toBeVisible();
  await expect(page.getByRole("button", { name: "Print or PDF" })).toBeInViewport({ ratio: 1 });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(sheet(page).getByText("Cost so far")).toBeVisible();
  await expect(page.getByRole("contentinfo")).toBeHidden();
  await expect(page.getByRole("navigation")).toBeHidden();
  await expect(page.getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("combobox")).toHaveCount(0);
  await expect(sheet(page)).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await expect(sheet(page).getByText("Cost so far")).toHaveCSS("color", "rgb(75, 83, 97)");
  await page.emulateMedia({ media: null, colorScheme: "dark" });
  expect(await pagesOf(page)).toBe(1);
});

test("the row menu opens the report of one task, and Back leads to the list", async ({ page, tasksPage: tasks }) => {
  await tasks.open();
  await tasks.row(scenes.renderingLayers).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Report…" }).click();
  await expect(sheet(page).getByRole("heading", { name: scenes.renderingLayers })).toBeVisible();
  await page.goBack();
  await expect(tasks.row(scenes.renderingLayers)).toBeVisible();
});

test("every choice and action of the report is reached by the keyboard", async ({ page }) => {
  await page.goto("/tasks/report");
  await expect(sheet(page)).toBeVisible();
  await page.getByRole("combobox", { name: "Period" }).focus();
  const names: string[] = [];
  for (let step = 0; step < 40 && names.at(-1) !== "Print or PDF"; step += 1) {
    await page.keyboard.press("Tab");
    names.push(await page.evaluate(() => document.activeElement?.textContent ?? ""));
  }
  expect(names.at(-1)).toBe("Print or PDF");
  expect(names).toContain("Copy link");
});

for (const language of ["en", "zh"] as const)
  test(`axe has no serious finding in the report in either theme, ${language}, also on a phone`, async ({ page }) => {
    await prefer(page, { language });
    await page.goto("/tasks/report");
    await expect(sheet(page)).toBeVisible();
    await expectNothingSeriousInThemes(page, "wide");
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await expectNothingSeriousInThemes(page, "phone");
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
