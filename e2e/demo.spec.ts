/** The demo: the same page on a static host below a path, with the farm inside the browser. */
import { expect, test } from "@playwright/test";
import { buildPage, type PageBuild, serveStatic } from "./page-build";
import { scenes, tasksPage } from "./pages/tasks";

const BASE = "/renderdeck/";
let built: PageBuild | undefined;
let site: Awaited<ReturnType<typeof serveStatic>> | undefined;

test.beforeAll(async () => {
  // A whole build of the page; on a busy machine it takes longer than a test may.
  test.setTimeout(180_000);
  built = await buildPage(`--mode demo --base=${BASE}`);
  site = await serveStatic(built.folder, BASE);
});
test.afterAll(async () => {
  await site?.close();
  await built?.remove();
});

test("a static host shows the farm, acts on it, and no file holds the key", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  const tasks = tasksPage(page);
  await page.goto(`${site?.origin}${BASE}`);
  await expect(page.getByText("Demo farm")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${BASE}tasks$`));
  await tasks.search.fill("xiaoguotu");
  await expect(tasks.row(scenes.specFinished)).toContainText("18 / 18");
  await tasks.search.fill(scenes.rendering);
  await tasks.act(scenes.rendering, "Stop");
  await tasks.confirm("Stop 1 task");
  await expect(tasks.row(scenes.rendering).getByRole("gridcell", { name: "Stopped", exact: true })).toBeVisible();
  // An address inside the page survives a reload: the host answers it with 404.html, which is the page.
  await page.reload();
  await expect(tasks.row(scenes.rendering)).toBeVisible();
  expect(errors).toEqual([]);
  expect(built?.leaks()).toEqual([]);
});
