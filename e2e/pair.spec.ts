/** The pictures of two tasks: side by side, wiped and differenced, and what is said where there are none. */
import type { Page } from "@playwright/test";
import { expectNothingSerious } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { scenes } from "./pages/tasks";
import type { World } from "./world";

/** Frame 2 of the right one failed. The left one is longer, and its frames have two passes. */
const right = scenes.withFailed;
const left = "robot_s590_sh0780_anim_v003.vrscene";
const REFUSED = "The farm refuses to hand out pictures";

test.use({ dialect: "current" });

test.beforeEach(({ tolerate }) => tolerate(/pictures\/\d|Failed to load resource/));

const dialog = (page: Page) => page.getByRole("dialog", { name: "Compare pictures" });
const pictures = (page: Page) => dialog(page).locator("img");
const mode = (page: Page, name: string) => dialog(page).getByRole("radio", { name });

async function open(page: Page, world: World, rest = "side", search = "") {
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(right)}?with=${world.idOf(left)}.${rest}${search}`);
}

test("two tasks are compared from frame to frame, and the link has way, frame and pass", async ({ page, world }) => {
  await open(page, world);
  await expect(pictures(page)).toHaveCount(2);
  for (const picture of await pictures(page).all()) await expect(picture).toHaveJSProperty("naturalWidth", 192);
  await expect(dialog(page).getByRole("status").last()).toContainText("Frame 1 · 1 of 250");
  await expectNothingSerious(page, "two tasks side by side", "[role=dialog]");
  await dialog(page).getByRole("button", { name: "Next frame" }).click();
  await expect(dialog(page)).toContainText("Frame 2 has no picture: Failed");
  await expect(pictures(page)).toHaveCount(1);
  await page.keyboard.press("ArrowRight");
  await expect(pictures(page)).toHaveCount(2);
  await page.keyboard.press("2");
  await expect(mode(page, "Wipe")).toBeChecked();
  await expect(dialog(page).getByRole("slider", { name: "Edge" })).toHaveValue("50");
  await page.keyboard.press("3");
  await expect(dialog(page)).toContainText(/mean difference \d/);
  await dialog(page).getByRole("radio", { name: "× 16" }).check();
  await page.keyboard.press("2");
  await expect(mode(page, "Wipe")).toBeChecked();
  await page.keyboard.press("3");
  await expectNothingSerious(page, "the difference of two tasks", "[role=dialog]");
  await dialog(page).getByRole("radio", { name: "depth" }).check();
  await expect(page).toHaveURL(
    new RegExp(`with=${world.idOf(left)}\\.difference\\.3&pass=2|pass=2&with=.*difference\\.3`),
  );
  // The other task has one picture a frame.
  await expect(dialog(page)).toContainText("The picture is missing or broken.");
  await page.reload();
  await expect(mode(page, "Difference")).toBeChecked();
  await expect(dialog(page).getByRole("radio", { name: "depth" })).toBeChecked();
  await expect(dialog(page).getByRole("status").last()).toContainText("Frame 3 · 3 of 250");
  // The choice that has the focus goes away with its mode.
  await dialog(page).getByRole("radio", { name: "× 4" }).check();
  await page.keyboard.press("1");
  await expect(mode(page, "Side by side")).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`/tasks/${world.idOf(right)}(?!.*with=)`));
});

test("the edge of the wipe follows the pointer", async ({ page, world }) => {
  await open(page, world, "wipe");
  await expect(pictures(page)).toHaveCount(2);
  const box = await pictures(page).first().boundingBox();
  if (!box) throw new Error("The picture has no box");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 4, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(dialog(page).getByRole("slider", { name: "Edge" })).toHaveValue(/^2[456]$/);
});

test("a farm that gives no pictures is named with the reason, and the way there is disabled with it", async ({
  page,
  world,
  tasksPage,
}) => {
  world.faults.setPicture("forbidden");
  await open(page, world);
  await expect(dialog(page)).toContainText(REFUSED);
  await expect(pictures(page)).toHaveCount(0);
  await expect(dialog(page).getByRole("button", { name: "Try again" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await page.getByRole("link", { name: "Tasks", exact: true }).first().click();
  await tasksPage.select(right);
  await tasksPage.select(scenes.stopped);
  await tasksPage.selectionBar.getByRole("button", { name: "Compare", exact: true }).click();
  const way = tasksPage.dialog.getByRole("button", { name: "Compare pictures" });
  await expect(way).toBeDisabled();
  await expect(way).toHaveAttribute("title", REFUSED);
});

test("a task that does not exist is named, and a phone shows the pictures below each other", async ({
  page,
  world,
}) => {
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(right)}?with=1.side`);
  await expect(dialog(page)).toContainText("The other task does not exist");
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, world);
  await expect(pictures(page)).toHaveCount(2);
  const [above, below] = await Promise.all((await pictures(page).all()).map((picture) => picture.boundingBox()));
  expect(below?.y).toBeGreaterThan((above?.y ?? 0) + (above?.height ?? 0));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
