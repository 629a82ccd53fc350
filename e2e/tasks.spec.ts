/** The Tasks page: list, search, filters, URL, export and new tasks. */
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures";
import { scenes, tasksPage } from "./pages/tasks";

test("the list shows the tasks of the specification, read with signed requests", async ({
  world,
  tasksPage: tasks,
}) => {
  await tasks.open("?q=xiaoguotu");
  const finished = tasks.row(scenes.specFinished);
  await expect(finished.getByRole("gridcell", { name: "Finished", exact: true })).toBeVisible();
  await expect(finished).toContainText("18 / 18");
  await expect(finished.getByRole("gridcell", { name: "8.27", exact: true })).toBeVisible();
  const stopped = tasks.row(scenes.specStopped);
  await expect(stopped.getByRole("gridcell", { name: "Stopped", exact: true })).toBeVisible();
  await expect(stopped).toContainText("12 / 18");

  const requests = world.requests();
  expect(requests.length).toBeGreaterThan(0);
  for (const { code, headers } of requests) {
    expect(code).toBe(200);
    expect(headers["signature"]).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(headers["accessid"]).toBe("AKIDbrowser");
  }
});

test("a task expands into its passes", async ({ page, tasksPage: tasks }) => {
  await tasks.open("?q=18278");
  await tasks.grid.getByRole("button", { name: "Show 2 layers" }).click();
  const photon = tasks.grid.locator('[role=row][aria-level="2"]').filter({ hasText: "Photon pass" });
  const picture = tasks.grid.locator('[role=row][aria-level="2"]').filter({ hasText: "Main pass" });
  await expect(photon).toContainText("1 / 1");
  await expect(photon.getByRole("gridcell", { name: "1.57", exact: true })).toBeVisible();
  await expect(picture).toContainText("17 / 17");
  await expect(picture.getByRole("gridcell", { name: "6.70", exact: true })).toBeVisible();
  await expect(page).toHaveURL(/open=18278/);
  await photon.getByRole("gridcell").nth(2).click();
  await expect(tasks.panel).toContainText("18280");
});

test("the search matches scene, id, label and user in the whole history", async ({ page, tasksPage: tasks }) => {
  await tasks.open();
  await tasks.search.fill("衣帽间.max");
  await expect(tasks.row(scenes.specFinished)).toBeVisible();
  await tasks.search.fill("19088");
  await expect.poll(tasks.order).toEqual([scenes.specStopped]);
  await tasks.search.fill("freelance_zhou dragon");
  await expect.poll(tasks.order).toEqual(["🐉 dragon 🔥 v001.c4d"]);
  await tasks.search.fill("nothing is called this");
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await expect(tasks.search).toHaveValue("");
  await expect(page.getByText("40 tasks", { exact: true })).toBeVisible();
});

test("the list filters by state, software and date, and sorts", async ({ page, tasksPage: tasks }) => {
  await tasks.open();
  await tasks.toggleStates(/Timed out 1/);
  await expect.poll(tasks.order).toEqual([scenes.timedOut]);
  await tasks.toggleStates(/Unknown 1/);
  await expect.poll(async () => (await tasks.order()).toSorted()).toEqual([scenes.unknown, scenes.timedOut]);
  await tasks.toggleStates(/Timed out/, /Unknown/);

  await page.getByRole("banner").getByRole("button", { name: "Software" }).click();
  await page.getByRole("checkbox", { name: /^Houdini/ }).check();
  await page.keyboard.press("Escape");
  await expect.poll(async () => (await tasks.order()).every((name) => name.endsWith(".hip"))).toBe(true);
  await expect(page).toHaveURL(/software=Houdini/);

  await page.goto("/tasks?sort=-cost");
  const header = tasks.grid.getByRole("columnheader", { name: /^Cost/ });
  await expect(header).toHaveAttribute("aria-sort", "descending");
  await expect.poll(async () => (await tasks.order())[0]).toBe(scenes.renderingLayers);
  await header.getByRole("button").click();
  await expect(header).toHaveAttribute("aria-sort", "ascending");
});

test("a link shows the same view in another browser", async ({ context, page, tasksPage: tasks, world }) => {
  await tasks.open();
  await tasks.search.fill("lighting");
  await tasks.grid.getByRole("columnheader", { name: "Progress" }).getByRole("button").click();
  await tasks.row(scenes.renderingLayers).getByRole("button", { name: "Show 4 layers" }).click();
  await tasks.read(scenes.rendering);
  await expect(tasks.panel).toBeVisible();
  await expect(page).toHaveURL(/q=lighting/);
  const shown = await tasks.order();

  const other = await context.newPage();
  await other.goto(page.url());
  const theirs = tasksPage(other);
  await expect.poll(theirs.order).toEqual(shown);
  await expect(theirs.search).toHaveValue("lighting");
  await expect(theirs.panel).toContainText(String(world.idOf(scenes.rendering)));
  await expect(theirs.row(scenes.renderingLayers)).toHaveAttribute("aria-expanded", "true");
});

test("the panel has every field and the render settings", async ({ page, tasksPage: tasks }) => {
  await tasks.open("?q=18278&task=18278");
  await expect(tasks.panel.getByRole("button", { name: "Copy Id" })).toBeVisible();
  await expect(tasks.panel.getByText("P18278")).toBeVisible();
  await expect(tasks.panel.getByRole("rowheader", { name: "all_camera" })).toBeVisible();
  await expect(tasks.panel.getByRole("link", { name: /Photon pass/ })).toHaveAttribute("href", "/tasks/18280");
  await tasks.panel.getByRole("button", { name: "Close details" }).click();
  await expect(tasks.panel).toBeHidden();
  await expect(page).not.toHaveURL(/task=/);
});

