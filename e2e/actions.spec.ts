/** The five task actions from every place of the page; the state of the farm is asserted. */
import { expect, test } from "./fixtures";
import { hold } from "./hold";
import { scenes } from "./pages/tasks";

test("the row menu stops a task with one request", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await tasks.act(scenes.rendering, "Stop");
  await expect(tasks.dialog).toContainText("Rendering frames are stopped");
  expect(world.answered("stopTask")).toEqual([]);
  await tasks.confirm("Stop 1 task");
  await expect(page.getByText("1 task stopped")).toBeVisible();
  await expect(tasks.dialog).toBeHidden();
  await expect(tasks.row(scenes.rendering).getByRole("gridcell", { name: "Stopped", exact: true })).toBeVisible();
  expect(world.answered("stopTask")).toEqual([{ taskParam: [world.idOf(scenes.rendering)] }]);
  expect(world.leavesOf(scenes.rendering)).toMatchObject([{ status: 10, executing: 0, waiting: 0 }]);
});

test("the row menu rerenders failed frames after it shows the price", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await tasks.act(scenes.withFailed, "Rerender 12 failed frames");
  await expect(tasks.dialog.getByRole("heading")).toHaveText("Rerender 12 failed frames of 1 task?");
  await expect(tasks.dialog).toContainText(/About ¥\d+\.\d\d–¥\d+\.\d\d/);
  await expect(tasks.dialog).toContainText(/12 frames × median ¥\d\.\d\d of \d+ finished frames/);
  await expect(tasks.dialog).toContainText(/Balance with coupon: ¥[\d,.]+ → about ¥[\d,.]+/);
  await tasks.confirm("Rerender 12 failed frames");
  await expect(page.getByText("Rerendering 12 failed frames")).toBeVisible();
  expect(world.answered("restartFailedFrames")).toEqual([{ taskParam: [world.idOf(scenes.withFailed)] }]);
  const [leaf] = world.leavesOf(scenes.withFailed);
  expect(leaf).toMatchObject({ status: 5, failed: 0, done: 188, waiting: 12 });
  expect(leaf?.frames.filter((frame) => frame.resubmits === 1)).toHaveLength(12);
});

test("the panel abandons a task", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await tasks.read(scenes.waiting);
  await tasks.panel.getByRole("button", { name: "Abandon…" }).click();
  await expect(tasks.dialog).toContainText("cannot be started again");
  await tasks.confirm("Abandon 1 task");
  await expect(page.getByText("1 task abandoned")).toBeVisible();
  await expect(tasks.row(scenes.waiting).getByRole("gridcell", { name: "Abandoned" })).toBeVisible();
  expect(world.answered("abortTask")).toHaveLength(1);
  expect(world.leavesOf(scenes.waiting)).toMatchObject([{ status: 35 }]);
});

test("the selection bar starts and stops tasks and says which are skipped and why", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await tasks.open();
  for (const scene of [scenes.rendering, scenes.alsoRendering, scenes.withFailed, scenes.stopped])
    await tasks.select(scene);
  await expect(tasks.selectionBar).toContainText("4 selected");
  await tasks.selectionBar.getByRole("button", { name: "Stop 2" }).click();
  await expect(tasks.dialog).toContainText("2 selected tasks are not included:");
  await expect(tasks.dialog).toContainText("Stopped (1)");
  await tasks.confirm("Stop 2 tasks");
  await expect(page.getByText("2 tasks stopped")).toBeVisible();
  const ids = [world.idOf(scenes.rendering), world.idOf(scenes.alsoRendering)];
  expect(world.answered("stopTask")).toEqual([{ taskParam: ids }]);

  await tasks.selectionBar.getByRole("button", { name: "Start 3" }).click();
  await tasks.confirm("Start 3 tasks");
  await expect(page.getByText("3 tasks started")).toBeVisible();
  expect(world.answered("startTask")).toEqual([{ taskParam: [...ids, world.idOf(scenes.stopped)] }]);
  expect(world.leavesOf(scenes.rendering)).toMatchObject([{ status: 5 }]);
  expect(world.leavesOf(scenes.stopped).map((leaf) => leaf.status)).toEqual([25, 25, 5]);
});

