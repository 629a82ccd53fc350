/** Requests of the Settings and Environments pages, as the farm received them. */
import { expect, test } from "./fixtures";

test("Settings requests the settings of the farm and the project labels", async ({ page, world }) => {
  await page.goto("/settings?section=farm");
  await expect.poll(() => world.answered("queryUserSetting").at(0)).toEqual({});
  await page.goto("/settings?section=labels");
  await expect.poll(() => world.answered("getLabelList").at(0)).toEqual({});
});

test("Environments requests the software list and the plug-ins of the edited software", async ({ page, world }) => {
  await page.goto("/environments?software=2001&env=max2018_corona");
  await expect.poll(() => world.answered("querySupportedSoftware").at(0)).toEqual({});
  await expect.poll(() => world.answered("querySupportedPlugin").at(0)).toEqual({ cgId: 2001 });
});
