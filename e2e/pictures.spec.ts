/** The contact sheet: pictures of the frames, hints, and what it says where there is no picture. */
import type { Page } from "@playwright/test";
import { expectNothingSerious } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { scenes } from "./pages/tasks";
import type { World } from "./world";

/** 188 of its 200 frames are done, frame 2 is not; the farm draws frame 87 black. */
const DONE = 188;
/** Its frames have two passes. */
const manyPasses = "robot_s590_sh0780_anim_v003.vrscene";

test.use({ dialect: "current" });

const sheet = (page: Page) => page.getByRole("grid", { name: "Pictures of the frames" });
const cells = (page: Page) => sheet(page).getByRole("gridcell");
const cell = (page: Page, frame: number) =>
  sheet(page).getByRole("gridcell", { name: new RegExp(`^Frame ${frame} ·`) });
const chip = (page: Page, name: RegExp) => page.getByRole("group", { name: "Hints" }).getByRole("button", { name });
const isChecked = (page: Page) =>
  expect(page.getByText(`${DONE} done frames checked`)).toBeVisible({ timeout: 60_000 });

async function open(page: Page, world: World, search = "?sheet=medium") {
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(scenes.withFailed)}${search}`);
}

for (const dialect of ["2018", "current"] as const)
  test.describe(`in the dialect of ${dialect}`, () => {
    test.use({ dialect });
    test("the sheet shows pictures, marks the black frame, and a hint filters it", async ({
      page,
      world,
      tolerate,
    }) => {
      // One file of the task is broken.
      tolerate(/pictures\/\d|Failed to load resource/);
      await open(page, world, "");
      await page.getByRole("button", { name: "Pictures", exact: true }).click();
      await expect(page).toHaveURL(/sheet=medium/);
      await expect(cell(page, 1).locator("img")).toHaveJSProperty("naturalWidth", 192);
      await expect(cell(page, 2)).toHaveAccessibleName("Frame 2 · Failed");
      await isChecked(page);
      await expectNothingSerious(page, "contact sheet");
      await chip(page, /^◆? ?Black 1$/).click();
      await expect(cells(page)).toHaveCount(1);
      await expect(cell(page, 87)).toHaveAccessibleName("Frame 87 · Finished · Black");
      await expect(page).toHaveURL(/mark=black/);
      await expect(page.getByRole("button", { name: /^Pictures · \d hints?$/ })).toBeVisible();
      await page.reload();
      await expect(cell(page, 87)).toHaveAccessibleName("Frame 87 · Finished · Black", { timeout: 60_000 });
      await page.getByRole("button", { name: "Select 1", exact: true }).click();
      await expect(cell(page, 87)).toHaveAttribute("aria-selected", "true");
    });
  });

test("keys move over the sheet, open the picture, and lead to the next one", async ({ page, world, tolerate }) => {
  tolerate(/pictures\/\d|Failed to load resource/);
  await open(page, world);
  await expect(cell(page, 1).locator("img")).toBeVisible();
  await sheet(page).focus();
  await page.keyboard.press("End");
  await expect(cell(page, 200)).toBeVisible();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await expect(sheet(page)).toHaveAttribute("aria-activedescendant", (await cell(page, 2).getAttribute("id")) ?? "");
  await page.keyboard.press("Control+Space");
  await expect(cell(page, 2)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Picture" });
  await expect(dialog.getByRole("figure")).toContainText("Frame 2 · Failed");
  await page.keyboard.press("ArrowRight");
  await expect(dialog.getByRole("img", { name: "Frame 3", exact: true })).toBeVisible();
  await expectNothingSerious(page, "large picture");
  await page.reload();
  await expect(dialog.getByRole("img", { name: "Frame 3", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(sheet(page)).toBeFocused();
  await expect(sheet(page)).toHaveAttribute("aria-activedescendant", (await cell(page, 3).getAttribute("id")) ?? "");
});

test("the shown pass is on the link", async ({ page, world, tolerate }) => {
  tolerate(/pictures\/\d|Failed to load resource/);
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(manyPasses)}?sheet=large`);
  await expect(page.getByRole("radio", { name: "beauty" })).toBeChecked();
  await page.getByRole("radio", { name: "depth" }).check();
  await expect(page).toHaveURL(/pass=2/);
  await expect(cells(page).locator("img").first()).toHaveAttribute("src", /pictures\/1\?/);
  await page.reload();
  await expect(page.getByRole("radio", { name: "depth" })).toBeChecked();
  await cells(page).first().click();
  await page.keyboard.press("1");
  await expect(page).not.toHaveURL(/pass=/);
  const dialog = page.getByRole("dialog", { name: "Picture" });
  await dialog.getByRole("radio", { name: "depth" }).check();
  await expect(page).toHaveURL(/pass=2/);
  await page.keyboard.press("1");
  await expect(dialog.getByRole("radio", { name: "beauty" })).toBeChecked();
});