test("the selection bar deletes tasks and their rows disappear", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await tasks.select(scenes.withFailed);
  await tasks.select(scenes.timedOut);
  const [one, two] = [world.idOf(scenes.withFailed), world.idOf(scenes.timedOut)];
  await tasks.selectionBar.getByRole("button", { name: "Delete 2…" }).click();
  await tasks.confirm("Delete 2 tasks");
  await expect(page.getByText("2 tasks deleted")).toBeVisible();
  await expect(tasks.row(scenes.withFailed)).toBeHidden();
  await expect(tasks.selectionBar).toBeHidden();
  await expect(page.getByText("38 tasks", { exact: true })).toBeVisible();
  expect(world.answered("deleteTask")).toEqual([{ taskParam: [one, two] }]);
  expect(world.farm.jobs.map((job) => job.id)).not.toContain(one);
});

test("the menu of a layer acts on this layer only", async ({ page, tasksPage: tasks, world }) => {
  const layer = world.leavesOf(scenes.renderingLayers).find((leaf) => leaf.status === 5);
  await tasks.open(`?open=${world.idOf(scenes.renderingLayers)}`);
  const row = tasks.grid.locator('[role=row][aria-level="2"]').filter({ hasText: "Rendering" }).first();
  await row.click({ button: "right" });
  await page.getByRole("menuitem", { name: "Stop" }).click();
  await tasks.confirm("Stop 1 task");
  await expect.poll(() => world.answered("stopTask")).toEqual([{ taskParam: [layer?.id] }]);
  const statuses = world.leavesOf(scenes.renderingLayers).map((leaf) => leaf.status);
  expect(statuses).toEqual([25, 10, 5, 0]);
});

test("a key opens the dialog of an action for the focused row", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await tasks.row(scenes.rendering).focus();
  await page.keyboard.press("x");
  await expect(tasks.dialog.getByRole("heading")).toHaveText("Stop 1 task?");
  const confirm = tasks.dialog.getByRole("button", { name: "Stop 1 task" });
  // The key of a disabled button goes elsewhere.
  await expect(confirm).toBeEnabled();
  await confirm.press("Enter");
  await expect(tasks.dialog).toBeHidden();
  expect(world.answered("stopTask")).toHaveLength(1);
  await expect(tasks.row(scenes.rendering)).toBeFocused();
});

test("the row shows Stopping… until the farm has stopped the task", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  const letGo = await hold(page, "stopTask");
  await tasks.act(scenes.rendering, "Stop");
  const confirm = tasks.dialog.getByRole("button", { name: "Stop 1 task" });
  await confirm.click();
  await expect(page.getByText("Stopping…")).toBeVisible();
  await expect(confirm).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(tasks.dialog).toBeVisible();
  letGo();
  await expect(page.getByText("1 task stopped")).toBeVisible();
  await expect(page.getByText("Stopping…")).toBeHidden();
  expect(world.received("stopTask")).toHaveLength(1);
});

test("a refused action shows the reason for each task and changes nothing", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await tasks.open();
  await tasks.select(scenes.rendering);
  await tasks.select(scenes.alsoRendering);
  world.faults.set("stopTask", { kind: "refuse", code: 605 });
  await tasks.selectionBar.getByRole("button", { name: "Stop 2" }).click();
  await tasks.confirm("Stop 2 tasks");
  await expect(tasks.dialog.getByRole("alert")).toContainText(
    "The farm rejected the request: not enough permissions (code 605).",
  );
  await expect(tasks.dialog.getByRole("alert")).toContainText("Nothing was changed.");
  await expect(tasks.dialog.getByRole("listitem")).toHaveText([/^Not done.*Rendering/, /^Not done.*Rendering/]);
  expect(world.received("stopTask")).toHaveLength(1);
  expect(world.leavesOf(scenes.rendering)).toMatchObject([{ status: 5 }]);
  await tasks.dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(tasks.dialog).toBeHidden();
  await expect(page.getByRole("region", { name: "Selected tasks" })).toContainText("2 selected");
});

test("a task that has ended since is skipped before anything is sent", async ({ tasksPage: tasks, world }) => {
  await tasks.open();
  world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
  const before = world.answered("stopTask").length;
  await tasks.act(scenes.rendering, "Stop");
  await expect(tasks.dialog.getByRole("heading")).toHaveText("No tasks to stop");
  await expect(tasks.dialog).toContainText("1 selected task is not included: Stopped (1)");
  await expect(tasks.dialog.getByRole("button")).toHaveText(["", "Close"]);
  expect(world.answered("stopTask")).toHaveLength(before);
});
