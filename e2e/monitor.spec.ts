/** The Monitor in a real browser: it shows the state of the farm, marks old data, and fits every screen size. */
import type { Page } from "@playwright/test";
import { answerRequest } from "../mocks/farm/answer";
import { expectNothingSerious } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { scenes } from "./pages/tasks";
import type { World } from "./world";

const tiles = (page: Page) => page.getByRole("region", { name: "Active tasks" }).getByRole("article");
const tile = (page: Page, name: string) => tiles(page).and(page.getByRole("article", { name, exact: true }));
const total = (page: Page, name: string) =>
  page
    .getByRole("region", { name: "All frames of the account" })
    .locator("dl > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator("dd")
    .first();
/** Frames finished since the chosen hour. */
const finished = (page: Page) =>
  page.getByRole("heading", { name: "Frames", exact: true }).locator("..").locator("dd").first();
const banner = (page: Page) => page.getByRole("alert");
const open = async (page: Page, search = "") => {
  await page.goto(`/monitor?since=24h${search}`);
  await expect(tiles(page).first()).toBeVisible();
};
/** Small text on a large screen: all tiles are on the first page. */
const showAll = async (page: Page) => {
  await page.addInitScript(() => {
    const key = "renderdeck.monitor.1";
    if (localStorage.getItem(key) === null) localStorage.setItem(key, JSON.stringify({ scale: 0.6 }));
  });
  await page.setViewportSize({ width: 1920, height: 1600 });
};

/** Moves the clocks of page and farm, and waits until the page has read the farm again. */
async function letPass(page: Page, world: World, seconds: number) {
  const before = world.answered("queryAllFrameStats").length;
  world.pass(seconds);
  await world.collect();
  await page.clock.runFor(seconds * 1000);
  await expect.poll(() => world.answered("queryAllFrameStats").length).toBeGreaterThan(before);
}

const doneOn = ({ farm }: World) =>
  farm.jobs.flatMap(({ leaves }) => leaves).reduce((sum, leaf) => sum + leaf.counts.done, 0);
const bookOf = (world: World) => ({
  done: doneOn(world),
  cost: world.farm.jobs.flatMap(({ id }) => world.leavesById(id)).reduce((sum, leaf) => sum + leaf.cost, 0),
});
const count = (value: unknown) => Number(value).toLocaleString("en");

test("totals and tiles show the state of the farm after each refresh", async ({ page, world }) => {
  await page.clock.install();
  await prefer(page, { polling: "5" });
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page);
  for (const seconds of [0, 600]) {
    if (seconds > 0) await letPass(page, world, 5);
    world.pass(seconds);
    await letPass(page, world, 5);
    const { data } = answerRequest(world.farm, "queryAllFrameStats", {});
    const stats: Record<string, number> = Object.fromEntries(
      Object.entries(Object(data)).map(([k, v]) => [k, Number(v)]),
    );
    const {
      doneFramesTotal = 0,
      executingFramesTotal = 0,
      failedFramesTotal = 0,
      waitingFramesTotal = 0,
      totalFrames = 0,
    } = stats;
    await expect(total(page, "finished")).toHaveText(count(doneFramesTotal));
    await expect(total(page, "rendering")).toHaveText(count(executingFramesTotal));
    await expect(total(page, "failed")).toHaveText(count(failedFramesTotal));
    await expect(total(page, "waiting")).toHaveText(count(waitingFramesTotal));
    const rest = totalFrames - doneFramesTotal - executingFramesTotal - failedFramesTotal - waitingFramesTotal;
    await expect(total(page, "abandoned")).toHaveText(count(rest));
    const [leaf] = world.leavesOf(scenes.rendering);
    await expect(tile(page, scenes.rendering)).toContainText(`${count(leaf?.done)} / ${count(leaf?.total)}`);
    await expect(tile(page, scenes.rendering)).toContainText(`${count(leaf?.failed)} failed`);
  }
});

/** A little more than the slowest polling interval: a change that one refresh misses is not shown later. */
const PACE = 62;

/** Time zones differ by half hours, so the minutes of a clock are equal in all of them. */
const HALF_HOUR_S = 1800;

/**
 * Lets time pass until the next refresh, and waits until all of it is on the screen: until what was read last, of tasks and of
 * totals, was read later than now. The line alone changes with the totals too, while the tasks are still on their way.
 */