for (const [fault, note] of [
  ["missing", "No picture"],
  ["tooLarge", "Too large"],
  ["huge", "Too large"],
  ["tooManyPixels", "Too large"],
] as const)
  test(`a picture that is wrong (${fault}) is named in its place, and the others are shown`, async ({
    page,
    world,
    tolerate,
  }) => {
    tolerate(/pictures\/\d|Failed to load resource/);
    world.faults.setPicture(fault, { times: 1 });
    // The check of all pictures begins with the same frames, so the fault is that of one of them. Frame 2 has no picture.
    await open(page, world, "?sheet=large&range=1-8");
    await expect(sheet(page).getByRole("gridcell", { name: new RegExp(`· ${note}$`) })).toHaveCount(1);
    await expect(cells(page).locator("img")).toHaveCount(6);
  });

for (const [fault, reason] of [
  ["html", "The farm answers with something other than pictures"],
  ["otherType", "The farm answers with something other than pictures"],
  ["redirect", "The farm redirects pictures to another address"],
] as const)
  test(`a farm that gives something else than pictures (${fault}) is named once, with a way to try again`, async ({
    page,
    world,
    tolerate,
  }) => {
    tolerate(/pictures\/\d|Failed to load resource/);
    world.faults.setPicture(fault);
    await open(page, world, "?sheet=large&range=3-8");
    await expect(page.getByText(reason)).toBeVisible();
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    await expect(sheet(page)).toBeHidden();
  });

test("a picture that never ends is given up, and the sheet goes on with the others", async ({
  page,
  world,
  tolerate,
}) => {
  test.slow();
  tolerate(/pictures\/\d|Failed to load resource/);
  await open(page, world, "?sheet=large&range=3");
  await expect(cells(page).locator("img")).toHaveCount(1);
  world.faults.setPicture("neverEnding");
  await open(page, world, "?sheet=large&range=190-195");
  await expect(
    sheet(page)
      .getByRole("gridcell", { name: /· Took too long$/ })
      .first(),
  ).toBeVisible({
    timeout: 40_000,
  });
  world.faults.clear();
  await open(page, world, "?sheet=large&range=3,196-199");
  await expect(cells(page).locator("img").nth(3)).toBeVisible({ timeout: 40_000 });
});

test("a missing picture says so", async ({ page, world, tolerate }) => {
  tolerate(/pictures\/\d|Failed to load resource/);
  world.faults.setPicture("missing");
  await open(page, world, "?sheet=large&range=1");
  await expect(cell(page, 1)).toHaveAccessibleName("Frame 1 · Finished · No picture");
});

test("a farm that refuses all pictures says so, and disables the button", async ({ page, world, tolerate }) => {
  tolerate(/pictures\/\d|Failed to load resource/);
  world.faults.setPicture("forbidden");
  await open(page, world, "?sheet=large&status=done");
  await expect(page.getByText("The farm refuses to hand out pictures")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Pictures", exact: true }).click();
  await expect(page.getByRole("treegrid", { name: "Frames" })).toBeVisible();
  const button = page.getByRole("button", { name: "Pictures", exact: true });
  await expect(button).toBeDisabled();
  await expect(button).toHaveAttribute("title", "The farm refuses to hand out pictures");
});

test("on a phone two pictures fit beside each other, and nothing is wider than the screen", async ({
  page,
  world,
  tolerate,
}) => {
  tolerate(/pictures\/\d|Failed to load resource/);
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, world);
  await expect(sheet(page)).toHaveAttribute("aria-colcount", "2");
  await isChecked(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectNothingSerious(page, "contact sheet on a phone");
  await cell(page, 1).click();
  await expect(page.getByRole("dialog").getByRole("img", { name: "Frame 1", exact: true })).toBeVisible();
});
