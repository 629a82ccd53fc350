/** Parts that load on demand: a lost request or a new version on the server breaks no page and loses nothing. */
import type { Page } from "@playwright/test";
import { expect, prefer, test } from "./fixtures";
import { walkEveryPart, watchParts } from "./pages/every-part";
import { filesOf, firstRows } from "./tools/loaded-files";

const scripts = /\/assets\/.*\.js$/;
const reason = /net::ERR_FAILED|status of 404|ChunkError|Not loaded|missing:|unreachable:/;

/** Aborts the first request of every file that the first rows do not need. */
async function loseFirstRequests(page: Page): Promise<void> {
  const needed = filesOf(firstRows);
  const lost = new Set<string>();
  await page.route(/\/assets\//, (route) => {
    const { pathname } = new URL(route.request().url());
    if (lost.has(pathname) || needed.has(pathname.slice(1))) return route.continue();
    lost.add(pathname);
    return route.abort();
  });
}

test.describe("with a lost request for each file", () => {
  test.use({ dialect: "current" });

  test("every part of every page loads", async ({ page, tasksPage: tasks, world, tolerate }) => {
    test.setTimeout(180_000);
    tolerate(reason);
    await prefer(page, { polling: "off" });
    const missing = watchParts(page);
    await loseFirstRequests(page);
    await tasks.open();
    await walkEveryPart(page, world);
    await expect.poll(missing).toEqual([]);
  });
});

test("a half-typed environment survives a help dialog that cannot be loaded", async ({ page, tolerate }) => {
  tolerate(reason);
  await page.goto("/environments");
  await page.getByRole("button", { name: "New environment" }).click();
  const name = page.getByRole("textbox", { name: "Name" });
  await name.fill("half-typed");
  await page.route(scripts, (route) => route.abort());
  await page.getByRole("button", { name: "? Shortcuts" }).click();
  await expect(page.getByRole("alert")).toContainText("The rest of the page works");
  await expect(name).toHaveValue("half-typed");
  await page.unroute(scripts);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(name).toHaveValue("half-typed");
});
