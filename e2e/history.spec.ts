/** History in a real browser, over what the server has recorded of the farm. */
import type { Page } from "@playwright/test";
import { expectNothingSerious, expectNothingSeriousInThemes } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { scenes } from "./pages/tasks";
import type { World } from "./world";

const figure = (page: Page, name: string) =>
  page
    .locator("main dl > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator("dd")
    .first();
const firstTable = (page: Page) => page.getByRole("main").getByRole("table").first();

/** Lets the farm work for an hour while the server reads it. */
async function work(world: World) {
  await world.collect();
  for (let minutes = 0; minutes < 60; minutes += 15) {
    world.pass(900);
    await world.collect();
  }
}

async function open(page: Page, search = "") {
  await page.goto(`/history${search}`);
  await expect(firstTable(page)).toBeVisible();
}

const doneOn = ({ farm }: World) =>
  farm.jobs.flatMap(({ leaves }) => leaves).reduce((sum, leaf) => sum + leaf.counts.done, 0);
const count = (value: number) => value.toLocaleString("en");

test("the figures equal the state of the farm, and follow it", async ({ page, world }) => {
  await prefer(page, { timeZone: "utc" });
  await world.collect();
  // The tasks of the specification are years old.
  await open(page, "?range=own&from=2010-01-01&to=2035-12-31");
  const first = doneOn(world);
  await expect(figure(page, "Frames done")).toHaveText(count(first));
  await work(world);
  expect(doneOn(world)).toBeGreaterThan(first);
  await page.reload();
  await expect(figure(page, "Frames done")).toHaveText(count(doneOn(world)));
});

test("the view is the URL, and a link shows the same", async ({ page, world }) => {
  await work(world);
  await open(page);
  await page.getByRole("combobox", { name: "Period" }).selectOption("Last 30 days");
  await page.getByRole("combobox", { name: "By" }).selectOption("By software");
  await page.getByRole("combobox", { name: "Figure" }).selectOption("Frames done");
  await page.getByRole("button", { name: "Failed", exact: true }).click();
  await expect(page).toHaveURL(/\?range=30d&by=software&figure=done&sort=-failed$/);
  const failed = page.getByRole("columnheader", { name: "Failed" });
  await expect(failed).toHaveAttribute("aria-sort", "descending");
  const shown = await firstTable(page).innerText();
  await page.reload();
  await expect(failed).toHaveAttribute("aria-sort", "descending");
  expect(await firstTable(page).innerText()).toBe(shown);
});

test("the keys lead to the page, through its controls and to the tasks of a project", async ({
  page,
  tasksPage,
  world,
}) => {
  await work(world);
  await tasksPage.open();
  await page.getByRole("link", { name: "History", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(firstTable(page)).toBeVisible();
  for (let stop = 0; stop < 3; stop += 1) await page.keyboard.press("Tab");
  await expect(page.getByRole("combobox", { name: "Period" })).toBeFocused();
  const link = firstTable(page).getByRole("link").first();
  const name = await link.innerText();
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/tasks\?/);
  const search = new URL(page.url()).searchParams;
  expect(search.get("project")).toBe(name);
  expect(search.get("from")).toMatch(/^\d{4}-\d\d-\d\d$/);
});

for (const language of ["en", "zh"] as const)
  test(`axe has no serious finding in either theme, ${language}, and a phone shows all of it`, async ({
    page,
    world,
  }) => {
    await prefer(page, { language });
    await work(world);
    await page.goto("/history?range=own&from=2005-01-01&to=2005-01-31");
    await expect(page.getByRole("main").getByRole("heading", { level: 2 })).toBeVisible();
    await expectNothingSeriousInThemes(page, "no memory");
    for (const search of ["?range=30d", "?by=total&range=today&figure=done"]) {
      await open(page, search);
      await expectNothingSeriousInThemes(page, search);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, "?range=30d");
    await expectNothingSeriousInThemes(page, "390 px");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
    await expect(page.getByRole("main").getByRole("table").last()).toBeVisible();
  });

test("the printed page has the whole view in black on white, without navigation", async ({ page, world }) => {
  await prefer(page, { theme: "dark" });
  await work(world);
  await open(page, "?range=30d&per=day");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "Pages", exact: true })).toBeHidden();
  await expect(page.getByRole("contentinfo")).toBeHidden();
  await expect(page.getByRole("button", { name: "CSV" })).toBeHidden();
  const cell = page.getByRole("cell").first();
  expect(await cell.evaluate((element) => getComputedStyle(element).color)).toBe("rgb(0, 0, 0)");
  // Rows far below the window are on the paper.
  const cut = await page.getByRole("main").evaluate((main) => main.scrollHeight - main.clientHeight);
  expect(cut).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(1200);
});

test("the panel of a task has its events", async ({ page, tasksPage, world }) => {
  await work(world);
  world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
  await world.collect();
  await tasksPage.open(`?task=${world.idOf(scenes.rendering)}`);
  const panel = page.getByRole("complementary");
  await panel.getByText("History", { exact: true }).click();
  await expect(panel.getByRole("list", { name: "Events" }).getByRole("listitem").last()).toContainText("Stopped");
  await expectNothingSerious(page, "history in the panel", "aside");
});
