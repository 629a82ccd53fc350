/** Refreshes never move the page: after a refresh only the changed values differ. */
import type { Page } from "@playwright/test";
import { expect, lookAgain, test } from "./fixtures";
import { holdAnswers } from "./hold";
import { watchRequests } from "./pages/settled";
import { scenes } from "./pages/tasks";

/** The progress cell of a task row. */
const progressOf = (page: Page, name: string) =>
  page.getByRole("row", { name, exact: true }).getByRole("gridcell", { name: /frames finished/ });

test("selection, focus, scroll and expansion survive a refresh that changes the rows", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await tasks.open(`?open=${world.idOf(scenes.renderingLayers)}`);
  await tasks.select(scenes.rendering);
  await tasks.row(scenes.withFailed).focus();
  await tasks.grid.evaluate((grid) => grid.scrollTo({ top: 140 }));
  const before = await progressOf(page, scenes.rendering).innerText();

  world.pass(1800);
  await lookAgain(page, world);
  await expect(progressOf(page, scenes.rendering)).not.toHaveText(before);
  await expect(tasks.row(scenes.rendering)).toHaveAttribute("aria-selected", "true");
  await expect(tasks.row(scenes.withFailed)).toBeFocused();
  await expect(tasks.row(scenes.renderingLayers)).toHaveAttribute("aria-expanded", "true");
  expect(await tasks.grid.evaluate((grid) => grid.scrollTop)).toBe(140);
});

test("rows keep their order while some are selected, and new tasks are added later", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await tasks.open("?sort=-progress");
  // The selection bar covers the last rows.
  const order = async () => (await tasks.order()).slice(0, 20);
  const before = await order();
  await tasks.select(scenes.rendering);
  const progress = await progressOf(page, scenes.rendering).innerText();
  world.pass(3 * 3600);
  await lookAgain(page, world);
  await expect(progressOf(page, scenes.rendering)).not.toHaveText(progress);
  expect(await order()).toEqual(before);
  await tasks.selectionBar.getByRole("button", { name: "Clear selection" }).click();
  await expect.poll(order).not.toEqual(before);
});

test("a task submitted elsewhere is announced but not added while rows are selected", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await tasks.open();
  await tasks.select(scenes.rendering);
  world.elsewhere("createTask", { count: 1 });
  const [id] = world.farm.reservations.keys();
  world.elsewhere("submitTask", { taskId: id });
  await lookAgain(page, world);
  await expect(page.getByText("1 more task matches. Clear the selection to show it.")).toBeVisible();
  await expect(tasks.row(`task_${id}.ma`)).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(tasks.row(`task_${id}.ma`)).toBeVisible();
});

test("an open menu stays open for its task", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await tasks.row(scenes.rendering).click({ button: "right" });
  await expect(tasks.menu).toBeVisible();
  const before = await progressOf(page, scenes.rendering).innerText();
  world.pass(1800);
  await lookAgain(page, world);
  await expect(progressOf(page, scenes.rendering)).not.toHaveText(before);
  await expect(tasks.menu).toHaveAccessibleName(`Actions for ${scenes.rendering}`);
  await page.getByRole("menuitem", { name: "Stop" }).click();
  await expect(tasks.dialog).toContainText(scenes.rendering.slice(-14));
});

test("the search text and the input of a form do not change", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await tasks.search.pressSequentially("light");
  world.pass(1800);
  await lookAgain(page, world);
  await expect(tasks.search).toBeFocused();
  await tasks.search.pressSequentially("ing");
  await expect(tasks.search).toHaveValue("lighting");

  await tasks.openNewTask();
  const user = tasks.dialog.getByRole("textbox", { name: "External user id" });
  await user.fill("100001");
  world.pass(1800);
  await lookAgain(page, world);
  await expect(user).toHaveValue("100001");
  await expect(user).toBeFocused();
});

test("only the changed row is updated in the DOM", async ({ page, tasksPage: tasks, world }) => {
  // The clock of the page is paused, so every change in the grid comes from the data.
  await page.clock.setFixedTime(Date.now());
  const requests = watchRequests(page);
  await tasks.open();
  await requests.settle();
  await tasks.grid.evaluate((grid) => {
    const touched = new Set<string>();
    Object.assign(window, { touched });
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        touched.add(
          element?.closest("[role=row]")?.getAttribute("aria-label") ?? `outside the rows: ${element?.tagName}`,
        );
      }
    }).observe(grid, { attributes: true, characterData: true, childList: true, subtree: true });
  });
  const touched = () =>
    page.evaluate(() => {
      const seen: unknown = Reflect.get(window, "touched");
      return seen instanceof Set ? [...seen].map(String) : ["the observer is gone"];
    });
  await lookAgain(page, world);
  expect(await touched()).toEqual([]);
  world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
  await lookAgain(page, world);
  await expect(tasks.row(scenes.rendering).getByRole("gridcell", { name: "Stopped", exact: true })).toBeVisible();
  expect(await touched()).toEqual([scenes.rendering]);
});

test("a late response does not replace newer data", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  const release = await holdAnswers(page, "getTaskList");
  await lookAgain(page, world);
  await tasks.act(scenes.rendering, /^Stop/);
  await tasks.confirm(/^Stop/);
  const stopped = tasks.row(scenes.rendering).getByRole("gridcell", { name: "Stopped", exact: true });
  await expect(stopped).toBeVisible();
  await page.keyboard.press("Escape");
  await tasks.row(scenes.rendering).evaluate((row) => {
    const said: string[] = [];
    Reflect.set(window, "said", said);
    new MutationObserver(() => said.push(row.textContent ?? "")).observe(row, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  release();
  await lookAgain(page, world);
  await lookAgain(page, world);
  await expect(stopped).toBeVisible();
  expect(String(await page.evaluate(() => Reflect.get(window, "said")))).not.toContain("Rendering");
});

test("the status line shows the age of the data, and polling can be paused", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await page.clock.install();
  await tasks.open();
  await page.getByRole("button", { name: "Pause" }).click();
  const before = world.answered("getTaskList").length;
  await page.clock.fastForward(120_000);
  await expect(tasks.statusLine).toContainText(/Data is 2m .* old/);
  expect(world.answered("getTaskList")).toHaveLength(before);
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(tasks.statusLine).toContainText(/Updated \d+s ago/);
  await page.getByRole("button", { name: "Resume updates" }).click();
  await page.clock.fastForward(20_000);
  await expect.poll(() => world.answered("getTaskList").length).toBeGreaterThan(before + 1);
});
