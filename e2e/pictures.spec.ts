/** The contact sheet: pictures of the frames, hints, and what it says where there is no picture. */
import type { Page } from "@playwright/test";
import { expectNothingSerious } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { scenes } from "./pages/tasks";
import type { World } from "./world";

/** 188 of its 200 frames are done, frame 2 is not; the farm draws frame 87 black. */
const DONE = 188;

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

test("the sheet shows pictures, marks the black frame, and a hint filters it", async ({ page, world, tolerate }) => {
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
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(sheet(page)).toBeFocused();
  await expect(sheet(page)).toHaveAttribute("aria-activedescendant", (await cell(page, 3).getAttribute("id")) ?? "");
});

test("a missing picture says so, and so does a farm that refuses all of them", async ({ page, world, tolerate }) => {
  tolerate(/pictures\/\d|Failed to load resource/);
  world.faults.setPicture("missing");
  await open(page, world, "?sheet=large&range=1");
  await expect(cell(page, 1)).toHaveAccessibleName("Frame 1 · Finished · No picture");
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
