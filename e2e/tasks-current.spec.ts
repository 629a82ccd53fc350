/** Task operations of the current dialect: each control and its requests. With the dialect of 2018 none of them is shown. */
import { currentOperationNames } from "../app/protocol/endpoints";
import { expectNothingSerious } from "./axe";
import { expect, test } from "./fixtures";
import { holdParts } from "./hold";
import { scenes } from "./pages/tasks";

/** The task whose test frames are done. */
const TESTED = "别墅外立面_黄昏_v010.max";

test.describe("the current dialect", () => {
  test.use({ dialect: "current" });

  test("approves test frames after it shows the price, and the task continues", async ({
    page,
    tasksPage: tasks,
    world,
  }) => {
    const id = world.idOf(TESTED);
    await tasks.open();
    await tasks.act(TESTED, "Approve test frames…");
    await expect(tasks.dialog).toContainText(/37 frames × median ¥\d\.\d\d of 3 finished frames/);
    await expect(tasks.dialog).toContainText(/Cost so far ¥\d\.\d\d; the whole task about ¥\d+\.\d\d–¥\d+\.\d\d/);
    expect(world.answered("fullSpeedRendering")).toEqual([]);
    await tasks.confirm("Render the rest of 1 task");
    await expect(page.getByText("1 task continues rendering")).toBeVisible();
    await expect(tasks.row(TESTED).getByRole("gridcell", { name: "Rendering", exact: true })).toBeVisible();
    expect(world.answered("fullSpeedRendering")).toEqual([{ taskIds: [id] }]);
    expect(world.received("fullSpeedRendering")).toHaveLength(1);

    world.pass(1200);
    const [leaf] = world.leavesOf(TESTED);
    const done = leaf?.done ?? 0;
    expect(done).toBeGreaterThan(4);
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(tasks.row(TESTED)).toContainText(` ${done} / 41`);
  });

  test("changes time limit, priority, tags and machine type of several tasks at once", async ({
    page,
    tasksPage: tasks,
    world,
  }) => {
    await tasks.open();
    for (const scene of [scenes.rendering, scenes.renderingLayers]) await tasks.select(scene);
    await tasks.selectionBar.getByRole("button", { name: "Change 2…" }).click();
    const { dialog } = tasks;
    await expect(dialog).toContainText("Now 24 h");
    await expect(dialog).toContainText("Not the same as project labels");
    await expect(dialog.getByLabel(/1080Ti/)).toBeDisabled();
    await expect(dialog.getByText("in use")).toHaveCount(1);
    await expectNothingSerious(page, "the change dialog", "[role=dialog]");
    await dialog.getByLabel("Hours").fill("36");
    await dialog.getByLabel("High (60)").check();
    await dialog.getByLabel("Add tags").fill("urgent");
    await dialog.getByLabel(/28C · 64GB/).check();
    await expect(dialog.getByRole("list", { name: "Changes to send" })).toContainText("24 h → 36 h");
    await tasks.confirm("Change 2 tasks");
    await expect(page.getByText("2 tasks changed")).toBeVisible();

    const ids = [scenes.rendering, scenes.renderingLayers].flatMap((scene) =>
      world.leavesOf(scene).map((leaf) => leaf.id),
    );
    expect(world.answered("setTaskOverTimeStop")).toEqual([{ taskIds: ids, overTime: 36 * 3600 }]);
    expect(world.answered("addTaskLabel")).toEqual([{ label: "urgent", taskIds: ids }]);
    expect(ids.map((id) => world.farm.hardware.get(id))).toEqual(ids.map(() => 302));
    expect(world.farm.jobsById.get(world.idOf(scenes.rendering))?.userLevel).toBe(60);

    // The search finds the tag, and the panel shows it.
    await tasks.selectionBar.getByRole("button", { name: "Clear selection" }).click();
    await tasks.search.fill("urgent");
    await expect(page.getByText(/^2 of \d+ tasks$/)).toBeVisible();
    await tasks.read(scenes.rendering);
    await expect(tasks.panel.getByText("urgent", { exact: true })).toBeVisible();
    await expect(tasks.panel.getByText("1d 12h")).toBeVisible();
  });

  test("shows output files folder by folder with sizes", async ({ page, tasksPage: tasks }) => {
    await tasks.open();
    await tasks.read(scenes.stopped);
    await tasks.panel.getByRole("button", { name: "Output files…" }).click();
    const { dialog } = tasks;
    await dialog.getByRole("table").getByRole("button").first().click();
    await expect(dialog.getByText(/^\d+ files, [\d.]+ GB$/)).toBeVisible();
    await expect(dialog.getByRole("row").nth(1)).toContainText(/_1001\.exr.*MB/);
    await expectNothingSerious(page, "output files", "[role=dialog]");
    await dialog.getByRole("navigation", { name: "Folder" }).getByRole("button", { name: "All output" }).click();
    await expect(dialog.getByText(/^\d+ folders$/)).toBeVisible();
  });

  test("clones a task at a price, and leads to the clone once it is submitted", async ({
    page,
    tasksPage: tasks,
    world,
  }) => {
    const id = world.idOf(scenes.stopped);
    await tasks.open();
    await tasks.act(scenes.stopped, "Clone…");
    const { dialog } = tasks;
    await expect(dialog).toContainText(/About ¥[\d.]+–¥[\d.]+/);
    await expectNothingSerious(page, "clone", "[role=dialog]");
    expect(world.answered("createClone")).toEqual([]);
    await dialog.getByRole("button", { name: "Reserve id for the clone" }).press("Enter");
    await expect(dialog.getByText(/^Reserved: 2W\d+$/)).toBeVisible();
    await expectNothingSerious(page, "reserved clone", "[role=dialog]");
    await dialog.getByRole("button", { name: "Submit…" }).press("Enter");
    await expect(dialog.getByText(/^About ¥/)).toBeVisible();
    await dialog.getByRole("button", { name: "Submit task" }).press("Enter");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(tasks.panel.getByRole("heading", { level: 2 })).toContainText("v");
    await expect(tasks.panel.getByText("Cloned from").locator("..")).toContainText(String(id));
    expect(world.answered("createClone")).toMatchObject([{ count: 1, cloneOriginalId: id }]);
    expect(world.answered("submitTask")).toHaveLength(1);
  });

  test("lists and searches deleted tasks", async ({ page, tasksPage: tasks, world }) => {
    world.elsewhere("deleteTask", { taskParam: [world.idOf(scenes.withFailed), world.idOf(scenes.timedOut)] });
    await tasks.open();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Deleted tasks…" }).click();
    await expect(tasks.dialog.getByText("2 of 2 loaded")).toBeVisible();
    await tasks.dialog.getByRole("searchbox").fill("robot");
    await expect(tasks.dialog.getByRole("rowheader")).toHaveCount(1);
    await expect(tasks.dialog.getByRole("rowheader")).toContainText(scenes.withFailed);
    await expectNothingSerious(page, "deleted tasks", "[role=dialog]");
  });

  test("shows the operation record with users and links to tasks", async ({ page, tasksPage: tasks, world }) => {
    const id = world.idOf(scenes.rendering);
    world.elsewhere("stopTask", { taskParam: [id] });
    const alias = world.farm.jobsById.get(id)?.alias ?? "";
    await page.goto("/settings");
    await page.getByRole("link", { name: "Operation record" }).click();
    const newest = page.getByRole("table", { name: "Operation record" }).getByRole("row").nth(1);
    await expect(newest).toContainText("Stopped");
    await expectNothingSerious(page, "the operation record", "main");
    await page.getByLabel("To").fill("2018-12-31");
    await expect(page).toHaveURL(/to=2018-12-31/);
    await expect(newest).toContainText("P19088");
    await page.getByRole("button", { name: "Clear filters" }).click();
    await newest.getByRole("link", { name: alias }).click();
    await expect(tasks.row(scenes.rendering)).toBeVisible();
    await expect(page.getByText(/^1 of \d+ tasks$/)).toBeVisible();
  });
});