test("the view is exported as CSV", async ({ page, tasksPage: tasks }) => {
  await tasks.open("?q=xiaoguotu");
  await page.getByRole("button", { name: "More" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /Export 2 tasks as CSV/ }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^renderdeck-tasks-.*\.csv$/);
  const csv = await readFile(await download.path(), "utf8");
  const lines = csv.trimEnd().split("\r\n");
  expect(
    csv.startsWith(
      "\uFEFFLevel,Status,Scene and layer,Frames finished,Frames in total,Failed,ETA from,ETA to,Cost CNY",
    ),
  ).toBe(true);
  expect(lines).toHaveLength(1 + 2);
  const finished = lines.find((line) => line.startsWith("1,Finished"));
  expect(finished).toContain("衣帽间.max,18,18,0,,,8.27");
});

test("a view is saved under a name", async ({ page, tasksPage: tasks }) => {
  await tasks.open();
  await tasks.search.fill("lighting");
  await tasks.toggleStates(/Rendering/);
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("textbox", { name: "View name" }).fill("Lights on");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Lights on", exact: true })).toBeVisible();
  const shown = await tasks.order();

  await tasks.open();
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("button", { name: "Lights on", exact: true }).click();
  await expect(tasks.search).toHaveValue("lighting");
  await expect.poll(tasks.order).toEqual(shown);
});

test("columns are shown, hidden and moved, and stored", async ({ page, tasksPage: tasks }) => {
  await tasks.open();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Columns…" }).click();
  await tasks.dialog.getByRole("checkbox", { name: "Alias", exact: true }).check();
  await tasks.dialog.getByRole("checkbox", { name: "Project", exact: true }).uncheck();
  await tasks.dialog.getByRole("button", { name: "Done" }).click();
  await expect(tasks.grid.getByRole("columnheader", { name: "Alias" })).toBeVisible();
  await page.reload();
  await expect(tasks.grid.getByRole("columnheader", { name: "Alias" })).toBeVisible();
  await expect(tasks.grid.getByRole("columnheader", { name: "Project" })).toBeHidden();
});

test("a new task appears after its id is reserved and submitted", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await tasks.openNewTask();
  await tasks.dialog.getByRole("button", { name: "Reserve 1 id" }).click();
  await expect(tasks.dialog.getByText("1 reserved id", { exact: true })).toBeVisible();
  await expect(tasks.dialog).toContainText("10201");
  const [id] = world.farm.reservations.keys();
  await tasks.dialog.getByRole("button", { name: "Submit…" }).click();
  expect(world.answered("submitTask")).toEqual([]);
  await tasks.dialog.getByRole("button", { name: "Submit task" }).click();
  await expect(page.getByText(`2W${id} submitted`)).toBeVisible();
  expect(world.answered("createTask")).toEqual([{ count: 1 }]);
  expect(world.answered("submitTask")).toEqual([{ taskId: id }]);
  // No id is left, so the dialog does not cover the way to the new task.
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`task=${id}`));
  await expect(tasks.row(`task_${id}.ma`).getByRole("gridcell", { name: "Analysing" })).toBeVisible();
});

test.describe("a long history", () => {
  test.use({ tasks: 250 });

  test("loads page by page and is searched to its end", async ({ page, tasksPage: tasks, world }) => {
    await tasks.open();
    await expect(page.getByText("250 tasks", { exact: true })).toBeVisible();
    // The server has read each page of the list once, two of them at the same time.
    const pages = world.answered("getTaskList").map((body) => JSON.stringify(body));
    expect(pages.slice(0, 3).sort()).toEqual([1, 2, 3].map((pageNum) => JSON.stringify({ pageNum, pageSize: 100 })));
    await tasks.search.fill("18278");
    await expect(tasks.row(scenes.specFinished)).toBeVisible();
    expect(await tasks.grid.getByRole("row").count()).toBeLessThan(5);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("failed frames have a text, views are reachable, and touch targets are large enough", async ({
    page,
    tasksPage: tasks,
    world,
  }) => {
    await tasks.open(`?open=${world.idOf(scenes.renderingLayers)}&q=city_s030`);
    const row = tasks.row(scenes.renderingLayers);
    const failed = world.leavesOf(scenes.renderingLayers).reduce((sum, leaf) => sum + leaf.failed, 0);
    await expect(row).toContainText(`Failed ✕ ${failed}`);
    for (const control of [row.getByRole("checkbox"), row.getByRole("button")])
      for (const one of await control.all()) {
        const box = await one.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
      }
    const nameAt = async (level: number) =>
      (await tasks.grid.locator(`[role=row][aria-level="${level}"] bdi`).first().boundingBox())?.x ?? 0;
    expect(await nameAt(2)).toBeGreaterThan(await nameAt(1));

    await page.getByRole("button", { name: "Views", exact: true }).click();
    await page.getByRole("textbox", { name: "View name" }).fill("City");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "City", exact: true }).click();
    await expect(page).not.toHaveURL(/open=/);
  });
});

test("a medium width has the filters behind one button and cuts nothing off", async ({ page, tasksPage: tasks }) => {
  await page.setViewportSize({ width: 768, height: 900 });
  await tasks.open();
  const bar = page.getByRole("banner");
  const cut = await bar
    .getByRole("button")
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent));
  expect(cut).toEqual([]);
  await bar.getByRole("button", { name: "Filters" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Software" }).click();
  await page.getByRole("checkbox", { name: /^Houdini/ }).check();
  await expect(page).toHaveURL(/software=Houdini/);
});