async function nextRefresh(page: Page, world: World) {
  const read = page.getByText(/^Updated \d\d:/);
  const nowMs = await page.evaluate(() => Date.now());
  world.pass(PACE);
  await world.collect();
  await page.clock.runFor(PACE * 1000);
  const readLater = async () => {
    const [, minutes, seconds] = /:(\d\d):(\d\d)/.exec(await read.innerText()) ?? [];
    const later = (Number(minutes) * 60 + Number(seconds) - Math.floor(nowMs / 1000)) % HALF_HOUR_S;
    const secondsLater = later < 0 ? later + HALF_HOUR_S : later;
    return secondsLater > 0 && secondsLater < HALF_HOUR_S / 2;
  };
  await expect.poll(readLater).toBe(true);
}

test("a deleted task disappears at the next refresh", async ({ page, world }) => {
  await page.clock.install();
  await prefer(page, { polling: "60" });
  await showAll(page);
  await open(page);
  await nextRefresh(page, world);
  await expect(tile(page, scenes.withFailed)).toBeVisible();
  world.elsewhere("deleteTask", { taskParam: [world.idOf(scenes.withFailed)] });
  await nextRefresh(page, world);
  await expect(tile(page, scenes.withFailed)).toBeHidden();
});

test("a task deleted before the next refresh still counts in frames and spend", async ({ page, world }) => {
  await page.clock.install();
  await prefer(page, { polling: "60" });
  await open(page);
  const frames = finished(page);
  await expect(frames).toHaveText("0");
  const before = doneOn(world);
  const id = world.idOf(scenes.rendering);
  world.pass(60);
  world.elsewhere("stopTask", { taskParam: [id] });
  const grown = doneOn(world) - before;
  world.elsewhere("deleteTask", { taskParam: [id] });
  await world.collect();
  await page.clock.runFor(PACE * 1000);
  await expect(frames).toHaveText(count(grown));
});

test.describe("on a farm with more tasks than one page of its list holds", () => {
  test.use({ tasks: 130 });

  test("a new task appears at the next refresh", async ({ page, world }) => {
    await page.clock.install();
    await prefer(page, { polling: "60" });
    await showAll(page);
    await open(page);
    for (let minute = 0; minute < 3; minute += 1) {
      await nextRefresh(page, world);
      world.elsewhere("createTask", { count: 1 });
      const [id = 0] = world.farm.reservations.keys();
      world.elsewhere("submitTask", { taskId: id });
      await nextRefresh(page, world);
      await expect(tile(page, `task_${id}.ma`)).toBeVisible();
    }
  });
});

test("failed tasks come first, and an acknowledged one moves down until another frame fails", async ({
  page,
  world,
}) => {
  await page.clock.install();
  await prefer(page, { polling: "5" });
  await showAll(page);
  await open(page);
  const mark = (name: string) => page.getByRole("button", { name: `Mark seen: ${name}` });
  const place = async (name: string) =>
    (await tiles(page).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")))).indexOf(name);
  const marked = () => tiles(page).getByText("not seen yet").count();
  const troubled = await marked();
  expect(troubled).toBeGreaterThan(2);
  const before = await place(scenes.rendering);
  expect(before).toBeLessThan(troubled);

  await mark(scenes.rendering).click();
  const dialog = page.getByRole("dialog", { name: "Seen by" });
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("Enter your name")).toBeVisible();
  await page.keyboard.type("Lin");
  await page.keyboard.press("Enter");
  await expect(tile(page, scenes.rendering)).toContainText("seen by Lin");
  expect(await place(scenes.rendering)).toBeGreaterThanOrEqual(troubled - 1);

  await page.reload();
  await expect(tile(page, scenes.rendering)).toContainText("seen by Lin");
  // It moves back when another of its frames fails.
  const failed = () => world.leavesOf(scenes.rendering)[0]?.failed ?? 0;
  const known = failed();
  for (let minutes = 0; failed() === known && minutes < 600; minutes += 5) world.pass(300);
  expect(failed()).toBeGreaterThan(known);
  await letPass(page, world, 5);
  await expect(mark(scenes.rendering)).toBeVisible();
  expect(await place(scenes.rendering)).toBeLessThan(troubled);
});

test("two missed refreshes mark the screen as stale with the time, and the next good one clears it", async ({
  page,
  tolerate,
  world,
}) => {
  tolerate(/status of 50[24]/);
  await page.clock.install();
  await prefer(page, { polling: "5", timeZone: "utc" });
  await open(page);
  await letPass(page, world, 5);
  world.faults.set("*", { kind: "outage" });
  await page.clock.runFor(5000);
  await expect(banner(page)).toBeHidden();
  // Read after one failed refresh, when earlier requests have ended.
  await expect(page.getByText("Farm not reachable")).toBeVisible();
  const read = /\d\d:\d\d:\d\d/.exec(await page.getByText(/^Updated \d\d:/).innerText())?.[0] ?? "";
  await page.clock.runFor(7000);
  await expect(banner(page)).toContainText(`No data since ${read}`);
  await expect(banner(page)).toBeInViewport({ ratio: 1 });
  await expect(page.locator("[data-stale] > :last-child")).toHaveCSS("filter", "grayscale(1)");
  // The previous data stays.
  await expect(tile(page, scenes.rendering)).toBeVisible();
  world.faults.clear();
  await letPass(page, world, 6);
  await expect(banner(page)).toBeHidden();
  await expect(page.locator("[data-stale]")).toHaveCount(0);
});

