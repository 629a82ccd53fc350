/** Small pictures in the frame table, and the large preview beside a row. */
import type { Page } from "@playwright/test";
import { expectNothingSerious } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { scenes } from "./pages/tasks";
import { observeShifts, still } from "./shifts";
import type { World } from "./world";

/** 188 of its 200 frames are done, frame 2 is not; the farm draws frame 87 black. */
const FRAMES = 200;
/** Its frames have two passes. */
const manyPasses = "robot_s590_sh0780_anim_v003.vrscene";
const tiles = "庭院鸟瞰_黄昏_v007.max";

const table = (page: Page) => page.getByRole("treegrid", { name: "Frames" });
const row = (page: Page, frame: number) => table(page).getByRole("row", { name: `Frame ${frame}`, exact: true });
const picture = (page: Page, frame: number) => row(page, frame).getByRole("button", { name: /^Picture of frame/ });
const preview = (page: Page, frame: number) =>
  page.getByRole("region", { name: `Picture of frame ${frame}`, exact: true });
const anyPreview = (page: Page) => page.getByRole("region", { name: /^Picture of frame/ });
const toggle = (page: Page) => page.getByRole("switch", { name: "Pictures in the table" });

async function open(page: Page, world: World, search = "?pictures=on") {
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(scenes.withFailed)}${search}`);
  await expect(table(page)).toHaveAttribute("aria-rowcount", String(FRAMES + 1));
}
/** Width and height, px. */
const ROOM = [78, 44];
const roomOf = async (page: Page, frame: number) => {
  const box = await row(page, frame).locator("[data-thumbnail]").boundingBox();
  return [Math.round(box?.width ?? 0), Math.round(box?.height ?? 0)];
};
const isLoaded = (page: Page, frame: number) =>
  expect(picture(page, frame).locator("img")).toHaveJSProperty("naturalWidth", 192);

test.beforeEach(({ tolerate }) => tolerate(/pictures\/\d|Failed to load resource/));

for (const dialect of ["2018", "current"] as const)
  test.describe(`in the dialect ${dialect}`, () => {
    test.use({ dialect });

    test("the switch shows pictures of the rows in view, in fixed room, and marks the black frame", async ({
      page,
      world,
    }) => {
      const loaded = new Set<string>();
      page.on("request", (request) => {
        if (/\/pictures\/0\?/.test(request.url())) loaded.add(request.url());
      });
      await observeShifts(page);
      await open(page, world, "");
      await expect(row(page, 1)).toBeVisible();
      expect(loaded.size).toBe(0);
      await toggle(page).click();
      await expect(page).toHaveURL(/pictures=on/);
      await still(page, "pictures arrive", () => isLoaded(page, 1), "none");
      // Frame 2 has no picture and the same room.
      expect([await roomOf(page, 1), await roomOf(page, 2)]).toEqual([ROOM, ROOM]);
      await row(page, 1).focus();
      await page.keyboard.press("End");
      await expect(row(page, FRAMES)).toBeVisible();
      await page.getByRole("textbox", { name: "Frame range" }).fill("80-95");
      await expect(picture(page, 87)).toHaveAccessibleName("Picture of frame 87 · Black");
      expect(loaded.size).toBeLessThan(90);
      await expectNothingSerious(page, "pictures in the table");
      await page.reload();
      await expect(picture(page, 87)).toHaveAccessibleName("Picture of frame 87 · Black");
    });

    test("Space opens the large picture, keys move it, and it says what it shows", async ({ page, world }) => {
      await open(page, world);
      await row(page, 3).focus();
      await page.keyboard.press("Space");
      await expect(preview(page, 3).getByRole("img")).toHaveJSProperty("naturalWidth", 192);
      await expect(preview(page, 3)).toContainText(/Frame 3 Finished/);
      await expectNothingSerious(page, "large preview");
      await page.keyboard.press("ArrowUp");
      await expect(preview(page, 2)).toContainText("No picture: Failed");
      await expect(row(page, 2)).toBeFocused();
      await page.keyboard.press("Escape");
      await expect(anyPreview(page)).toBeHidden();
      await expect(row(page, 2)).toBeFocused();
      await expect(row(page, 2)).toHaveAttribute("aria-selected", "false");
      await page.keyboard.press("Control+Space");
      await expect(row(page, 2)).toHaveAttribute("aria-selected", "true");
    });

    test("resting on a picture opens the large one, which the pointer can reach, and Escape closes", async ({
      page,
      world,
    }) => {
      await open(page, world);
      await isLoaded(page, 3);
      await picture(page, 3).hover();
      await expect(preview(page, 3)).toBeVisible();
      await preview(page, 3).getByRole("img").hover();
      await expect(preview(page, 3)).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(anyPreview(page)).toBeHidden();
      await picture(page, 4).hover();
      await expect(preview(page, 4)).toBeVisible();
      await page.mouse.move(1200, 20);
      await expect(anyPreview(page)).toBeHidden();
      await picture(page, 4).click();
      await page.mouse.move(1200, 20);
      await page.mouse.wheel(0, 100);
      await expect(preview(page, 4)).toBeVisible();
      await preview(page, 4).getByRole("button", { name: "Close" }).click();
      await expect(anyPreview(page)).toBeHidden();
      await expect(table(page).getByRole("row", { selected: true })).toHaveCount(0);
    });

    test("a farm that refuses all pictures greys the switch with the reason", async ({ page, world }) => {
      world.faults.setPicture("forbidden");
      await open(page, world);
      await expect(toggle(page)).toBeDisabled();
      await expect(toggle(page)).toHaveAttribute("title", "The farm refuses to hand out pictures");
      await expect(row(page, 1)).toBeVisible();
      await expect(table(page).locator("[data-thumbnail]")).toHaveCount(0);
    });

    test("on a phone a tap opens the picture at the bottom, and nothing is wider than the screen", async ({
      browser,
      world,
    }) => {
      const context = await browser.newContext({
        baseURL: world.origin,
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      await open(page, world);
      await isLoaded(page, 1);
      await picture(page, 1).tap();
      await expect(preview(page, 1).getByRole("img")).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await expectNothingSerious(page, "large preview on a phone");
      await preview(page, 1).getByRole("button", { name: "Close" }).tap();
      await expect(anyPreview(page)).toBeHidden();
      await context.close();
    });

    test("the passes of a frame are switched beside the large picture, and the row keeps the first one", async ({
      page,
      world,
    }) => {
      await prefer(page, { polling: "off" });
      await page.goto(`/tasks/${world.idOf(manyPasses)}?pictures=on`);
      await isLoaded(page, 1);
      await row(page, 1).focus();
      await page.keyboard.press("Space");
      const large = preview(page, 1);
      await expect(large.getByRole("radio", { name: "beauty" })).toBeChecked();
      await large.getByRole("radio", { name: "depth" }).check();
      await expect(page).toHaveURL(/pass=2/);
      await expect(large.getByRole("img")).toHaveAttribute("src", /pictures\/1\?/);
      await expect(large.getByRole("img")).toHaveJSProperty("naturalWidth", 192);
      await expect(picture(page, 1).locator("img")).toHaveAttribute("src", /pictures\/0\?/);
      await page.keyboard.press("Escape");
      await expect(anyPreview(page)).toBeHidden();
      await expect(row(page, 1)).toBeFocused();
      await page.keyboard.press("Space");
      await expect(large.getByRole("radio", { name: "depth" })).toBeChecked();
      await large.getByRole("radio", { name: "depth" }).focus();
      await page.keyboard.press("1");
      await expect(large.getByRole("img")).toHaveAttribute("src", /pictures\/0\?/);
      await expect(page).not.toHaveURL(/pass=/);
      await expectNothingSerious(page, "passes beside the large picture");
      await page.keyboard.press("Escape");
      await picture(page, 2).hover();
      await preview(page, 2).getByRole("radio", { name: "depth" }).click();
      await page.mouse.move(1200, 20);
      await expect(anyPreview(page)).toBeHidden();
      await expect(row(page, 2)).toBeFocused();
    });
  });

test.describe("in the current dialect", () => {
  test.use({ dialect: "current" });

  test("two clicks lead from the list of tasks to the black frame", async ({ page, world, tasksPage }) => {
    await prefer(page, { polling: "off" });
    await page.goto(`/tasks?task=${world.idOf(scenes.withFailed)}`);
    await tasksPage.panel.getByRole("link", { name: /^Frames/ }).click();
    await page.getByRole("button", { name: "Pictures", exact: true }).click();
    await expect(page.getByText("Frame 87 is black", { exact: true })).toBeVisible();
  });

  test("the first row in view stays when the pictures are switched", async ({ page, world }) => {
    await open(page, world, "");
    await row(page, 1).focus();
    for (let press = 0; press < 6; press += 1) await page.keyboard.press("PageDown");
    const first = () =>
      table(page).evaluate((grid) => {
        const top = grid.getBoundingClientRect().top + 30;
        const rows = [...grid.querySelectorAll<HTMLElement>("[data-row]")];
        const inView = rows.filter((element) => element.getBoundingClientRect().bottom > top);
        inView.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
        return inView[0]?.getAttribute("aria-label");
      });
    const before = await first();
    expect(before).not.toBe("Frame 1");
    await toggle(page).click();
    await expect(table(page).locator("[data-thumbnail]").first()).toBeVisible();
    await expect.poll(first).toBe(before);
    await toggle(page).click();
    await expect(table(page).locator("[data-thumbnail]")).toHaveCount(0);
    await expect.poll(first).toBe(before);
  });

  test("a missing picture says so in its row and in the preview", async ({ page, world }) => {
    world.faults.setPicture("missing");
    await open(page, world);
    await expect(picture(page, 1)).toHaveAccessibleName("Picture of frame 1 · No picture");
    await picture(page, 1).click();
    await expect(preview(page, 1)).toContainText("No picture");
  });

  test("tiles have pictures too, and the large one is beside the tile", async ({ page, world }) => {
    await prefer(page, { polling: "off" });
    await page.goto(`/tasks/${world.idOf(tiles)}?pictures=on`);
    await page.getByRole("button", { name: "Tiles" }).click();
    const list = page.getByRole("table", { name: "Progress of tiles" });
    const first = list.getByRole("button", { name: /^Picture of frame 0 · tile/ }).first();
    await expect(first.locator("img")).toHaveJSProperty("naturalWidth", 192);
    await first.focus();
    await page.keyboard.press("Space");
    await expect(anyPreview(page).getByRole("img")).toBeVisible();
    const [large, small] = [await anyPreview(page).boundingBox(), await first.boundingBox()];
    expect(large?.x).toBeGreaterThan((small?.x ?? 0) + (small?.width ?? 0));
    await expectNothingSerious(page, "pictures of tiles");
    await page.keyboard.press("ArrowDown");
    await expect(first).not.toBeFocused();
    await expect(list.locator("button[aria-expanded=true]")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(anyPreview(page)).toBeHidden();
    await expect(list).toBeVisible();
  });
});
