/** The place in the list of tasks: what comes back with it, and the way from one of its tasks to the next. */
import type { Page } from "@playwright/test";
import { expect, prefer, test } from "./fixtures";
import type { TasksPage } from "./pages/tasks";

test.use({ tasks: 240 });

const LIST = "?status=failed,finishedWithFailed,timedOut&sort=scene";
const frames = (page: Page) => page.getByRole("treegrid", { name: "Frames" });
const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const breadcrumb = (page: Page) => page.getByRole("main").getByRole("link", { name: "Tasks", exact: true });
const walk = (page: Page) => page.getByRole("group", { name: "Tasks of the list" });
const marked = (page: Page) => page.locator("[role=row][aria-current=true]");
const nameOfFocus = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
const selectedRows = (page: Page) => page.locator("[role=row][aria-selected=true]");

/** Opens the list and waits until it is complete. */
async function openList(page: Page, tasks: TasksPage) {
  await prefer(page, { polling: "off" });
  await tasks.open(LIST);
  await expect(page.getByText(/ of 240 tasks/)).toBeVisible();
}

const waysBack = [
  ["the breadcrumb", (page: Page) => breadcrumb(page).click()],
  ["Back", (page: Page) => page.goBack()],
  ["Escape", (page: Page) => page.keyboard.press("Escape")],
] as const;

for (const [name, goBack] of waysBack)
  test(`${name} restores filters, scroll, selection, focus and the marked row`, async ({ page, tasksPage: tasks }) => {
    await page.setViewportSize({ width: 1440, height: 500 });
    await openList(page, tasks);
    await tasks.grid.hover();
    await page.mouse.wheel(0, 200);
    const scrollTop = () => tasks.grid.evaluate((grid) => Math.round(grid.scrollTop));
    await expect.poll(scrollTop).toBe(200);
    const names = await tasks.order();
    const [first = "", second = "", opened = ""] = names.slice(9);
    await tasks.select(first);
    await tasks.select(second);
    await tasks.row(opened).getByTitle("Show failed frames").click();
    await expect(frames(page)).toBeVisible();
    await expect(heading(page)).toBeVisible();

    await goBack(page);
    await expect(tasks.row(opened)).toBeFocused();
    expect(new URL(page.url()).search).toBe(LIST);
    await expect.poll(scrollTop).toBe(200);
    await expect(selectedRows(page)).toHaveCount(2);
    await expect(tasks.selectionBar).toContainText("2 selected");
    await expect(tasks.row(first)).toHaveAttribute("aria-selected", "true");
  });

test("the row of the open task is marked and in view: after a click, a link and a walk", async ({
  page,
  tasksPage: tasks,
}) => {
  await openList(page, tasks);
  const names = await tasks.order();
  const [, second = "", third = ""] = names;
  await tasks.read(second);
  await expect(marked(page)).toHaveAccessibleName(second);
  await walk(page).getByRole("button", { name: "Next task" }).click();
  await expect(marked(page)).toHaveAccessibleName(third);
  await expect(tasks.panel.getByRole("heading", { level: 2 })).toHaveAttribute("title", third);

  // The row of a link is scrolled into view, however far down it is.
  await page.goto("/tasks?sort=scene");
  await expect(page.getByText("240 tasks", { exact: true })).toBeVisible();
  await tasks.grid.press("End");
  await expect.poll(() => nameOfFocus(page)).toBeTruthy();
  const last = (await nameOfFocus(page)) ?? "";
  const id = await tasks.row(last).getAttribute("data-row");
  const other = await page.context().newPage();
  await other.goto(`/tasks?sort=scene&task=${id}`);
  await expect(marked(other)).toBeInViewport();
  await expect(marked(other)).toHaveAccessibleName(last);
});

test("frames lead on to the next task of the list by mouse, and Back to the list", async ({
  page,
  tasksPage: tasks,
}) => {
  await openList(page, tasks);
  const count = Number(await tasks.grid.getAttribute("aria-rowcount")) - 1;
  const [first = "", second = "", third = ""] = await tasks.order();
  await tasks.row(first).getByTitle("Show failed frames").click();
  await expect(walk(page)).toContainText(`1 of ${count}: Failed + 2`);
  await expect(walk(page).getByRole("button", { name: "Previous task" })).toHaveAttribute("aria-disabled", "true");
  const next = walk(page).getByRole("button", { name: "Next task" });
  const place = await next.boundingBox();
  await next.click();
  await expect(heading(page)).toContainText(second.slice(0, 8));
  await expect(walk(page)).toContainText(`2 of ${count}`);
  // The button stays under the pointer.
  expect(await next.boundingBox()).toEqual(place);
  await next.click();
  await expect(heading(page)).toContainText(third.slice(0, 8));
  // The filter of the frames goes on.
  expect(new URL(page.url()).search).toBe("?status=failed,timedOut");

  await page.reload();
  await expect(walk(page)).toContainText(`3 of ${count}`);
  await page.goBack();
  expect(new URL(page.url()).search).toBe(LIST);
});

