/** The Monitor in a real browser: it shows the state of the farm, marks old data, and fits every screen size. */
import type { Locator, Page } from "@playwright/test";
import { answerRequest } from "../mocks/farm/answer";
import { expectNothingSeriousInThemes } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { watchRequests } from "./pages/settled";
import { scenes } from "./pages/tasks";
import type { World } from "./world";

const wall = (page: Page) => page.getByRole("region", { name: "Tasks that need you" });
const rows = (page: Page) => wall(page).getByRole("article");
const row = (page: Page, name: string) => rows(page).and(page.getByRole("article", { name, exact: true }));
const band = (page: Page, name: string) => wall(page).getByRole("region", { name });
const fine = (page: Page) => page.getByRole("region", { name: "Tasks without trouble" });
const figures = (page: Page) => page.getByRole("region", { name: "Now and since the chosen hour" });
const total = (page: Page, name: string) =>
  page
    .getByRole("region", { name: "All frames of the account" })
    .locator("dl > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator("dd")
    .first();
/** What was spent since the chosen hour, ¥. */
const spent = async (page: Page) =>
  Number(/¥([\d.,]+) spent/.exec(await figures(page).innerText())?.[1]?.replaceAll(",", ""));
const banner = (page: Page) => page.getByRole("alert");
const open = async (page: Page, search = "") => {
  await page.goto(`/monitor?since=24h${search}`);
  await expect(rows(page).first()).toBeVisible();
};
/** Small text on a large screen: all rows are on the first page. */
const showAll = async (page: Page) => {
  await page.addInitScript(() => {
    const key = "renderdeck.monitor.1";
    if (localStorage.getItem(key) === null) localStorage.setItem(key, JSON.stringify({ scale: 0.6 }));
  });
  await page.setViewportSize({ width: 1920, height: 2000 });
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
const failedOn = ({ farm }: World) =>
  farm.jobs.flatMap(({ leaves }) => leaves).reduce((sum, leaf) => sum + leaf.counts.failed, 0);
const bookOf = (world: World) => ({
  done: doneOn(world),
  failed: failedOn(world),
  cost: world.farm.jobs.flatMap(({ id }) => world.leavesById(id)).reduce((sum, leaf) => sum + leaf.cost, 0),
});
const count = (value: unknown) => Number(value).toLocaleString("en");

test("totals and rows show the state of the farm after each refresh", async ({ page, world }) => {
  await page.clock.install();
  await prefer(page, { polling: "5" });
  await showAll(page);
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
    await expect(row(page, scenes.rendering)).toContainText(`${count(leaf?.failed)} failed`);
    await expect(row(page, scenes.rendering).getByRole("img")).toHaveAccessibleName(
      new RegExp(`^${count(leaf?.done)} of ${count(leaf?.total)} frames finished`),
    );
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
  await expect(row(page, scenes.withFailed)).toBeVisible();
  world.elsewhere("deleteTask", { taskParam: [world.idOf(scenes.withFailed)] });
  await nextRefresh(page, world);
  await expect(row(page, scenes.withFailed)).toBeHidden();
});

test("a task deleted before the next refresh still counts in the spend", async ({ page, world }) => {
  await page.clock.install();
  await prefer(page, { polling: "60" });
  await open(page);
  await expect.poll(() => spent(page)).toBe(0);
  const before = bookOf(world).cost;
  const id = world.idOf(scenes.rendering);
  world.pass(60);
  world.elsewhere("stopTask", { taskParam: [id] });
  const grown = bookOf(world).cost - before;
  expect(grown).toBeGreaterThan(0);
  world.elsewhere("deleteTask", { taskParam: [id] });
  await world.collect();
  await page.clock.runFor(PACE * 1000);
  await expect.poll(() => spent(page)).toBeCloseTo(grown, 2);
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
      await expect(fine(page).getByRole("link", { name: `task_${id}.ma`, exact: true })).toBeVisible();
    }
  });
});

