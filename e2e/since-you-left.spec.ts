/** The summary since the last visit, compared with the farm. */
import type { Page } from "@playwright/test";
import { expect, setHidden, test } from "./fixtures";
import type { World } from "./world";

const HOUR = 3600;

/** Moves the clocks of page and farm. */
async function sleep(page: Page, world: World, seconds: number) {
  world.pass(seconds);
  await page.clock.fastForward(seconds * 1000);
}

/** Waits until the page is complete: the part that records the visit loads after the rows. */
async function ready(page: Page) {
  await expect(page.getByText("40 tasks", { exact: true })).toBeVisible();
  await page.waitForLoadState("networkidle");
}

/** The leaf states of each task and the total cost, from the farm. */
const bookOf = (world: World) => {
  const jobs = world.farm.jobs.filter((job) => !job.deleted).map((job) => [job.id, world.leavesById(job.id)] as const);
  const cost = jobs.flatMap(([, leaves]) => leaves).reduce((sum, leaf) => sum + leaf.cost, 0);
  return { cost, states: new Map(jobs.map(([id, leaves]) => [id, leaves.map((leaf) => leaf.status)])) };
};
const moving = [0, 5, 8, 50, 60, 100];
const hasEnded = (states: readonly number[] = [0]) => states.every((state) => !moving.includes(state) && state !== 37);

test("the summary equals the state of the farm after a night with the tab open", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await page.clock.install();
  await tasks.open();
  await ready(page);
  const before = bookOf(world);
  await setHidden(page, true);
  await sleep(page, world, 9 * HOUR);
  await setHidden(page, false);

  const summary = page.getByRole("region", { name: "Since you left, 9h ago" });
  await expect(summary).toBeVisible();
  const after = bookOf(world);
  const ended = [...after.states].filter(([id, now]) => hasEnded(now) && !hasEnded(before.states.get(id)));
  const fine = ended.filter(([, states]) => states.every((state) => state === 25));
  expect(ended.length).toBeGreaterThan(3);
  await expect(summary.getByRole("link", { name: `${fine.length} tasks finished` })).toBeVisible();
  const said = async () => {
    const words = await summary.getByRole("link").allInnerTexts();
    return words.reduce((sum, text) => sum + Number.parseInt(text, 10), 0);
  };
  await expect.poll(said).toBe(ended.length);
  const spent = (after.cost - before.cost).toLocaleString("en", {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  await expect(summary).toContainText(`about ¥${spent} spent`);

  // Each number links to its tasks and replaces an earlier search.
  await tasks.search.fill("nothing of the kind");
  await expect(page).toHaveURL(/q=nothing/);
  for (const link of await summary.getByRole("link").all()) {
    const count = Number.parseInt(await link.innerText(), 10);
    await link.click();
    await expect(page.getByText(`${count} of `)).toBeVisible();
  }
  await summary.getByRole("button", { name: "Close this summary" }).click();
  await expect(summary).toBeHidden();
  await setHidden(page, true);
  await setHidden(page, false);
  await expect(summary).toBeHidden();
});

test("the summary appears at the first input after an absence, during which nothing is stored", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  const kept = () => page.evaluate(() => localStorage.getItem("renderdeck.visit.1"));
  const summary = page.getByRole("region", { name: /^Since you left/ });
  await page.clock.install();
  await tasks.open();
  await ready(page);
  for (let x = 0; x < 50; x += 1) await page.mouse.move(300 + x, 300);
  const before = bookOf(world);
  // Mouse moves end an absence.
  for (const minutes of [20, 20]) {
    await sleep(page, world, minutes * 60);
    await page.mouse.move(300 + minutes, 320);
  }
  await page.mouse.move(310, 310);
  await expect(summary).toBeHidden();
  expect(await kept()).toBeNull();
  const here = bookOf(world);
  await sleep(page, world, 9 * HOUR);
  await expect(summary).toBeHidden();
  // Stored once, in case the browser closes before the user returns.
  await expect.poll(kept).not.toBeNull();
  const noted = await kept();
  await page.mouse.move(320, 330);
  await expect(summary).toHaveAccessibleName("Since you left, 9h ago");
  expect(await kept()).toBe(noted);
  const after = bookOf(world);
  expect(after.cost).toBeGreaterThan(here.cost);
  expect(here.cost).toBeGreaterThan(before.cost);
  const ended = [...after.states].filter(([id, now]) => hasEnded(now) && !hasEnded(here.states.get(id)));
  const fine = ended.filter(([, states]) => states.every((state) => state === 25));
  await expect(summary.getByRole("link", { name: `${fine.length} tasks finished` })).toBeVisible();
});

test("the summary appears after a reload too, and not after a short absence", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await page.clock.install();
  await tasks.open();
  await ready(page);
  await page.goto("about:blank");
  await sleep(page, world, 600);
  await tasks.open();
  await ready(page);
  await expect(page.getByRole("region", { name: /Since you left/ })).toBeHidden();
  await page.goto("about:blank");
  await sleep(page, world, 2 * HOUR);
  await tasks.open();
  await expect(page.getByRole("region", { name: "Since you left, 2h ago" })).toBeVisible();
});