test("a request without a response does not stop the refreshes", async ({ page, world }) => {
  await page.clock.install();
  await prefer(page, { polling: "5" });
  await open(page);
  await letPass(page, world, 5);
  // There is no response at all, as when a router drops the connection.
  await page.route("**/api/**", () => new Promise(() => undefined));
  await page.clock.runFor(15_000);
  await expect(banner(page)).toBeVisible();
  await page.unroute("**/api/**");
  await letPass(page, world, 60);
  await expect(banner(page)).toBeHidden();
});

test("a window without focus is refreshed, a hidden tab is not", async ({ page, world }) => {
  await page.clock.install();
  await prefer(page, { polling: "5" });
  await open(page);
  await page.evaluate(() => window.dispatchEvent(new Event("blur")));
  await letPass(page, world, 5);
  await letPass(page, world, 5);
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { configurable: true, value: "hidden" });
    Object.defineProperty(document, "hidden", { configurable: true, value: true });
    document.dispatchEvent(new Event("visibilitychange"));
    window.dispatchEvent(new Event("visibilitychange"));
  });
  const before = world.answered("queryAllFrameStats").length;
  await page.clock.runFor(60_000);
  expect(world.answered("queryAllFrameStats")).toHaveLength(before);
});

test("the trends are the same after a reload", async ({ page, world }) => {
  await page.clock.install();
  await prefer(page, { polling: "5" });
  await open(page);
  const frames = finished(page);
  await expect(frames).toHaveText("0");
  const [first] = world.leavesOf(scenes.rendering);
  for (let minute = 0; minute < 5; minute += 1) await letPass(page, world, 60);
  const grown = (world.leavesOf(scenes.rendering)[0]?.done ?? 0) - (first?.done ?? 0);
  expect(grown).toBeGreaterThan(0);
  await expect.poll(async () => Number((await frames.innerText()).replace(",", ""))).toBeGreaterThanOrEqual(grown);
  const known = await frames.innerText();
  await expect(page.getByRole("img", { name: /^Frames per minute, last 24 hours; now \d/ })).toBeVisible();
  await page.reload();
  await expect(frames).toHaveText(known);
  await expect(page.getByRole("img", { name: /^Spend, last 24 hours: ¥\d*[1-9]/ })).toBeVisible();
});

test("a fresh browser after a night shows the night, with a gap while the server was off", async ({ page, world }) => {
  test.slow();
  const before = bookOf(world);
  const startMs = world.farm.now();
  const work = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 2) {
      world.pass(120);
      await world.collect();
    }
  };
  await world.collect();
  await work(30);
  const evening = bookOf(world);
  world.pass(7 * 3600);
  await world.collect();
  const morning = bookOf(world);
  await work(30);
  const after = bookOf(world);
  expect(evening.done).toBeGreaterThan(before.done);
  expect(after.done).toBeGreaterThan(morning.done);

  await page.clock.install({ time: world.farm.now() });
  await prefer(page, { timeZone: "utc" });
  await open(page);
  await expect(finished(page)).toHaveText(count(after.done - before.done));
  const clock = new Date(startMs).toISOString().slice(11, 16);
  await expect(page.getByText(`counted since ${clock}`).first()).toBeVisible();
  const spent = (after.cost - before.cost).toLocaleString("en", {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  await expect(page.getByRole("img", { name: `Spend, last 24 hours: ¥${spent}` })).toBeVisible();
  // Only what was seen within the last ten minutes is the current rate.
  await expect(page.getByRole("img", { name: /^Frames per minute, last 24 hours; now \d/ })).toBeVisible();
});