test("tasks that need somebody come first, and an acknowledged one moves down until another frame fails", async ({
  page,
  world,
}) => {
  await page.clock.install();
  await prefer(page, { polling: "5" });
  await showAll(page);
  await open(page);
  const mark = (name: string) => page.getByRole("button", { name: `Mark seen: ${name}` });
  const place = async (name: string) =>
    (await rows(page).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")))).indexOf(name);
  await expect(band(page, "Stopped: needs you").getByRole("article", { name: scenes.timedOut })).toBeVisible();
  await expect(band(page, "Losing frames").getByRole("article", { name: scenes.rendering })).toBeVisible();
  const before = await place(scenes.rendering);

  await mark(scenes.rendering).click();
  const dialog = page.getByRole("dialog", { name: "Seen by" });
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("Enter your name")).toBeVisible();
  await page.keyboard.type("Lin");
  await page.keyboard.press("Enter");
  await expect(band(page, "Seen").getByRole("article", { name: scenes.rendering })).toContainText("seen by Lin");
  expect(await place(scenes.rendering)).toBeGreaterThan(before);

  await page.reload();
  await expect(row(page, scenes.rendering)).toContainText("seen by Lin");
  // It moves back when another of its frames fails.
  const failed = () => world.leavesOf(scenes.rendering)[0]?.failed ?? 0;
  const known = failed();
  for (let minutes = 0; failed() === known && minutes < 600; minutes += 5) world.pass(300);
  expect(failed()).toBeGreaterThan(known);
  await letPass(page, world, 5);
  await expect(mark(scenes.rendering)).toBeVisible();
  await expect(band(page, "Losing frames").getByRole("article", { name: scenes.rendering })).toBeVisible();
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
  await expect(row(page, scenes.rendering)).toBeVisible();
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
  const requests = watchRequests(page);
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
  await requests.rest();
  const before = world.answered("queryAllFrameStats").length;
  await page.clock.runFor(60_000);
  expect(world.answered("queryAllFrameStats")).toHaveLength(before);
});

