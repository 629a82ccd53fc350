/** Two tasks side by side, over the farm's list and what the server has recorded. */
import type { Page } from "@playwright/test";
import { expectNothingSerious } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { scenes } from "./pages/tasks";
import type { World } from "./world";

/** The only scene of the farm with two versions. */
const older = "别墅外立面_黄昏_v010.max";
const newer = "别墅外立面_黄昏_v022.max";

const rowOf = (page: Page, name: string | RegExp) =>
  page
    .getByRole("dialog")
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name }) });

const doneOf = (world: World, scene: string) => world.leavesOf(scene).reduce((sum, leaf) => sum + leaf.done, 0);

test("the menu of a row compares with the version before, and the link shows the same", async ({
  page,
  tasksPage,
  world,
}) => {
  await tasksPage.open();
  await tasksPage.act(newer, `Compare with ${older}`);
  await expect(page).toHaveURL(new RegExp(`compare=${world.idOf(older)},${world.idOf(newer)}`));
  const { dialog } = tasksPage;
  await expect(dialog.getByRole("columnheader")).toHaveText(["Field", new RegExp(older), new RegExp(newer)]);
  await expect(rowOf(page, /^Finished/).getByRole("cell")).toHaveText([
    String(doneOf(world, older)),
    new RegExp(`^${doneOf(world, newer)}`),
  ]);
  await expect(dialog).toContainText("Recorded since");
  await page.reload();
  await expect(dialog.getByRole("columnheader").nth(1)).toContainText(older);
  await dialog.getByRole("button", { name: "Swap sides" }).click();
  await expect(dialog.getByRole("columnheader").nth(1)).toContainText(newer);
  await dialog.getByRole("link", { name: older }).click();
  await expect(dialog).toBeHidden();
  await expect(tasksPage.panel).toContainText(older);
});

test("the keys compare two selected tasks, and leave what differs alone", async ({ page, tasksPage }) => {
  await tasksPage.open();
  await tasksPage.select(scenes.withFailed);
  const compare = tasksPage.selectionBar.getByRole("button", { name: "Compare", exact: true });
  await expect(compare).toBeHidden();
  await tasksPage.select(scenes.stopped);
  await compare.focus();
  await page.keyboard.press("Enter");
  await expect(rowOf(page, /^Failed/)).toContainText("12");
  const rows = tasksPage.dialog.getByRole("row");
  const all = await rows.count();
  await page.getByRole("checkbox", { name: "Differences only" }).focus();
  await page.keyboard.press("Space");
  await expect(rowOf(page, /^Failed \(different\)/)).toBeVisible();
  expect(await rows.count()).toBeLessThan(all);
  await page.keyboard.press("Escape");
  await expect(tasksPage.dialog).toBeHidden();
  await expect(compare).toBeFocused();
});

test("a task that is not there and a task without a version before are named", async ({ page, world }) => {
  await page.goto(`/tasks?compare=${world.idOf(older)},1`);
  await expect(page.getByRole("dialog")).toContainText("One of the tasks is not in the list");
  await page.goto(`/tasks?compare=${world.idOf(older)}`);
  await expect(page.getByRole("dialog")).toContainText("No task of an earlier version");
});

test("nothing is serious for axe, in both themes and languages, and a phone needs no sideways scrolling", async ({
  page,
  world,
}) => {
  test.slow();
  await page.setViewportSize({ width: 390, height: 844 });
  const dialog = page.getByRole("dialog");
  const url = `/tasks?compare=${world.idOf(older)},${world.idOf(newer)}`;
  const isTooWide = () => dialog.evaluate((element) => element.scrollWidth > element.clientWidth);
  await page.goto(url);
  await expect(dialog).toContainText("Recorded since");
  expect(await isTooWide()).toBe(false);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectNothingSerious(page, `the comparison, ${colorScheme}`, "[role=dialog]");
  }
  await prefer(page, { language: "zh" });
  await page.goto(url);
  await expect(dialog).toContainText("每完成一帧的费用");
  expect(await isTooWide()).toBe(false);
});
