/** What the pages ask the farm for to show settings, labels and plug-ins: the farm received exactly that. */
import { expect, test } from "./fixtures";

test("Settings asks for the farm's settings and the project labels", async ({ page, world }) => {
  await page.goto("/settings?section=farm");
  await expect.poll(() => world.answered("queryUserSetting").at(0)).toEqual({});
  await page.goto("/settings?section=labels");
  await expect.poll(() => world.answered("getLabelList").at(0)).toEqual({});
});

test("Environments asks for the software, and for the plug-ins of the one that is edited", async ({ page, world }) => {
  await page.goto("/environments?software=2001&env=max2018_corona");
  await expect.poll(() => world.answered("querySupportedSoftware").at(0)).toEqual({});
  await expect.poll(() => world.answered("querySupportedPlugin").at(0)).toEqual({ cgId: 2001 });
});
