/** Two farm accounts in one server: each has its own addresses, tasks and stored settings. */
import { createFarm } from "../mocks/farm/farm";
import { startUpstream } from "../mocks/upstream";
import { expectNothingSerious } from "./axe";
import { test as base, expect, prefer } from "./fixtures";
import { scenes, tasksPage } from "./pages/tasks";
import { observeShifts, scroll, still } from "./shifts";
import { accessId, accessKey, type Server, startServer } from "./world";

const numbered = (number: number, variables: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [`RENDERBUS_${number}_${name}`, value]));

const test = base.extend<{ accounts: Server }>({
  accounts: async ({ world }, provide) => {
    const nowMs = Date.now();
    const farm = createFarm({ seed: 7, now: () => nowMs, tasks: 5 });
    const fox = await startUpstream({ farm, accessId: "AKIDfox", accessKey, port: 0 });
    const server = await startServer({
      ...numbered(1, { NAME: "cn", TITLE: "CN", ACCESS_ID: accessId, ACCESS_KEY: accessKey, PROTOCOL: "http" }),
      RENDERBUS_1_DOMAIN: `127.0.0.1:${world.farmPort}`,
      ...numbered(2, { NAME: "fox", TITLE: "Fox Renderfarm", ACCESS_ID: "AKIDfox", ACCESS_KEY: accessKey }),
      ...numbered(2, { PROTOCOL: "http", DOMAIN: `127.0.0.1:${fox.port}`, DIALECT: "current" }),
      RENDERDECK_DATA: ":memory:",
    });
    await provide(server);
    await server.stop();
    await fox.close();
    expect(server.output(), "the server's output").not.toContain(accessKey);
  },
  baseURL: async ({ accounts }, provide) => provide(accounts.origin),
});

test("the switch leads to the same page of the other account, and every address keeps its account", async ({
  page,
}) => {
  const tasks = tasksPage(page);
  await page.goto("/tasks?q=dragon");
  await expect(page).toHaveURL(/\/accounts\/cn\/tasks\?q=dragon$/);
  await expect(tasks.rows.nth(1)).toBeVisible();
  await page.getByRole("button", { name: "Farm account: CN" }).click();
  await page.getByRole("menuitem", { name: "Fox Renderfarm" }).click();
  await expect(page).toHaveURL(/\/accounts\/fox\/tasks$/);
  await expect(page.getByText(scenes.withFailed)).toBeHidden();
  await expect(page.getByRole("button", { name: "Farm account: Fox Renderfarm" })).toBeVisible();
  for (const [link, path] of [
    ["Monitor", "monitor"],
    ["History", "history"],
    ["Envs", "environments"],
    ["Settings", "settings"],
  ] as const) {
    await page.getByRole("navigation").getByRole("link", { name: link }).click();
    await expect(page).toHaveURL(new RegExp(`/accounts/fox/${path}`));
    await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  }
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeAttached();
});

test("a copied link opens the task in its account", async ({ page, context, world }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const tasks = tasksPage(page);
  await page.goto("/accounts/cn/tasks");
  await tasks.rows.nth(1).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/accounts\/cn\/tasks\?task=\d+$/);
  await page.goto(link);
  await expect(tasks.panel).toBeVisible();
  expect(world.received("stopTask")).toHaveLength(0);
});

test("an action reaches the farm of its account alone, and stored views stay in it", async ({ page, world }) => {
  const tasks = tasksPage(page);
  await page.goto("/accounts/cn/tasks");
  await tasks.select(scenes.rendering);
  await tasks.selectionBar.getByRole("button", { name: "Stop 1" }).click();
  await tasks.confirm("Stop 1 task");
  await expect.poll(() => world.received("stopTask").length).toBe(1);
  const stored = await page.evaluate(() => Object.keys(localStorage));
  expect(stored.filter((key) => !/preferences|columns/.test(key) && !key.endsWith("@cn"))).toEqual([]);
});

test("the palette leads to another account", async ({ page }) => {
  await page.goto("/accounts/cn/tasks");
  await expect(tasksPage(page).rows.nth(1)).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog");
  await expect(palette.getByRole("button", { name: "All accounts" })).toBeVisible();
  await palette.getByRole("textbox").fill("fox");
  await palette.getByRole("button", { name: "Fox Renderfarm" }).click();
  await expect(page).toHaveURL(/\/accounts\/fox\/tasks$/);
});

test.describe("the page of all accounts", () => {
  for (const language of ["en", "zh"] as const)
    test(`has the state of each and finds tasks in all, ${language}`, async ({ page, world }) => {
      await prefer(page, { language });
      await page.goto("/accounts/fox/monitor");
      await page.locator("nav button").first().click();
      await page.getByRole("menuitem", { name: language === "en" ? "All accounts" : "所有账号" }).click();
      await expect(page).toHaveURL(/\/accounts\/fox\/all$/);
      const accounts = page.getByRole("table").first();
      await expect(accounts.getByRole("row", { name: /^CN / })).toContainText("¥");
      await expect(accounts.getByRole("row", { name: /^Fox Renderfarm/ })).toBeVisible();
      await expectNothingSerious(page, "all accounts");
      await page.keyboard.press("/");
      await page.keyboard.type(scenes.withFailed);
      const found = page.getByRole("main").getByRole("link", { name: scenes.withFailed });
      await expect(found).toHaveCount(1);
      await expect(found).toHaveAttribute("href", `/accounts/cn/tasks?task=${world.idOf(scenes.withFailed)}`);
      await page.getByRole("searchbox").fill("no such task anywhere");
      await expect(page.getByRole("status").filter({ hasText: "no such task anywhere" })).toBeVisible();
      await page.getByRole("searchbox").fill(scenes.withFailed);
      await found.click();
      await expect(page.getByRole("complementary").first()).toBeVisible();
    });
});

test("nothing on All accounts moves when the accounts have been read", async ({ page }) => {
  await observeShifts(page);
  await page.goto("/all");
  await expect(page.getByRole("main").getByRole("table").first()).toBeVisible();
  await still(page, "scroll and read", async () => {
    await scroll(page);
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.waitForLoadState("networkidle");
  });
});