test.describe("a long history in the current dialect", () => {
  test.use({ dialect: "current", tasks: 900 });

  test("loads the requested task first", async ({ page, world }) => {
    // The oldest tasks are loaded last.
    const letGo = await holdParts(page);
    await page.goto(`/tasks?q=${encodeURIComponent(scenes.specFinished)}`);
    await expect(page.getByRole("row", { name: scenes.specFinished, exact: true })).toBeVisible();
    await expect(page.getByText(/Loading the task history/)).toBeVisible();
    await expect
      .poll(() => world.answered("getTaskList"))
      .toContainEqual({
        pageNum: 1,
        pageSize: 100,
        searchKeyword: scenes.specFinished,
      });
    letGo();
    await expect(page.getByText("1 of 900 tasks")).toBeVisible();
  });
});

test("the dialect of 2018 shows no such control and sends no such request", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await tasks.open();
  await tasks.select(TESTED);
  await expect(tasks.selectionBar.getByRole("button")).toHaveText(["", "Stop 1", "Abandon 1…", "Delete 1…"]);
  await tasks.read(TESTED);
  await expect(tasks.panel.getByRole("button", { name: "Abandon…" })).toBeVisible();
  await tasks.row(TESTED).click({ button: "right" });
  await expect(tasks.menu.getByRole("menuitem", { name: "Abandon…" })).toBeVisible();
  for (const name of [/Approve/, /Change/, /Output files/, /Clone/]) {
    await expect(page.getByRole("button", { name })).toHaveCount(0);
    await expect(page.getByRole("menuitem", { name })).toHaveCount(0);
  }
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await expect(page.getByRole("menuitem", { name: "Columns…" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: /Deleted/ })).toHaveCount(0);

  await page.goto("/settings?section=record");
  // The record of Renderdeck alone.
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("Operation record");
  await expect(page.getByLabel("Record", { exact: true })).toHaveCount(0);
  expect(currentOperationNames.filter((name) => world.answered(name).length > 0)).toEqual([]);
});
