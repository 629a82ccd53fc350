/** The demo: the page on a static host below a path, with the farm in the browser. */
import { expect, test } from "@playwright/test";
import { buildPage, type PageBuild, serveStatic } from "./page-build";
import { scenes, tasksPage } from "./pages/tasks";

const BASE = "/renderdeck/";
let built: PageBuild | undefined;
let site: Awaited<ReturnType<typeof serveStatic>> | undefined;

test.beforeAll(async () => {
  // Builds the page, which can take longer than the default timeout on a busy machine.
  test.setTimeout(180_000);
  built = await buildPage(`--mode demo --base=${BASE}`);
  site = await serveStatic(built.folder, BASE);
});
test.afterAll(async () => {
  await site?.close();
  await built?.remove();
});

test("the demo on a static host shows tasks and runs actions, and no file contains the key", async ({ page }) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  const tasks = tasksPage(page);
  const html = await (await page.request.get(`${site?.origin}${BASE}`)).text();
  expect(html).toContain('class="first-paint"');
  const script = /<script\s+src="([^"]+before-paint[^"]+)"/.exec(html)?.[1];
  expect(script).toMatch(new RegExp(`^${BASE}`));
  expect((await page.request.get(`${site?.origin}${script}`)).ok()).toBe(true);
  await page.goto(`${site?.origin}${BASE}`);
  await expect(page.getByText("Demo farm")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${BASE}tasks$`));
  await tasks.search.fill("xiaoguotu");
  await expect(tasks.row(scenes.specFinished)).toContainText("18 / 18");
  await tasks.search.fill(scenes.rendering);
  await tasks.act(scenes.rendering, "Stop");
  await tasks.confirm("Stop 1 task");
  await expect(tasks.row(scenes.rendering).getByRole("gridcell", { name: /^Stopped/ })).toBeVisible();
  // A deep link survives a reload, because 404.html is the page.
  await page.reload();
  await expect(tasks.row(scenes.rendering)).toBeVisible();
  // Nothing is recorded without a server.
  await page.goto(`${site?.origin}${BASE}environments?software=2001&env=max2018_corona`);
  const versions = page.getByRole("button", { name: "Versions…", exact: true });
  await expect(versions).toBeDisabled();
  await expect(versions).toHaveAttribute("title", /Needs the Renderdeck server/);
  expect(errors).toEqual([]);
  expect(built?.leaks()).toEqual([]);
});