test("kiosk mode hides all other parts, turns its pages and is in the URL", async ({ page }) => {
  await page.clock.install();
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.setViewportSize({ width: 1280, height: 720 });
  await open(page, "&kiosk=1");
  await expect(page.getByRole("navigation", { name: "Pages", exact: true })).toBeHidden();
  await expect(page.getByRole("contentinfo")).toBeHidden();
  const pages = page.getByRole("navigation", { name: "Pages of tasks" });
  await expect(pages).toContainText("Page 1 of");
  await page.clock.runFor(15_500);
  await expect(pages).toContainText("Page 2 of");
  await expect(page).toHaveURL(/\?since=24h&kiosk=1&page=2$/);
  await pages.getByRole("button", { name: "Stop turning pages" }).click();
  await page.clock.runFor(40_000);
  await expect(pages).toContainText("Page 2 of");
  await page.getByRole("button", { name: "Leave kiosk" }).click();
  await expect(page.getByRole("navigation", { name: "Pages", exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\?since=24h&page=2$/);
});

test("reduced motion starts kiosk mode with paused pages", async ({ page }) => {
  await page.clock.install();
  await page.setViewportSize({ width: 1280, height: 720 });
  await open(page, "&kiosk=1");
  await page.clock.runFor(40_000);
  const pages = page.getByRole("navigation", { name: "Pages of tasks" });
  await expect(pages).toContainText("Page 1 of");
  await pages.getByRole("button", { name: "Turn pages" }).click();
  await page.clock.runFor(15_500);
  await expect(pages).toContainText("Page 2 of");
});

test("the text size is stored, and larger text shows fewer tiles", async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page);
  const before = await tiles(page).count();
  for (let step = 0; step < 3; step += 1) await page.getByRole("button", { name: "Larger text" }).click();
  await expect.poll(() => tiles(page).count()).toBeLessThan(before);
  const after = await tiles(page).count();
  await page.reload();
  await expect(tiles(page)).toHaveCount(after);
});

for (const [name, width, height, most] of [
  ["1080p", 1920, 1080, 15],
  ["1080p upright", 1080, 1920, 20],
  ["4K", 3840, 2160, 30],
  ["a phone", 390, 844, 20],
] as const)
  test(`no tile is cut off and the page does not scroll sideways at ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    const cut = await tiles(page).evaluateAll(
      (all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).length,
    );
    expect(cut).toBe(0);
    expect(await tiles(page).count()).toBeLessThanOrEqual(most);
    if (width > 700) await expect(tiles(page).last()).toBeInViewport({ ratio: 1 });
  });

for (const [width, height] of [
  [1440, 900],
  [1366, 768],
] as const)
  test(`no tile is cut off at ${width} px in every text size`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    const larger = page.getByRole("button", { name: "Larger text" });
    for (let size = 0; size < 8; size += 1) {
      // No element leaves its box, and no text overlaps another.
      const outside = await page.locator("main").evaluate((wall) => {
        const { right } = wall.getBoundingClientRect();
        const beyond = [...wall.querySelectorAll("dt, dd, h2, strong, figure, nav, article")].filter(
          (one) => one.checkVisibility() && one.getBoundingClientRect().right > right + 1,
        );
        const texts = [...wall.querySelectorAll("dt, dd, h2, nav, article")]
          .filter((one) => one.checkVisibility() && !one.matches(".visually-hidden"))
          .map((one) => ({ one, box: one.getBoundingClientRect() }));
        const met = texts
          .filter(({ one, box }) =>
            texts.some(
              ({ one: other, box: its }) =>
                !one.contains(other) &&
                !other.contains(one) &&
                Math.min(box.right, its.right) - Math.max(box.left, its.left) > 1 &&
                Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top) > 2,
            ),
          )
          .map(({ one }) => one);
        return [...beyond, ...met].map((one) => one.textContent);
      });
      expect(outside, `size ${size}`).toEqual([]);
      await expect(tiles(page).last()).toBeInViewport({ ratio: 1 });
      if (await larger.isDisabled()) break;
      await larger.click();
    }
    await expect(larger).toBeDisabled();
  });

for (const theme of ["light", "dark"] as const)
  test(`axe has no serious finding in ${theme}, fresh and stale`, async ({ page, tolerate, world }) => {
    test.slow();
    tolerate(/status of 50[24]/);
    await page.clock.install();
    await prefer(page, { polling: "5", theme });
    await page.setViewportSize({ width: 1920, height: 1080 });
    await open(page);
    await expect(page.getByRole("img", { name: /^Spend/ })).toBeVisible();
    await expectNothingSerious(page, "fresh");
    world.faults.set("*", { kind: "outage" });
    await page.clock.runFor(13_000);
    await expect(banner(page)).toBeVisible();
    await expectNothingSerious(page, "stale");
  });

test("the page has its styles when its address is opened first", async ({ page }) => {
  await open(page);
  await expect(page.getByRole("region", { name: "All frames of the account" }).locator("dl")).toHaveCSS(
    "display",
    "grid",
  );
});
