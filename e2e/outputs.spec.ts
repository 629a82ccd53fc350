/** Rendered files: how long the farm keeps them, who has fetched them, and what goes next. */
import { expectNothingSerious } from "./axe";
import { expect, test } from "./fixtures";
import { tasksPage } from "./pages/tasks";

test.use({ tasks: 80 });

const columns = "columns=status,scene,outputs";

for (const dialect of ["2018", "current"] as const)
  test.describe(`rendered files, ${dialect}`, () => {
    test.use({ dialect });

    test("what goes next is first, is marked as fetched by one person, and shows so to another", async ({
      browser,
      page,
      world,
      tasksPage: tasks,
    }) => {
      await tasks.open(`?${columns}&sort=outputs&outputs=soon`);
      const [first = "", second = ""] = await tasks.order();
      expect(second).not.toBe("");
      await expect(tasks.row(first).getByText(/\d+ [dh] left$/)).toBeVisible();

      const context = await browser.newContext();
      const other = await context.newPage();
      const their = tasksPage(other);
      await other.goto(`${world.origin}/tasks?${columns}&q=${encodeURIComponent(first)}`);
      await expect(their.row(first).getByText(/left$/)).toBeVisible();

      await tasks.read(first);
      const files = tasks.panel.getByRole("region", { name: "Rendered files" });
      await expect(files).toContainText("Nobody has marked them as fetched.");
      await files.getByRole("button", { name: "Mark as fetched" }).click();
      await tasks.dialog.getByLabel("Name").fill("Lin Wei");
      await tasks.dialog.getByRole("button", { name: "Save" }).click();
      await expect(files).toContainText("Fetched by Lin Wei");
      await expect(tasks.row(first)).toBeHidden();
      await expect(tasks.row(second)).toBeVisible();
      await expect(their.row(first).getByText("Fetched")).toBeVisible({ timeout: 15_000 });
      await context.close();

      await page.getByRole("button", { name: "Undo" }).click();
      await expect(files).toContainText("Nobody has marked them as fetched.");
      await expect(tasks.row(first)).toBeVisible();
    });
  });

test("what is not fetched needs a user once the team uses marks", async ({ page, world, tasksPage: tasks }) => {
  await tasks.open(`?${columns}&sort=outputs&outputs=soon`);
  const [first = "", ...others] = await tasks.order();
  await page.goto("/tasks?group=needsYou");
  const panel = page.getByRole("region", { name: "What needs you" });
  await expect(panel.getByText("Failed frames", { exact: true })).toBeVisible();
  await expect(panel.getByText(/^Files go within 3 days/)).toBeHidden();

  await page.request.post(`${world.origin}/api/team/fetched`, {
    data: { tasks: [world.idOf(first)], name: "nightly" },
    headers: { origin: world.origin },
  });
  const line = panel.getByRole("listitem").filter({ hasText: "Files go within 3 days, not fetched" });
  await expect(line).toContainText(new RegExp(`${others.length} tasks?`), { timeout: 15_000 });
  await expect(line.getByRole("link", { name: first })).toBeHidden();
  await expectNothingSerious(page, "what needs you, with files that go");
  await line.getByRole("button", { name: /^Mark \d tasks? as fetched/ }).press("Enter");
  await tasks.dialog.getByLabel("Name").fill("Ada");
  await page.keyboard.press("Enter");
  await expect(line).toBeHidden();
});

test("the command to fetch files is copied with ids alone, and can be changed", async ({
  context,
  page,
  world,
  tasksPage: tasks,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/settings?section=transfer");
  const field = page.getByRole("textbox", { name: "Command that fetches the rendered files of a task" });
  await field.fill("fetch --task {id} --layers '{ids}'");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Vendor’s template" })).toBeVisible();

  await tasks.open(`?${columns}&sort=outputs&outputs=soon`);
  const [first = ""] = await tasks.order();
  await tasks.read(first);
  const files = tasks.panel.getByRole("region", { name: "Rendered files" });
  await files.getByRole("button", { name: "Copy command" }).click();
  await expect(files.getByRole("button", { name: "Copied" })).toBeVisible();
  const ids = world.leavesOf(first).map(({ id }) => id);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `fetch --task ${world.idOf(first)} --layers '${ids.join(", ")}'`,
  );
  await expectNothingSerious(page, "a task with rendered files");
});

test("a browser that asks for it is told once of files that go soon, in one tab, and is led to their list", async ({
  context,
  page,
  tasksPage: tasks,
}) => {
  await page.goto("/settings?section=preferences");
  await page.getByRole("radio", { name: "3 days before" }).check();
  const told = page.getByText(/^Rendered files of \d+ tasks go soon, not fetched$/);
  await expect(told).toBeVisible();

  const other = await context.newPage();
  await tasksPage(other).open();
  await expect(other.getByRole("button", { name: "1 unread notification" })).toBeVisible();
  await expect(other.getByText(/go soon, not fetched$/)).toBeHidden();

  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Files that go next" })).toBeVisible();
  const [first = ""] = await tasks.order();
  await expect(tasks.row(first).getByText(/\d+ [dh] left$/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Files that go next" })).toBeVisible();
  await expect(tasks.row(first)).toBeVisible();
  await expect(told).toBeHidden();
  await expectNothingSerious(page, "files that go next");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the files of a task are marked in its panel, which is no wider than the screen", async ({
    page,
    world,
    tasksPage: tasks,
  }) => {
    await page.goto(`/tasks?task=${world.idOf("city_s500_sh0770_lighting_v009.ma")}`);
    const files = tasks.panel.getByRole("region", { name: "Rendered files" });
    await files.getByRole("button", { name: "Mark as fetched" }).click();
    await tasks.dialog.getByLabel("Name").fill("Lin Wei");
    await page.keyboard.press("Enter");
    await expect(files).toContainText("Fetched by Lin Wei");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await expectNothingSerious(page, "a task with rendered files on a phone", "aside");
  });
});