test("the whole round by keyboard: list, frames, next task, list", async ({ page, tasksPage: tasks }) => {
  await openList(page, tasks);
  const [first = "", second = "", third = ""] = await tasks.order();
  await tasks.row(first).focus();
  await page.keyboard.press("f");
  await expect(heading(page)).toContainText(first.slice(0, 8));
  await page.keyboard.press("j");
  await expect(walk(page)).toContainText("2 of ");
  await expect(heading(page)).toContainText(second.slice(0, 8));
  await page.keyboard.press("j");
  await expect(walk(page)).toContainText("3 of ");
  await page.keyboard.press("k");
  await expect(walk(page)).toContainText("2 of ");
  await expect(heading(page)).toBeFocused();
  await page.keyboard.press("Escape");
  // The list opens at the task that was seen last.
  await expect(tasks.row(second)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(tasks.row(third)).toBeFocused();
});

test("the side panel walks by arrows and keys, and opens the frames", async ({ page, tasksPage: tasks }) => {
  await openList(page, tasks);
  const [first = "", second = "", third = ""] = await tasks.order();
  await tasks.row(first).focus();
  await page.keyboard.press("Enter");
  const title = tasks.panel.getByRole("heading", { level: 2 });
  await expect(title).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(title).toHaveAttribute("title", second);
  await page.keyboard.press("j");
  await expect(title).toHaveAttribute("title", third);
  await page.keyboard.press("ArrowUp");
  await expect(title).toHaveAttribute("title", second);
  await expect(marked(page)).toHaveAccessibleName(second);
  await page.keyboard.press("f");
  await expect(heading(page)).toContainText(second.slice(0, 8));
  await expect(walk(page)).toContainText("2 of ");
  // One Back from the frames, one more from the panel, however many tasks it has shown.
  await page.goBack();
  await expect(title).toHaveAttribute("title", second);
  await page.goBack();
  await expect(tasks.panel).toBeHidden();
});

test("frames that were not opened from the list belong to none", async ({ page, tasksPage: tasks }) => {
  await openList(page, tasks);
  const id = await tasks.rows.nth(1).getAttribute("data-row");
  await page.goto(`/tasks/${id}`);
  await expect(frames(page)).toBeVisible();
  await expect(walk(page)).toBeHidden();
});

test("the side panel takes no column away and adds no scrollbar", async ({ page, tasksPage: tasks }) => {
  await openList(page, tasks);
  const first = tasks.rows.nth(1);
  const columns = () =>
    tasks.grid.getByRole("columnheader").evaluateAll((all) => all.map((one) => one.getAttribute("data-column")));
  const before = await columns();
  const hasScrollbar = () => tasks.grid.evaluate((grid) => grid.scrollWidth > grid.clientWidth);
  expect(await hasScrollbar()).toBe(false);
  await first.getByRole("gridcell").nth(2).click();
  await expect(tasks.panel).toBeVisible();
  for (const width of [1920, 1440, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(hasScrollbar, { message: `a scrollbar at ${width} px` }).toBe(false);
    expect(await columns()).toEqual(before);
  }
  // Beside the panel at 1440 px, the columns up to the user are seen whole.
  await page.setViewportSize({ width: 1440, height: 900 });
  const panelBox = await tasks.panel.boundingBox();
  await expect
    .poll(async () => {
      const box = await first.locator("[data-column=user]").boundingBox();
      return (box?.x ?? Number.POSITIVE_INFINITY) + (box?.width ?? 0);
    })
    .toBeLessThanOrEqual(panelBox?.x ?? 0);
});

test("at 1920 px the bars have their share of the space", async ({ page, tasksPage: tasks }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await openList(page, tasks);
  const widthOf = async (column: string) =>
    (await tasks.rows.nth(1).locator(`[data-column=${column}]`).boundingBox())?.width ?? 0;
  await expect.poll(() => widthOf("progress")).toBeGreaterThan(280);
  expect(await widthOf("scene")).toBeGreaterThan(350);
});

test("the first row is two keys from the load, and one from the search", async ({ page, tasksPage: tasks }) => {
  await openList(page, tasks);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(tasks.rows.nth(1)).toBeFocused();

  await page.keyboard.press("/");
  await expect(tasks.search).toBeFocused();
  // Typed and left at once: rows that the filter takes away hand the focus on.
  await page.keyboard.type("ocean");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await tasks.order()).every((name) => name.includes("ocean"))).toBe(true);
  await expect(tasks.rows.nth(1)).toBeFocused();
  await page.keyboard.press("/");
  await page.keyboard.press("ArrowDown");
  await expect(tasks.rows.nth(1)).toBeFocused();
});

test("a key that applies to nothing opens no dialog and says why", async ({ page, tasksPage: tasks }) => {
  await prefer(page, { polling: "off" });
  await tasks.open("?status=rendering");
  await tasks.rows.nth(1).focus();
  await page.keyboard.press("s");
  const messages = page.getByRole("region", { name: "Messages" });
  await expect(messages).toContainText("No tasks to start");
  await expect(messages).toContainText("1 task: Rendering");
  await expect(tasks.dialog).toBeHidden();
  await expect(tasks.rows.nth(1)).toBeFocused();
});

test("the menu of a row begins with the frames, ends with what destroys, and names the keys", async ({
  page,
  tasksPage: tasks,
}) => {
  await openList(page, tasks);
  await tasks.rows.nth(1).focus();
  await page.keyboard.press("Shift+F10");
  const entries = tasks.menu.getByRole("menuitem");
  await expect(entries.first()).toHaveAccessibleName("Frames");
  await expect(entries.first()).toContainText("f");
  await expect(entries.last()).toHaveAccessibleName("Delete…");
  await expect(entries.last()).toContainText("Del");
  await expect(tasks.menu.locator(".mantine-Menu-divider + [role=menuitem]").last()).toHaveAccessibleName(
    /Abandon|Delete/,
  );
  for (const entry of await entries.all()) await expect(entry.locator("svg")).toHaveCount(1);
});

test("the list of keys is grouped", async ({ page, tasksPage: tasks }) => {
  await openList(page, tasks);
  await page.keyboard.press("?");
  await expect(tasks.dialog.getByRole("heading", { level: 3 })).toHaveText([
    "Selected task or tasks",
    "Tasks of the list",
    "Rows and cells",
    "Everywhere",
    "Go to a page",
  ]);
  await expect(tasks.dialog).toContainText("Next task of the list");
});
