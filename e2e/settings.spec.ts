/** Settings: shown values, and the requests of each change. */
import type { Page } from "@playwright/test";
import { expectNoFinding } from "./axe";
import { expect, test } from "./fixtures";
import { tabTo } from "./pages/tab-to";

const sections = ["account", "farm", "labels", "transfer", "platforms", "errors", "preferences", "about"] as const;

const open = async (page: Page, section: string) => {
  await page.goto(`/settings?section=${section}`);
  await expect(page.getByRole("heading", { level: 2 })).toBeVisible();
};
const value = (page: Page, name: string) =>
  page
    .locator("dl > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator("dd")
    .first();

test("the account shows money and zone, and contact data on request", async ({ page, world }) => {
  await page.goto("/settings");
  await expect(value(page, "Balance")).toHaveText("¥86,400.00");
  await expect(value(page, "Zone")).toContainText("China");
  await expect(page.getByText("173333333333")).toBeHidden();
  await page.getByRole("button", { name: "Show contact data" }).click();
  await expect(value(page, "Phone")).toHaveText("173333333333");
  expect(world.answered("queryUserProfile")).toContainEqual({});
});

test("the keyboard changes the reminder, which is read back from the farm", async ({ page, world }) => {
  await page.goto("/settings?section=account");
  await page.getByRole("link", { name: "Farm settings" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Now: 12 hours")).toBeVisible();
  const field = page.getByRole("textbox", { name: "New reminder, in hours" });
  await tabTo(page, field);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("1000");
  await page.keyboard.press("Enter");
  await expect(page.getByText("A whole number from 1 to 720", { exact: true })).toBeVisible();
  await expect(field).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("13");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Change the reminder to 13 hours?" });
  await expect(dialog.getByText("12 hours")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  expect(world.received("updateUserSetting")).toEqual([]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Now: 13 hours")).toBeVisible();
  await expect(field).toBeFocused();
  expect(world.answered("updateUserSetting")).toEqual([{ taskOverTime: 13 }]);
  expect(world.farm.account.setting.taskOverTime).toBe(13);
});

test("the reminder dialog shows the change of another client", async ({ page, world }) => {
  await open(page, "farm");
  await expect(page.getByText("Now: 12 hours")).toBeVisible();
  world.elsewhere("updateUserSetting", { taskOverTime: 48 });
  await page.getByRole("textbox", { name: "New reminder, in hours" }).fill("24");
  await page.getByRole("button", { name: "Change…" }).click();
  await expect(page.getByRole("dialog").getByText("48 hours")).toBeVisible();
});

test("a refused change keeps the input and is sent once", async ({ page, world }) => {
  world.faults.set("updateUserSetting", { kind: "refuse", code: 605 });
  await open(page, "farm");
  const field = page.getByRole("textbox", { name: "New reminder, in hours" });
  await field.fill("24");
  await page.getByRole("button", { name: "Change…" }).click();
  await page.getByRole("button", { name: "Change to 24 hours" }).click();
  await expect(page.getByRole("alert")).toContainText("not enough permissions");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(field).toHaveValue("24");
  expect(world.received("updateUserSetting")).toHaveLength(1);
  expect(world.farm.account.setting.taskOverTime).toBe(12);
});

test("a project label is added, refused when it exists, and deleted", async ({ page, world }) => {
  await open(page, "labels");
  const field = page.getByRole("textbox", { name: "Name of the new label" });
  await field.fill(' 新项目 "A" ');
  await field.press("Enter");
  const row = page.getByRole("listitem").filter({ hasText: '新项目 "A"' });
  await expect(row).toContainText("no task");
  expect(world.answered("addLabel")).toEqual([{ newName: '新项目 "A"', status: 0 }]);

  await field.fill('新项目 "A"');
  await field.press("Enter");
  await expect(page.getByText(/the name is taken \(code 503\)/)).toBeVisible();
  await expect(field).toHaveValue('新项目 "A"');

  await row.getByRole("button").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("No loaded task uses it.");
  await expect(dialog).toContainText("Counted over all 40 tasks.");
  expect(world.received("deleteLabel")).toEqual([]);
  await dialog.getByRole("button", { name: "Delete label" }).click();
  await expect(row).toBeHidden();
  await expect(field).toBeFocused();
  expect(world.answered("deleteLabel")).toEqual([{ delName: '新项目 "A"' }]);
  expect(world.farm.account.labels.map((label) => label.projectName)).not.toContain('新项目 "A"');
});

test("a label links to its tasks", async ({ page, tasksPage, world }) => {
  const count = world.farm.jobs.filter((job) => job.projectName === "Dragon").length;
  await open(page, "labels");
  await page
    .getByRole("listitem")
    .filter({ hasText: "Dragon" })
    .getByRole("link", { name: `${count} tasks` })
    .click();
  await expect(page).toHaveURL(/\/tasks\?project=Dragon/);
  await expect.poll(async () => (await tasksPage.order()).length).toBe(count);
});

test("the page shows transfer ids and platforms", async ({ page, world }) => {
  await open(page, "transfer");
  await expect(value(page, "Input")).toContainText("10201");
  await expect(value(page, "Configuration")).toContainText("30201");
  await expect(page.getByRole("button", { name: "Copy Output" })).toBeVisible();
  await page.getByRole("link", { name: "Platforms" }).click();
  await expect(page.getByRole("table", { name: /China/ }).getByText("Platform W3")).toBeVisible();
  await expect(page.getByRole("table", { name: /international/ }).getByText("Platform W2")).toBeVisible();
  expect(world.answered("getTransferBid")).toEqual([{}]);
  expect(world.answered("queryPlatforms")).toEqual(expect.arrayContaining([{ zone: 1 }, { zone: 2 }]));
});

test("an analysis error code opens its explanation in both languages, also from a link", async ({ page, world }) => {
  await open(page, "errors");
  await page.getByRole("textbox", { name: "Error code" }).fill("15000");
  await page.keyboard.press("Enter");
  await expect(page.getByText("启动 3ds max 卡住或者失败")).toBeVisible();
  await expect(page.getByText("Starting 3ds Max hangs or fails")).toBeVisible();
  await expect(page.getByRole("link", { name: /note\.youdao\.com/ }).first()).toHaveAttribute(
    "rel",
    "noopener noreferrer",
  );
  expect(world.answered("queryErrorDetail")).toEqual(
    expect.arrayContaining([
      { code: "15000", language: "0" },
      { code: "15000", language: "1" },
    ]),
  );
  await page.goto("/settings?section=errors&code=25010&language=en");
  await expect(page.getByText("The Maya scene has no render camera")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("textbox", { name: "Error code" })).toHaveValue("15000");
});

test("preferences survive a reload, apply in another tab at once, and can be reset", async ({ page, context }) => {
  await open(page, "preferences");
  const other = await context.newPage();
  await open(other, "preferences");
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.getByRole("radio", { name: "中文" }).check();
  await expect(page.getByRole("heading", { level: 1, name: "设置" })).toBeVisible();
  await expect(other.getByRole("heading", { level: 1, name: "设置" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("radio", { name: "深色" })).toBeChecked();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.getByRole("button", { name: "恢复默认" }).click();
  await expect(page.getByRole("radio", { name: "Match system" })).toBeChecked();
});

test("About shows version, farm and clock, and no secret", async ({ page, world }) => {
  await open(page, "about");
  await expect(value(page, "Farm")).toHaveText(`127.0.0.1:${world.farmPort}`);
  await expect(value(page, "Mode")).toHaveText("Real farm");
  await expect(value(page, "Page version")).toHaveText(/^\d+\.\d+\.\d+/);
  await expect(value(page, "Reading interval")).toContainText(/^(5|15|60) s/);
  await expect(value(page, "Task list read")).toContainText(/\d\d:\d\d/);
  await expect(value(page, "History")).toContainText(/^Recorded since .*\d\d:\d\d/);
  await expect(value(page, "Database")).toContainText("In memory");
  await expect(page.locator("body")).not.toContainText(/AKIDbrowser|SENTINEL/);
});

for (const section of sections)
  test(`${section} has no axe finding in either theme and fits a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await open(page, section === "errors" ? "errors&code=15000" : section);
      await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
      await expect(page.getByText("Loading…")).toHaveCount(0);
      await expect(
        page.getByRole("link", { name: await page.getByRole("heading", { level: 2 }).innerText() }),
      ).toBeInViewport();
      await expectNoFinding(page, `${section}, ${colorScheme}`, "main, nav");
      const sideways = await page.getByRole("main").evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(sideways).toBe(0);
    }
  });

test.describe("in the current dialect", () => {
  test.use({ dialect: "current", viewport: { width: 390, height: 844 } });

  test("a link to a section scrolls to it on a phone", async ({ page }) => {
    await open(page, "about");
    await expect(page.getByRole("link", { name: "Operation record" })).toBeAttached();
    await expect(page.getByRole("link", { name: "About" })).toBeInViewport({ ratio: 1 });
  });
});
