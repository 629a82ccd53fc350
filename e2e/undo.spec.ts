/** What can be taken back: changes of tasks, a stop, another default environment. An undo never overwrites what somebody changed since. */
import type { Page } from "@playwright/test";
import { expectNothingSerious } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { scenes } from "./pages/tasks";

const strip = (page: Page) => page.getByRole("region", { name: "Messages" });

test.describe("in the current dialect", () => {
  test.use({ dialect: "current" });

  test("a change of several tasks is undone from its toast, to the former value of each", async ({
    page,
    tasksPage: tasks,
    world,
  }) => {
    const [one, other] = [world.idOf(scenes.rendering), world.idOf(scenes.renderingLayers)];
    const leaves = [scenes.rendering, scenes.renderingLayers].flatMap((scene) => world.leavesOf(scene));
    const levels = () => [one, other].map((id) => world.farm.jobsById.get(id)?.userLevel);
    const before = levels();
    await tasks.open();
    for (const scene of [scenes.rendering, scenes.renderingLayers]) await tasks.select(scene);
    await tasks.selectionBar.getByRole("button", { name: "Change 2…" }).click();
    await tasks.dialog.getByLabel("Hours").fill("36");
    await tasks.dialog.getByLabel("High (60)").check();
    await tasks.dialog.getByLabel("Add tags").fill("urgent");
    await tasks.confirm("Change 2 tasks");
    const undo = strip(page).getByRole("button", { name: "Undo" });
    await expect(undo).toBeVisible();
    await expectNothingSerious(page, "a toast with an action", "[aria-label=Messages]");
    expect(levels()).toEqual([60, 60]);
    await undo.click();
    await expect(strip(page).getByText("2 tasks are as before")).toBeVisible();
    expect(levels()).toEqual(before);
    const ids = leaves.map(({ id }) => id);
    expect(world.answered("setTaskOverTimeStop").at(-1)).toEqual({ taskIds: ids, overTime: 24 * 3600 });
    expect(world.answered("deleteTaskLabel")).toMatchObject([{ labelNames: ["urgent"], taskIds: ids }]);
  });

  test("the panel says who stopped a task, and the list shows the queue priority", async ({
    page,
    tasksPage: tasks,
    world,
  }) => {
    await tasks.open();
    await tasks.read(scenes.stopped);
    const { userName } = world.farm.jobsById.get(world.idOf(scenes.stopped)) ?? {};
    await expect(tasks.panel.getByText(new RegExp(`^Stopped by ${userName}, .*\\d\\d:\\d\\d$`))).toBeVisible();
    await expect(page.getByRole("columnheader", { name: "Priority" })).toBeVisible();
    world.elsewhere("updateTaskUserLevel", { taskId: world.idOf(scenes.rendering), taskUserLevel: 60 });
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(tasks.row(scenes.rendering)).toContainText("High");
  });

  test("Ctrl Z undoes the newest change; what was changed again since is left as it is", async ({
    page,
    tasksPage: tasks,
    world,
  }) => {
    const ids = world.leavesOf(scenes.rendering).map(({ id }) => id);
    const limits = () => world.answered("setTaskOverTimeStop");
    await tasks.open();
    await tasks.act(scenes.rendering, "Change");
    await tasks.dialog.getByLabel("Hours").fill("36");
    await tasks.confirm("Change 1 task");
    await expect(strip(page).getByRole("button", { name: "Undo" })).toBeVisible();
    // In a text field the key belongs to the text.
    await tasks.search.focus();
    await page.keyboard.press("Control+z");
    expect(limits()).toEqual([{ taskIds: ids, overTime: 36 * 3600 }]);
    await tasks.row(scenes.rendering).focus();
    world.elsewhere("setTaskOverTimeStop", { taskIds: ids, overTime: 7200 });
    await page.keyboard.press("Control+z");
    await expect(strip(page).getByText("Not undone")).toBeVisible();
    await expect(strip(page).getByText("1 task was changed again since and left as is.")).toBeVisible();
    expect(
      limits()
        .map((body) => JSON.stringify(body))
        .at(-1),
    ).toContain("7200");
  });
});

test("the panel says who stopped a task, and the list shows a changed priority, in the current dialect only", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await tasks.open();
  await tasks.read(scenes.stopped);
  await expect(tasks.panel).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Priority" })).toHaveCount(0);
  world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
  await tasks.read(scenes.rendering);
  await expect(tasks.panel.getByText("Stopped", { exact: true }).first()).toBeVisible();
  await expect(tasks.panel.getByText(/^Stopped (by|with) /)).toHaveCount(0);
  await tasks.read(scenes.alsoRendering);
  await tasks.panel.getByRole("button", { name: /^Stop/ }).click();
  await tasks.confirm("Stop 1 task");
  await expect(tasks.panel.getByText(/^Stopped with Renderdeck, /)).toBeVisible();
});

test("a stop is undone by the dialog of Start, which shows the price first", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await tasks.open();
  await tasks.act(scenes.rendering, "Stop");
  await tasks.confirm("Stop 1 task");
  await strip(page).getByRole("button", { name: "Undo: start again…" }).click();
  await expect(tasks.dialog).toContainText("¥");
  expect(world.answered("startTask")).toEqual([]);
  await tasks.confirm("Start 1 task");
  await expect(tasks.dialog).toBeHidden();
  expect(world.answered("startTask")).toEqual([{ taskParam: [world.idOf(scenes.rendering)] }]);
});

test("another default environment says whom it concerns, and is undone", async ({ page, world }) => {
  await prefer(page, { polling: "off" });
  const defaultOf = () => world.farm.environments.find(({ cgId, isDefault }) => cgId === 2001 && isDefault)?.editName;
  const former = defaultOf();
  await page.goto("/environments?software=2001&env=max2018_corona");
  await page.getByRole("button", { name: "Set as default…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(`${former} → max2018_corona`);
  await expect(dialog).toContainText(/\d+ loaded tasks use 3ds Max/);
  await expectNothingSerious(page, "the dialog of a default environment", "[role=dialog]");
  await dialog.getByRole("button", { name: "Set as default" }).click();
  await expect(strip(page).getByText("max2018_corona is now the default of 3ds Max")).toBeVisible();
  expect(defaultOf()).toBe("max2018_corona");
  await page.keyboard.press("Control+z");
  await expect(strip(page).getByText(`${former} is now the default of 3ds Max`)).toBeVisible();
  expect(defaultOf()).toBe(former);
});
