/** Hung and slow frames in the list of tasks: found by the server, shown beside the status, linked to the frames. */
import { expectNothingSerious } from "./axe";
import { expect, test } from "./fixtures";

const hungScene = "city_s030_sh0040_lighting_v021.ma";

test.describe("in the current dialect", () => {
  test.use({ dialect: "current" });

  test("a hung frame marks its task, and the mark leads to the frames of its layer", async ({ page, world }) => {
    await page.goto("/tasks");
    const row = page.getByRole("row").filter({ hasText: hungScene });
    const mark = row.getByRole("link", { name: "Hung 1" });
    await expect(mark).toBeVisible({ timeout: 40_000 });
    await expect(mark).toHaveAttribute(
      "title",
      /^1 frame hangs.*\n.*10\.60\.\d+\.\d+.*\n\d+ of 32 rendering frames read/,
    );
    await expectNothingSerious(page, "tasks with a hung frame");
    await mark.click();
    const leaf = world.leavesOf(hungScene)[2]?.id;
    await expect(page).toHaveURL(new RegExp(`/tasks/${leaf}\\?status=hung`));
    const frames = page.getByRole("treegrid").getByRole("row");
    await expect(frames).toHaveCount(2);
    await expect(frames.nth(1)).toContainText("Hung");
  });

  test("the mark ends with the rendering", async ({ page, world }) => {
    await page.goto("/tasks");
    const row = page.getByRole("row").filter({ hasText: hungScene });
    const mark = row.getByRole("link", { name: "Hung 1" });
    await expect(mark).toBeVisible({ timeout: 40_000 });
    world.elsewhere("stopTask", { taskIds: [world.idOf(hungScene)] });
    await expect(mark).toBeHidden({ timeout: 20_000 });
  });

  test("a phone shows the mark on the card of the task", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto("/tasks");
    const mark = page.getByRole("link", { name: "Hung 1" }).first();
    await expect(mark).toBeVisible({ timeout: 40_000 });
    const box = await mark.boundingBox();
    expect((box?.x ?? 999) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  });
});

test("in the dialect of 2018 no frame is called hung, because the farm sends no load", async ({ page, world }) => {
  await page.goto("/tasks");
  const leaves = () => world.farm.jobs.flatMap((job) => job.leaves).filter(({ counts }) => counts.executing > 0);
  await expect
    .poll(() => world.answered("queryTaskFrames").length, { timeout: 40_000 })
    .toBeGreaterThanOrEqual(leaves().length);
  await expect(page.getByRole("row").filter({ hasText: hungScene })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Hung/ })).toHaveCount(0);
});
