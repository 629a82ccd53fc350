/** Playback of the frames of a task: buttons, keys, range, what is missing, and what it says where there are no pictures. */
import type { Page } from "@playwright/test";
import { expectNothingSerious } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { holdPictures } from "./hold";
import { scenes } from "./pages/tasks";
import type { World } from "./world";

/** 188 of its 200 frames are done; frame 2 failed, and the farm draws frame 87 black. */
const scene = scenes.withFailed;
/** Longer than the load of all pictures. */
const LONG = { timeout: 60_000 };

const film = (page: Page) => page.getByRole("dialog", { name: "Playback" });
const button = (page: Page, name: string) => film(page).getByRole("button", { name, exact: true });
const isAt = (page: Page, frame: number) => expect(film(page)).toContainText(new RegExp(`Frame ${frame} · \\d+ of`));
const picture = (page: Page, frame: number) => film(page).getByRole("img", { name: `Frame ${frame}`, exact: true });
/** The colour in the middle of the shown picture. */
const middle = (page: Page) =>
  film(page)
    .getByRole("img", { name: /^Frame/ })
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return [];
      const data = canvas.getContext("2d")?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data ?? [];
      return [...data].slice(0, 3);
    });

async function open(page: Page, world: World, search: string) {
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(scene)}${search}`);
}

for (const dialect of ["2018", "current"] as const)
  test.describe(`in the dialect of ${dialect}`, () => {
    test.use({ dialect });

    test("a task plays from its button, and the link leads to the same frame", async ({ page, world, tolerate }) => {
      // One file of the task is broken.
      tolerate(/pictures\/\d|Failed to load resource/);
      await open(page, world, "");
      await page.getByRole("button", { name: "Play", exact: true }).click();
      await expect(page).toHaveURL(/play=24/);
      await expect(film(page)).toContainText("188 pictures loaded", LONG);
      await expect(film(page)).toContainText("12 frames are not done");
      await expect(button(page, "Play")).toBeFocused();
      await page.keyboard.press("Space");
      await expect(button(page, "Pause")).toBeVisible();
      await expect(film(page)).toContainText(/\d+ of \d\d+ frames dropped/);
      await page.keyboard.press("Space");
      await expect(button(page, "Play")).toBeVisible();
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowRight");
      await expect(film(page)).toContainText("Frame 2 · Failed");
      await film(page).getByRole("slider").fill("86");
      await isAt(page, 87);
      await expect(page).toHaveURL(/play=24\.loop\.0\.87/);
      await expect.poll(() => middle(page)).toEqual([0, 0, 0]);
      await page.reload();
      await isAt(page, 87);
      await page.keyboard.press("Escape");
      await expect(film(page)).toBeHidden();
      await expect(page).not.toHaveURL(/play=/);
    });
  });

test.describe("a film", () => {
  test.use({ dialect: "current" });

  test.beforeEach(({ tolerate }) => tolerate(/pictures\/\d|Failed to load resource/));

  test("obeys the keys: steps, ends, both directions, faster, and a pause", async ({ page, world }) => {
    await open(page, world, "?play=24&range=1-40");
    await expect(film(page)).toContainText("40 frames");
    await expect(picture(page, 1)).toHaveJSProperty("width", 192);
    await page.keyboard.press("ArrowRight");
    await isAt(page, 2);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await isAt(page, 40);
    await page.keyboard.press("Home");
    await isAt(page, 1);
    await page.keyboard.press("End");
    await isAt(page, 40);
    await page.keyboard.press("j");
    await expect(film(page)).toContainText("Backwards");
    await page.keyboard.press("l");
    await page.keyboard.press("l");
    await expect(film(page)).toContainText("Forwards, every 2nd frame");
    await page.keyboard.press("k");
    await expect(button(page, "Play")).toBeVisible();
    await expect(film(page)).not.toContainText("Forwards");
    await page.keyboard.press("Escape");
    await expect(film(page)).toBeHidden();
    await page.getByRole("treegrid", { name: "Frames" }).getByRole("row").nth(1).click();
    await page.keyboard.press("v");
    await expect(film(page)).toBeVisible();
  });

  test("ends where it does not repeat, at the rate and in the range of the link", async ({ page, world }) => {
    await open(page, world, "?play=30.once&range=1-6");
    await expect(film(page).getByRole("checkbox", { name: "Loop" })).not.toBeChecked();
    await expect(film(page).getByRole("radio", { name: "30" })).toBeChecked();
    await expect(film(page)).toContainText("5 pictures loaded");
    await button(page, "Play").click();
    await isAt(page, 6);
    await expect(button(page, "Play")).toBeVisible();
    await film(page).getByRole("radio", { name: "12" }).check();
    await film(page).getByRole("checkbox", { name: "Loop" }).check();
    await expect(page).toHaveURL(/play=12\.loop\.0\.6/);
    await film(page).getByRole("textbox", { name: /range/i }).fill("3-5");
    await expect(film(page)).toContainText("3 pictures loaded");
    await isAt(page, 3);
    await film(page).getByRole("textbox", { name: /range/i }).fill("900-");
    await expect(film(page)).toContainText("No frame is in this range");
    await expect(button(page, "Play")).toBeDisabled();
  });

  test("waits for pictures that are not loaded, and goes on when they come", async ({ page, world }) => {
    const release = await holdPictures(page);
    await open(page, world, "?play=24&range=1-12");
    await expect(film(page)).toContainText("0 of 11 pictures loaded");
    await button(page, "Play").click();
    await expect(film(page)).toContainText("Waiting for frame 3");
    release();
    await expect(film(page)).toContainText("11 pictures loaded");
    await expect(film(page)).toContainText(/of \d\d+ frames dropped/);
  });

  test("says how many of its pictures the memory holds, and loads the others where the film is", async ({
    page,
    world,
  }) => {
    test.slow();
    // Decoded, one has 33 MB; the memory holds 256 MB.
    world.faults.setPicture("large");
    await open(page, world, "?play=24&range=1-16");
    await expect(film(page)).toContainText("Memory holds 8 of 15 pictures; the others load while the film runs", LONG);
    await page.keyboard.press("End");
    await isAt(page, 16);
    await expect(picture(page, 16)).toHaveJSProperty("width", 3840, LONG);
    await film(page).getByRole("textbox", { name: /range/i }).fill("10-16");
    await expect(film(page)).toContainText("7 pictures loaded", LONG);
  });

  test("fills the screen by key and button, obeys its keys there, and leaves by the same", async ({ page, world }) => {
    const screen = page.locator(":fullscreen");
    await open(page, world, "?play=24&range=1-12");
    await expect(film(page)).toContainText("11 pictures loaded");
    const inDialog = await picture(page, 1).boundingBox();
    await page.keyboard.press("f");
    await expect(screen.getByRole("img", { name: "Frame 1", exact: true })).toBeVisible();
    const window = await page.evaluate(() => ({ x: 0, y: 0, width: innerWidth, height: innerHeight }));
    expect(await screen.boundingBox()).toEqual(window);
    expect((await picture(page, 1).boundingBox())?.height).toBeGreaterThan(inDialog?.height ?? 0);
    await expectNothingSerious(page, "playback that fills the screen", ":fullscreen");
    await page.keyboard.press("Space");
    await expect(screen).toContainText(/of \d\d+ frames dropped/);
    await page.keyboard.press("Space");
    await page.keyboard.press("f");
    await expect(screen).toHaveCount(0);
    await expect(film(page)).toBeVisible();
    await button(page, "Full screen").click();
    await expect(screen).toHaveCount(1);
    await button(page, "Full screen").click();
    await expect(screen).toHaveCount(0);
  });

  test("shows what is missing in its place, and loads it again on request", async ({ page, world }) => {
    world.faults.setPicture("missing");
    await open(page, world, "?play=24&range=1-3");
    await expect(film(page)).toContainText("Frame 1 · No picture");
    await expect(film(page)).toContainText("2 without a picture");
    await button(page, "Play").click();
    await expect(film(page)).toContainText("Frame 3 · No picture");
    world.faults.clear();
    await button(page, "Pause").click();
    await page.keyboard.press("Home");
    // The server tries a missing picture again after a minute at the earliest.
    await button(page, "Load again").click();
    await expect(film(page)).toContainText("2 without a picture");
  });

  test("says why there are no pictures at all, and so does its button", async ({ page, world }) => {
    world.faults.setPicture("forbidden");
    await open(page, world, "?play=24");
    await expect(film(page)).toContainText("The farm refuses to hand out pictures", LONG);
    await page.keyboard.press("Escape");
    for (const name of ["Play", "Pictures"]) {
      await expect(page.getByRole("button", { name, exact: true })).toBeDisabled();
      await expect(page.getByRole("button", { name, exact: true })).toHaveAttribute(
        "title",
        "The farm refuses to hand out pictures",
      );
    }
  });

  test("has nothing serious for axe, in both themes and languages, and fits on a phone", async ({ page, world }) => {
    test.slow();
    await open(page, world, "?play=24");
    await expect(film(page)).toContainText("188 pictures loaded", LONG);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNothingSerious(page, `playback, ${colorScheme}`, "[role=dialog]");
    }
    await page.setViewportSize({ width: 390, height: 844 });
    const dialog = page.getByRole("dialog");
    expect(await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    await prefer(page, { polling: "off", language: "zh" });
    await page.reload();
    await expect(dialog).toContainText("已加载 188 个画面", LONG);
    expect(await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    await expectNothingSerious(page, "playback in Chinese", "[role=dialog]");
  });
});