test("the figures are the same after a reload", async ({ page, world }) => {
  await page.clock.install();
  await prefer(page, { polling: "5" });
  await open(page);
  await expect.poll(() => spent(page)).toBe(0);
  for (let minute = 0; minute < 5; minute += 1) await letPass(page, world, 60);
  await expect(page.getByRole("img", { name: /^Frames per minute in the last 24 hours; now \d/ })).toBeVisible();
  await expect.poll(() => spent(page)).toBeGreaterThan(0);
  const headline = async () => {
    const [, failed, rate] = await figures(page).getByRole("strong").allInnerTexts();
    return { failed, rate: Number(rate), spend: await spent(page) };
  };
  // The server reads the balance by the real clock: once in a while between the two looks, which then begin again.
  await expect(async () => {
    const before = await headline();
    await page.reload();
    // The rate is over the time that was watched, and time goes on during the reload.
    const rate = { least: before.rate * 0.95, most: before.rate * 1.05 };
    await expect
      .poll(
        async () => {
          const after = await headline();
          return { ...after, rate: after.rate > rate.least && after.rate < rate.most };
        },
        { timeout: 10_000 },
      )
      .toEqual({ ...before, rate: true });
  }).toPass({ timeout: 60_000 });
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
  await expect(figures(page)).toContainText(`${count(after.failed - before.failed)}frames failed`);
  const clock = new Date(startMs).toISOString().slice(11, 16);
  await expect(page.getByText(new RegExp(`^counted since (.+ )?${clock}$`)).first()).toBeVisible();
  const money = (after.cost - before.cost).toLocaleString("en", {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  await expect(page.getByRole("img", { name: `Spend in the last 24 hours: ¥${money}` })).toBeVisible();
  // Only what was seen within the last ten minutes is the current rate.
  await expect(page.getByRole("img", { name: /^Frames per minute in the last 24 hours; now \d/ })).toBeVisible();
});

test("the failed frames lead to the tasks that they are of, running ones too", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await world.collect();
  const before = failedOn(world);
  const isFailing = () => (world.leavesOf(scenes.rendering)[0]?.failed ?? 0) > first;
  const first = world.leavesOf(scenes.rendering)[0]?.failed ?? 0;
  for (let minutes = 0; !isFailing() && minutes < 600; minutes += 2) {
    world.pass(120);
    await world.collect();
  }
  const failed = failedOn(world) - before;
  expect(failed).toBeGreaterThan(0);
  await page.clock.install({ time: world.farm.now() });
  await open(page);
  const figure = figures(page).getByRole("link", { name: /frames failed/ });
  await expect(figure).toContainText(`${count(failed)}frames failed`);
  await figure.click();
  const line = page.getByRole("region", { name: "Failed frames · Last 24 h" });
  await expect(line).toContainText(`${count(failed)} frame`);
  await expect(tasks.row(scenes.rendering)).toBeVisible();
  // Its failures are older than the recording.
  await expect(tasks.row(scenes.withFailed)).toBeHidden();
  await expect(tasks.row(scenes.waiting)).toBeHidden();
  const shown = Number((await line.innerText()).match(/of (\d+) task/)?.[1]);
  await expect(page.getByText(new RegExp(`^${shown} of \\d+ tasks$`))).toBeVisible();
  await line.getByRole("button", { name: "Show all tasks" }).click();
  await expect(tasks.row(scenes.waiting)).toBeVisible();
  await expect(page).not.toHaveURL(/failed=/);
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
  await page.mouse.move(200, 200);
  await pages.getByRole("button", { name: "Stop turning pages" }).click();
  await page.clock.runFor(40_000);
  await expect(pages).toContainText("Page 2 of");
  await page.mouse.move(220, 200);
  await page.getByRole("button", { name: "Leave kiosk" }).click();
  await expect(page.getByRole("navigation", { name: "Pages", exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\?since=24h&page=2$/);
});

test("a kiosk has no control until the pointer moves or the keyboard is used, and its links stay", async ({ page }) => {
  await page.clock.install();
  await page.setViewportSize({ width: 1280, height: 720 });
  await open(page, "&kiosk=1");
  const leave = page.getByRole("button", { name: "Leave kiosk" });
  const mark = page.getByRole("button", { name: /^Mark seen/ }).first();
  const opacities = () =>
    Promise.all(
      [leave, mark].map((one) =>
        one.evaluate((element) => {
          let opacity = 1;
          for (let at: Element | null = element; at; at = at.parentElement)
            opacity *= Number(getComputedStyle(at).opacity);
          return opacity;
        }),
      ),
    );
  await expect.poll(opacities).toEqual([0, 0]);
  const time = rows(page)
    .first()
    .getByText(/ ago$|^for |^ends /);
  await expect(time).toBeVisible();
  const top = () => rows(page).first().boundingBox();
  const place = await top();
  await page.mouse.move(300, 300);
  await expect.poll(opacities).toEqual([1, 1]);
  // The wall does not move under the pointer: the button has the place of the time.
  expect(await top()).toEqual(place);
  await expect(time).toBeHidden();
  await page.clock.runFor(6000);
  await expect.poll(opacities).toEqual([0, 0]);
  await page.keyboard.press("Tab");
  await expect.poll(opacities).toEqual([1, 1]);
  // As long as a control has the focus of the keyboard, it stays.
  await page.clock.runFor(20_000);
  expect(await opacities()).toEqual([1, 1]);
  await figures(page)
    .getByRole("link", { name: /frames failed/ })
    .click();
  await expect(page).toHaveURL(/\/tasks\?.*failed=24h/);
});

test("the pages turn outside of kiosk mode only when asked to", async ({ page }) => {
  await page.clock.install();
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.setViewportSize({ width: 1280, height: 560 });
  await open(page);
  const pages = page.getByRole("navigation", { name: "Pages of tasks" });
  await page.clock.runFor(40_000);
  await expect(pages).toContainText("Page 1 of");
  await pages.getByRole("button", { name: "Turn pages" }).click();
  await page.clock.runFor(15_500);
  await expect(pages).toContainText("Page 2 of");
});

/** A 55-inch screen is 685 mm high; 15 arc minutes from 5 m are 21.8 mm. */
const CAPITAL_SHARE = 21.8 / 685;

for (const [width, height] of [
  [1920, 1080],
  [3840, 2160],
] as const)
  for (const language of ["en", "zh"] as const)
    test(`names of the first band are readable from 5 m at ${width} × ${height} in ${language}`, async ({ page }) => {
      await prefer(page, { language });
      await page.setViewportSize({ width, height });
      await page.goto("/monitor?since=24h&kiosk=1");
      const names = page.locator("[data-band=stopped] h3");
      await expect(names.first()).toBeVisible();
      const measured = await names.evaluateAll((all) =>
        all.map((name) => {
          const style = getComputedStyle(name);
          const context = document.createElement("canvas").getContext("2d");
          if (!context) return 0;
          context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
          return context.measureText("H").actualBoundingBoxAscent;
        }),
      );
      expect(measured.length).toBeGreaterThan(1);
      for (const capital of measured) expect(capital / height).toBeGreaterThanOrEqual(CAPITAL_SHARE);
      // Shot and version are whole, and the words of the state take less than a third of the line.
      const shot = page.locator("[data-band=stopped] h3").filter({ hasText: "sh0020" });
      const box = await shot.boundingBox();
      for (const part of ["sh0020", "_v014.hip"]) {
        const one = await shot.getByText(part, { exact: true }).boundingBox();
        expect((one?.x ?? 0) + (one?.width ?? 0)).toBeLessThanOrEqual((box?.x ?? 0) + (box?.width ?? 0) + 1);
        expect(
          await shot.getByText(part, { exact: true }).evaluate((it) => it.scrollWidth - it.clientWidth),
        ).toBeLessThanOrEqual(0);
      }
      expect((box?.width ?? 0) / width).toBeGreaterThan(0.4);
    });

/** The widest space between two letters of a name as it is painted, in em. */
async function widestSpace(page: Page, name: Locator): Promise<number> {
  const picture = (await name.screenshot()).toString("base64");
  const size = await name.evaluate((it) => Number.parseFloat(getComputedStyle(it).fontSize));
  const columns = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    if (!context) throw new Error("no canvas");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const isInk = (x: number, y: number) => Math.abs((data[(y * bitmap.width + x) * 4] ?? 0) - (data[0] ?? 0)) > 60;
    return Array.from({ length: bitmap.width }, (_, x) =>
      Array.from({ length: bitmap.height }, (_row, y) => y).some((y) => isInk(x, y)) ? "#" : " ",
    ).join("");
  }, picture);
  return (
    Math.max(
      ...columns
        .trim()
        .split(/#+/)
        .map((space) => space.length),
    ) / size
  );
}

test("a name that is cut has no gap after its ellipsis", async ({ page }) => {
  for (const width of [1440, 1500, 1560]) {
    await page.setViewportSize({ width, height: 900 });
    await open(page, "&kiosk=1");
    const name = page.locator("[data-band=stopped] h3").filter({ hasText: "sh0020" });
    await expect(name).toBeVisible();
    expect.soft(await widestSpace(page, name), `${width} px`).toBeLessThan(0.3);
  }
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

test("the text size is stored, and larger text shows fewer rows", async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page);
  const before = await rows(page).count();
  for (let step = 0; step < 3; step += 1) await page.getByRole("button", { name: "Larger text" }).click();
  await expect.poll(() => rows(page).count()).toBeLessThan(before);
  const after = await rows(page).count();
  await page.reload();
  await expect(rows(page)).toHaveCount(after);
});

for (const [name, width, height] of [
  ["1080p", 1920, 1080],
  ["1080p upright", 1080, 1920],
  ["4K", 3840, 2160],
  ["a phone", 390, 844],
] as const)
  test(`no row is cut off and the page does not scroll sideways at ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    const cut = await rows(page).evaluateAll(
      (all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).length,
    );
    expect(cut).toBe(0);
    if (width > 700) await expect(rows(page).last()).toBeInViewport({ ratio: 1 });
  });

for (const [width, height] of [
  [1440, 900],
  [1366, 768],
] as const)
  test(`no row is cut off at ${width} px in every text size`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    const larger = page.getByRole("button", { name: "Larger text" });
    for (let size = 0; size < 8; size += 1) {
      // No element leaves its box, and no text overlaps another.
      const outside = await page.locator("main").evaluate((main) => {
        const { right } = main.getBoundingClientRect();
        const beyond = [...main.querySelectorAll("dt, dd, h2, strong, nav, article")].filter(
          (one) => one.checkVisibility() && one.getBoundingClientRect().right > right + 1,
        );
        const texts = [...main.querySelectorAll("dt, dd, h2, nav, article")]
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
      await expect(rows(page).last()).toBeInViewport({ ratio: 1 });
      if (await larger.isDisabled()) break;
      await larger.click();
    }
    await expect(larger).toBeDisabled();
  });

test("axe has no serious finding in either theme, fresh and stale", async ({ page, tolerate, world }) => {
  test.slow();
  tolerate(/status of 50[24]/);
  await page.clock.install();
  await prefer(page, { polling: "5" });
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page);
  await expect(page.getByRole("img", { name: /^Spend/ })).toBeVisible();
  await expectNothingSeriousInThemes(page, "fresh");
  world.faults.set("*", { kind: "outage" });
  await page.clock.runFor(13_000);
  await expect(banner(page)).toBeVisible();
  await expectNothingSeriousInThemes(page, "stale");
});

test("the page has its styles when its address is opened first", async ({ page }) => {
  await open(page);
  await expect(figures(page)).toHaveCSS("display", "grid");
});
