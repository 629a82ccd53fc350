/** Failed frames by the message of their logs: of one task, and of several. */
import type { Page } from "@playwright/test";
import { expectNothingSerious, expectNothingSeriousInThemes } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { scenes } from "./pages/tasks";
import type { World } from "./world";

const panel = (page: Page) => page.getByRole("complementary", { name: "Errors by message" });
const groups = (page: Page) => panel(page).getByRole("list", { name: "Messages" }).getByRole("listitem");
const table = (page: Page) => page.getByRole("treegrid", { name: "Frames" });

/** The layer of the farm with 34 failed frames. */
function manyFailures(world: World): { readonly top: number; readonly leaf: number } {
  for (const job of world.farm.jobs)
    for (const leaf of job.leaves) if (leaf.history.alike > 0) return { top: job.id, leaf: leaf.id };
  throw new Error("The farm has no layer with failures that are alike");
}

async function open(page: Page, world: World, preferences: object = {}, search = "") {
  const { top, leaf } = manyFailures(world);
  await prefer(page, { polling: "off", ...preferences });
  await page.goto(`/tasks/${top}?layer=${leaf}&status=failed${search}`);
  await expect(table(page)).toHaveAttribute("aria-rowcount", "35");
  return leaf;
}

test.describe("in the current dialect", () => {
  test.use({ dialect: "current" });

  test("31 of 34 failures are one message on two nodes, and are rerendered with the price in view", async ({
    page,
    world,
  }) => {
    const leaf = await open(page, world);
    await page.getByRole("button", { name: "Errors by message" }).click();
    await expect(panel(page)).toContainText("31 of 34 failed frames: one message, on 2 nodes");
    await expect(groups(page)).toHaveCount(3);
    const first = groups(page).first();
    await expect(first).toContainText(/31 frames.*stale file handle.*The node could not read a texture.*on 2 nodes/s);
    await expect(first.getByText("Far more often than on the other nodes")).toHaveCount(2);
    // One page of each log.
    expect(world.answered("showLog")).toHaveLength(34);

    await first.getByRole("button", { name: "Select 31" }).click();
    await expect(table(page).locator("[role=row][aria-selected=true]").first()).toBeVisible();
    await expect(page.getByText(/^31 selected · ¥/)).toBeVisible();
    const button = first.getByRole("button", { name: /^Rerender 31 frames · ¥/ });
    const price = /¥[\d.]+/.exec((await button.textContent()) ?? "")?.[0] ?? "";
    await button.click();
    const dialog = page.getByRole("dialog", { name: "Rerender 31 selected frames?" });
    await expect(dialog).toContainText(price);
    await dialog.getByRole("button", { name: "Rerender 31 frames" }).click();
    await expect(page.getByText("Rerendering 31 frames").first()).toBeVisible();
    expect(world.answered("restartFrame")).toHaveLength(1);
    await expect(panel(page)).toContainText("2 of 3 failed frames: one message");
    expect(inspectFailed(world, leaf)).toBe(3);
  });

  test("the log of a group opens and leads back, the keyboard closes the panel, and a link opens it", async ({
    page,
    world,
  }) => {
    await open(page, world, {}, "&errors=open");
    await expect(groups(page)).toHaveCount(3);
    await groups(page).nth(1).getByRole("button", { name: "Log" }).focus();
    await page.keyboard.press("Enter");
    const log = page.getByRole("complementary", { name: /^Log of frame/ });
    await expect(log.getByText(/ERROR \d{5}/).first()).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(groups(page)).toHaveCount(3);
    await panel(page).getByRole("button", { name: "Close" }).focus();
    await page.keyboard.press("Escape");
    await expect(panel(page)).toBeHidden();
    await expect(page).not.toHaveURL(/errors=/);
  });

  test("logs that cannot be read are counted and read again", async ({ page, world }) => {
    world.faults.set("showLog", { kind: "refuse", code: 500 });
    await open(page, world, {}, "&errors=open");
    await expect(panel(page).getByRole("alert")).toContainText(/0 of 34 logs read \d+ logs? could not be read/);
    world.faults.clear();
    await panel(page).getByRole("button", { name: "Try again" }).click();
    await expect(panel(page)).toContainText("31 of 34 failed frames: one message, on 2 nodes");
  });

  test("axe has no serious finding in either theme", async ({ page, world }) => {
    await open(page, world, {}, "&errors=open");
    await expect(groups(page)).toHaveCount(3);
    await expectNothingSeriousInThemes(page, "errors by message");
  });

  test.describe("on a phone", () => {
    test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

    test("the panel fills the screen and does not scroll sideways", async ({ page, world }) => {
      await open(page, world, {}, "&errors=open");
      await expect(
        groups(page)
          .first()
          .getByRole("button", { name: /^Rerender 31 frames/ }),
      ).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - 390)).toBeLessThanOrEqual(0);
    });
  });
});

const inspectFailed = (world: World, leafId: number) => world.farm.leavesById.get(leafId)?.counts.failed;

test("the dialect of 2018 has no logs, and so no messages", async ({ page, world }) => {
  await open(page, world, {}, "&errors=open");
  await expect(page.getByRole("button", { name: "Errors by message" })).toHaveCount(0);
  await expect(panel(page)).toHaveCount(0);
});

test.describe("of several tasks", () => {
  test.use({ dialect: "current" });

  test("are among what needs a user, with the frames of one message rerendered over tasks", async ({
    page,
    world,
    tasksPage,
  }) => {
    await prefer(page, { polling: "off" });
    await tasksPage.open("?group=needsYou");
    const needs = page.getByRole("region", { name: "What needs you" });
    await needs.getByRole("radio", { name: "Message" }).check();
    const group = needs.getByRole("listitem").filter({ hasText: "stale file handle" });
    await expect(group).toContainText(/31 frames.*in 1 task.*on 2 nodes/s);
    // A message of several tasks is one group.
    await expect(needs.getByRole("listitem").filter({ hasText: "no renderable camera" })).toContainText(/in \d tasks/);
    await group.getByRole("button", { name: /^Rerender 31 failed frames/ }).click();
    await expect(tasksPage.dialog).toContainText("Rerender 31 failed frames of 1 task?");
    await expect(tasksPage.dialog).toContainText("¥");
    await tasksPage.dialog.getByRole("button", { name: "Rerender 31 failed frames" }).click();
    await expect(page.getByText("Rerendering 31 frames").first()).toBeVisible();
    expect(inspectFailed(world, manyFailures(world).leaf)).toBe(3);
  });

  test("are grouped for a selection, and the group opens in its task", async ({ page, world, tasksPage }) => {
    await prefer(page, { polling: "off" });
    await tasksPage.open("?status=finishedWithFailed");
    const scene = world.farm.jobsById.get(manyFailures(world).top)?.sceneName ?? "";
    for (const name of [scenes.withFailed, scene]) await tasksPage.select(name);
    await tasksPage.selectionBar.getByRole("button", { name: "Errors by message" }).click();
    const { dialog } = tasksPage;
    await expect(dialog).toContainText("31 of 46 failed frames: one message, on 2 nodes");
    await expectNothingSerious(page, "errors by message of two tasks");
    const first = dialog.getByRole("listitem").first();
    await first.getByRole("button", { name: "Open" }).click();
    await expect(panel(page)).toContainText("31 of 34 failed frames");
  });
});
