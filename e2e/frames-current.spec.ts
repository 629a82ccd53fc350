/** Frames of a farm in the current dialect: logs, machines, stops, tiles. With the dialect of 2018 none of them is shown. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectNothingSerious, expectNothingSeriousInThemes } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { scenes } from "./pages/tasks";
import type { World } from "./world";

const tiles = "庭院鸟瞰_黄昏_v007.max";

const table = (page: Page) => page.getByRole("treegrid", { name: "Frames" });
const hasRows = (page: Page, count: number) =>
  expect(table(page)).toHaveAttribute("aria-rowcount", String(count + 1), { timeout: 60_000 });
const log = (page: Page) => page.getByRole("complementary", { name: /^Log of frame/ });
const lines = (page: Page) => log(page).getByRole("region", { name: /^[\d,]+ lines$/ });
const lineCount = async (page: Page) => Number.parseInt((await lines(page).getAttribute("aria-label")) ?? "", 10);
const fromEnd = (page: Page) =>
  lines(page).evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);

async function open(page: Page, world: World, scene: string, search = "", preferences: object = {}) {
  await prefer(page, { polling: "off", ...preferences });
  await page.goto(`/tasks/${world.idOf(scene)}${search}`);
  await expect(table(page)).toBeVisible();
}

test.describe("in the current dialect", () => {
  test.use({ dialect: "current" });

  test("the log of a failed frame opens, and the failed frames of one machine are rerendered", async ({
    page,
    world,
  }) => {
    await open(page, world, scenes.withFailed, "?status=failed");
    await hasRows(page, 12);
    await table(page)
      .getByRole("button", { name: /^Log of frame/ })
      .first()
      .click();
    // The log opens at the first error.
    await expect(lines(page).getByText(/ERROR \d{5}: Maya/)).toBeInViewport();
    await expect(log(page).getByText(/^10\.60\.\d+\.\d+$/)).toBeVisible();
    const code = (await lines(page).getByRole("link").textContent()) ?? "";
    expect(world.answered("showLog")).toMatchObject([{ pageNum: 1 }]);
    await lines(page).getByRole("link").click();
    await expect(page).toHaveURL(`${world.origin}/settings?section=errors&code=${code}`);
    await page.goBack();
    await expect(lines(page)).toBeVisible();
    await log(page).getByRole("button", { name: "Close" }).click();

    const culprit = page.getByRole("button", { name: /▲ 10\.60\.\d+\.\d+: \d+ of 12 failures/ });
    const [node = ""] = /10\.60\.\d+\.\d+/.exec((await culprit.textContent()) ?? "") ?? [];
    await culprit.click();
    await page.getByRole("button", { name: `Show only node ${node}` }).click();
    await expect(page).toHaveURL(new RegExp(`node=${node}`));
    const shown = table(page).getByRole("gridcell").filter({ hasText: node });
    const failed = await shown.count();
    expect(failed).toBeGreaterThan(6);
    await hasRows(page, failed);

    await culprit.click();
    await page.getByRole("button", { name: `Rerender the ${failed} failed frames of ${node}` }).click();
    const dialog = page.getByRole("dialog", { name: `Rerender ${failed} selected frames?` });
    await expect(dialog).toContainText("¥");
    await dialog.getByRole("button", { name: `Rerender ${failed} frames` }).click();
    await expect(page.getByText(`Rerendering ${failed} frames`)).toBeVisible();
    expect(world.leavesOf(scenes.withFailed)[0]).toMatchObject({ failed: 12 - failed });
  });

  test("the log of a rendering frame follows new lines until the user scrolls up", async ({ page, world }) => {
    await open(page, world, tiles, "?status=rendering", { polling: "5" });
    await hasRows(page, 4);
    await table(page).getByRole("row").nth(1).focus();
    await page.keyboard.press("l");
    const follow = log(page).getByRole("button", { name: "Follow" });
    await expect(follow).toHaveAttribute("aria-pressed", "true");
    await expect.poll(() => fromEnd(page)).toBeLessThan(5);
    const before = await lineCount(page);
    world.pass(20);
    await expect.poll(() => lineCount(page)).toBeGreaterThan(before);
    await expect.poll(() => fromEnd(page)).toBeLessThan(5);

    await lines(page).hover();
    await page.mouse.wheel(0, -300);
    await expect(follow).toHaveAttribute("aria-pressed", "false");
    const place = await lines(page).evaluate((element) => element.scrollTop);
    const seen = await lineCount(page);
    world.pass(20);
    await expect.poll(() => lineCount(page)).toBeGreaterThan(seen);
    expect(await lines(page).evaluate((element) => element.scrollTop)).toBe(place);
    await follow.click();
    await expect.poll(() => fromEnd(page)).toBeLessThan(5);
  });

  test("a log of several pages has links to lines, a search and a download", async ({ page, world, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await open(page, world, tiles, "?status=done");
    await table(page).getByRole("row").nth(1).focus();
    await page.keyboard.press("l");
    await expect.poll(() => lineCount(page)).toBeGreaterThan(300);
    expect(world.answered("showLog")).toMatchObject([{ pageNum: 1 }, { pageNum: 2 }]);

    await log(page).getByRole("searchbox").fill("SAMPLING");
    await page.keyboard.press("Enter");
    await expect(log(page).getByRole("status")).toHaveText(/^1 of \d+$/);
    await expect(lines(page).locator("[aria-current] mark")).toHaveText("sampling");
    await page.keyboard.press("Enter");
    const marked = await lines(page).locator("[aria-current] code").textContent();
    await log(page)
      .getByRole("button", { name: /^Copy link to line/ })
      .click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/log=\d+&line=\d+/);

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      log(page).getByRole("button", { name: "Download log" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^frame_.+\.log$/);
    const kept = readFileSync(await download.path(), "utf8")
      .trimEnd()
      .split("\n");
    expect(kept).toHaveLength(await lineCount(page));
    expect(kept.at(-1)).toContain("0 errors");

    await page.goto("/tasks");
    await page.goto(link);
    await expect(lines(page).locator("[aria-current] code")).toHaveText(marked ?? "");
    await expect(lines(page).locator("[aria-current]")).toBeInViewport();
  });

  test("the stop dialog of rendering frames shows the render time that is lost", async ({ page, world }) => {
    await open(page, world, tiles);
    await page.getByRole("button", { name: "Stop frames" }).click();
    await page.getByRole("menuitem", { name: "Stop 4 rendering…" }).click();
    const dialog = page.getByRole("dialog", { name: "Stop 4 rendering frames?" });
    await expect(dialog).toContainText(/.+ of rendering is lost/);
    await expect(dialog.getByRole("button", { name: "Stop 4 frames" })).toBeEnabled();
    await expectNothingSerious(page, "the stop dialog");
    await dialog.getByRole("button", { name: "Stop 4 frames" }).click();
    await expect(page.getByText("4 frames stopped")).toBeVisible();
    expect(world.answered("stopTaskFrames")).toEqual([{ taskId: world.idOf(tiles), selectAll: 1, status: [2] }]);
    await page.getByRole("button", { name: "More" }).click();
    await expect(page.getByRole("menuitem", { name: "Rerender 4 frames: Stopped…" })).toBeVisible();
  });

  test("the tile panel shows the progress of each tile", async ({ page, world }) => {
    await open(page, world, tiles);
    await page.getByRole("button", { name: "Tiles" }).click();
    const panel = page.getByRole("complementary", { name: "Progress of tiles" });
    await expect(panel.getByRole("row")).toHaveCount(17);
    await expect(panel.getByText("100%").first()).toBeVisible();
    await expect(panel.getByText(/\.jpg$/).first()).toBeVisible();
    await expectNothingSerious(page, "progress of the tiles");
  });

  test("axe has no serious finding in either theme", async ({ page, world }) => {
    await open(page, world, scenes.withFailed, "?status=failed");
    await table(page).getByRole("row").nth(1).focus();
    await page.keyboard.press("l");
    await expect(lines(page).getByText(/ERROR \d{5}/)).toBeVisible();
    await log(page).getByRole("searchbox").fill("error");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /▲ 10\.60/ }).click();
    await expect(page.getByRole("table", { name: "Failures by node" })).toBeVisible();
    await expectNothingSeriousInThemes(page, "a log and a faulty machine");
  });

  test.describe("on a phone", () => {
    test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

    test("a log fills the screen and the page does not scroll sideways", async ({ page, world }) => {
      await open(page, world, scenes.withFailed, "?status=failed");
      await hasRows(page, 12);
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - 390);
      expect(await overflow()).toBeLessThanOrEqual(0);
      await table(page)
        .getByRole("button", { name: /^Log of frame/ })
        .first()
        .tap();
      await expect(lines(page).getByText(/ERROR \d{5}/)).toBeInViewport();
      expect(await overflow()).toBeLessThanOrEqual(0);
      await log(page).getByRole("button", { name: "Close" }).tap();
      await expect(log(page)).toBeHidden();
    });
  });
});

test("the dialect of 2018 shows no logs, machines, stops and tiles", async ({ page, world }) => {
  await open(page, world, scenes.withFailed, "?status=failed&node=10.60.1.1");
  await hasRows(page, 12);
  for (const name of [/^Log/, /failures/i, "Stop frames", "Tiles", /Node/])
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  for (const name of ["Node", "CPU", "Memory"])
    await expect(table(page).getByRole("columnheader", { name, exact: true })).toHaveCount(0);
  await table(page).getByRole("row").nth(1).focus();
  await page.keyboard.press("l");
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menuitem")).toHaveText([/^Rerender this frame/, "Copy frame number"]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More" }).click();
  await expect(page.getByRole("menuitem")).toHaveCount(1);
  await page.goto(`/tasks/${world.idOf(tiles)}?log=1`);
  await hasRows(page, 17);
  await expect(page.getByRole("complementary")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Stop frames" })).toHaveCount(0);
  expect(world.requests().filter(({ name }) => name === "showLog" || name === "loadTaskProcessImg")).toEqual([]);
});
