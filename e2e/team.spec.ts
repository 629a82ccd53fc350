/** Two people at two browsers: what one of them notes shows in the other. */
import type { Browser } from "@playwright/test";
import { expect, test } from "./fixtures";
import { scenes, tasksPage } from "./pages/tasks";
import { openWorld } from "./world";

/** A browser behind a server in front that has signed this person in. */
async function browserOf(browser: Browser, name: string, locale: string) {
  const context = await browser.newContext({ locale, extraHTTPHeaders: { "x-forwarded-user": name } });
  return context.newPage();
}

test.describe("two people who signed in", () => {
  for (const [locale, text] of [
    ["en-US", (name: string) => `Also here: ${name}`],
    ["zh-CN", (name: string) => `也在看：${name}`],
  ] as const)
    test(`see each other on a task, in its panel and on Frames, until they leave (${locale})`, async ({ browser }) => {
      const world = await openWorld({
        env: { RENDERDECK_IDENTITY_HEADER: "X-Forwarded-User", RENDERDECK_TRUSTED_PROXIES: "127.0.0.1" },
      });
      const [ana, bo] = [await browserOf(browser, "Ana Roth", locale), await browserOf(browser, "Bo", locale)];
      const panelOf = `${world.origin}/tasks?task=${world.idOf(scenes.rendering)}`;
      const framesOf = `${world.origin}/tasks/${world.idOf(scenes.rendering)}`;
      await ana.goto(panelOf);
      await bo.goto(framesOf);
      await expect(bo.getByText(text("Ana Roth"))).toBeVisible({ timeout: 15_000 });
      await expect(ana.getByText(text("Bo"))).toBeVisible({ timeout: 15_000 });
      await expect(ana.getByText("AR", { exact: true })).toBeHidden();
      await ana.getByRole("complementary").getByRole("button").first().click();
      await expect(ana).not.toHaveURL(/task=/);
      await expect(bo.getByText(text("Ana Roth"))).toBeHidden({ timeout: 15_000 });
      await ana.goto(framesOf);
      // A page that is closed says nothing any more, and its person goes by itself.
      await expect(ana.getByText(text("Bo"))).toBeVisible({ timeout: 15_000 });
      await bo.close();
      await expect(ana.getByText(text("Bo"))).toBeHidden({ timeout: 30_000 });
      await ana.context().close();
      await bo.context().close();
      await world.end();
    });
});

test("a claim in one browser shows in the other, which takes it over", async ({
  browser,
  page,
  world,
  tasksPage: own,
}) => {
  const context = await browser.newContext();
  const other = await context.newPage();
  const theirs = tasksPage(other);
  await page.goto("/tasks");
  await other.goto(`${world.origin}/tasks`);
  await expect(theirs.rows.nth(1)).toBeVisible();
  const claimAs = async (name: string, dialog: typeof own.dialog) => {
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByRole("button", { name: "Save" }).click();
  };

  await own.read(scenes.rendering);
  await own.panel.getByRole("button", { name: "I’m on it" }).click();
  await claimAs("Lin Wei", own.dialog);
  await expect(own.panel.getByText(/^You are on it/)).toBeVisible();
  await expect(theirs.row(scenes.rendering).getByText("LW")).toBeVisible({ timeout: 15_000 });

  await theirs.read(scenes.rendering);
  await expect(theirs.panel.getByText(/^Lin Wei is on it/)).toBeVisible();
  await theirs.panel.getByRole("button", { name: "Take over…" }).click();
  await theirs.dialog.getByRole("button", { name: "Take over from Lin Wei" }).click();
  await claimAs("Ada", theirs.dialog);
  await expect(theirs.panel.getByText(/^You are on it/)).toBeVisible();
  await expect(own.panel.getByText(/^Ada is on it/)).toBeVisible({ timeout: 15_000 });

  // The filter of who is on a task, over the whole list.
  const choose = async (entry: string) => {
    await other.getByRole("button", { name: /^On it/ }).click();
    await theirs.dialog.getByRole("checkbox", { name: new RegExp(`^${entry} `) }).click();
    await other.keyboard.press("Escape");
  };
  // The filters load when the pointer reaches them.
  await other.getByRole("banner").getByRole("button", { name: "Project", exact: true }).hover();
  await choose("Me");
  await expect(other).toHaveURL(/claim=(\*|%2A)/);
  await expect.poll(theirs.order).toEqual([scenes.rendering]);
  await choose("Nobody");
  await expect(theirs.rows.nth(2)).toBeVisible();
  await choose("Me");
  await expect(other).toHaveURL(/claim=-/);
  await expect(theirs.row(scenes.rendering)).toBeHidden();
  await other.reload();
  await expect(theirs.rows.nth(2)).toBeVisible();
  await expect(theirs.row(scenes.rendering)).toBeHidden();
  await context.close();
});

test("a shared view reaches the other browser, which copies it; it is pinned and removed for both", async ({
  browser,
  page,
  world,
  tasksPage: own,
}) => {
  const context = await browser.newContext({ locale: "en-US" });
  const other = await context.newPage();
  const theirs = tasksPage(other);
  await page.goto("/tasks?status=failed");
  await other.goto(`${world.origin}/tasks`);
  await expect(theirs.rows.nth(1)).toBeVisible();
  await expect(own.rows.nth(1)).toBeVisible();
  const openMenu = (one: typeof page) => one.getByRole("button", { name: "Views", exact: true }).click();
  const more = async (one: typeof page, view: RegExp, entry: string) => {
    await one.getByRole("button", { name: view }).click();
    await one.getByRole("menuitem", { name: entry, exact: true }).click();
  };

  await openMenu(page);
  await expect(page.getByText(/^None yet\. /)).toBeVisible();
  await page.getByRole("textbox", { name: "View name" }).fill("Failed, all");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await more(page, /actions for view Failed, all/, "Share with everybody");
  await own.dialog.getByLabel("Name", { exact: true }).fill("Lin Wei");
  await own.dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Failed, all is shared with everybody")).toBeVisible();

  const shared = other.getByRole("region", { name: "Shared with everybody" });
  await openMenu(other);
  const open = shared.getByRole("button", { name: /^Failed, all/ });
  await expect(open).toContainText("Lin Wei", { timeout: 15_000 });
  await open.click();
  await expect(other).toHaveURL(/status=failed/);
  await expect(other.getByRole("heading", { name: "Failed, all" })).toBeVisible();
  await expect.poll(theirs.order).toEqual(await own.order());
  await openMenu(other);
  await more(other, /shared view Failed, all/, "Copy to my views");
  await expect(other.getByText("Copied to my views as Failed, all")).toBeVisible();
  await expect(other.getByRole("button", { name: "More actions for view Failed, all" })).toBeVisible();

  await more(other, /shared view Failed, all/, "Pin for everybody");
  await theirs.dialog.getByLabel("Name", { exact: true }).fill("Ada");
  await theirs.dialog.getByRole("button", { name: "Save" }).click();
  const pinned = page.getByRole("navigation").getByRole("link", { name: /Failed, all/ });
  await expect(pinned).toBeVisible({ timeout: 15_000 });

  await openMenu(other);
  await more(other, /shared view Failed, all/, "Remove for everybody…");
  await theirs.dialog.getByRole("button", { name: "Remove for everybody" }).click();
  await expect(other.getByText("Failed, all is no longer shared")).toBeVisible();
  await expect(pinned).toBeHidden({ timeout: 15_000 });
  await context.close();
});
