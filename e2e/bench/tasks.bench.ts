/** The Tasks page with 5,000 tasks: production build, real Chromium, signed requests to a farm with a controlled clock. */
import type { Browser, CDPSession, Page } from "@playwright/test";
import { answerRequest } from "../../mocks/farm/answer";
import { openWorld, type World } from "../world";
import type { Figure } from "./figure";
import { openProduction } from "./production";
import { median, quantile } from "./quantile";
import {
  firstRowProbe,
  isClock,
  keystroke,
  mainThreadMs,
  movableClock,
  NAME_HELPER,
  readFirstPaint,
  readFirstRow,
  recordWrites,
  scrollFrames,
  takeChanges,
  watchChanges,
} from "./tasks-probes";

const MANY = 5000;
const FEW = 50;
/** Tasks that change in a refresh: the newest 1 %, so that they fill the screen. */
const CHANGING = MANY / 100;
const IDLE_MS = 60_000;
/** Refreshes before the measured ones, because the browser compiles the code during the first; the page makes 700 per hour. */
const WARM_UP = 12;
const REFRESHES = 24;
/** The farm's time between two refreshes, s: about as many frames end as a large farm ends in five seconds. */
const STEP_SECONDS = 120;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Opens the page in a new browser context, without cache and storage. */
async function openPage(browser: Browser, world: World): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  await page.addInitScript(NAME_HELPER);
  await page.addInitScript(firstRowProbe);
  await page.addInitScript(movableClock);
  await page.goto(`${world.origin}/tasks`);
  return page;
}

const taskCount = (world: World) => new Intl.NumberFormat("en-US").format(world.farm.jobs.length);

/** Opens the page and waits until the whole history is loaded. */
async function openLoaded(browser: Browser, world: World): Promise<Page> {
  const page = await openPage(browser, world);
  await page.getByText(`${taskCount(world)} tasks`, { exact: true }).waitFor({ timeout: 60_000 });
  await page.getByRole("progressbar").waitFor({ state: "detached" });
  return page;
}

/** Requests and received bytes of data until the whole list is loaded, in an empty browser and on a reload. */
async function loading(browser: Browser, world: World): Promise<Figure[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const urls = new Map<string, string>();
  let bytes = 0;
  session.on("Network.requestWillBeSent", ({ requestId, request }) => urls.set(requestId, request.url));
  // What was preloaded is taken from the cache when it is imported.
  session.on("Network.requestServedFromCache", ({ requestId }) => urls.delete(requestId));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (new URL(urls.get(requestId) ?? "about:blank").pathname.startsWith("/api/")) bytes += encodedDataLength;
  });
  const measure = async (load: () => Promise<unknown>) => {
    urls.clear();
    bytes = 0;
    await load();
    await page.getByText(`${taskCount(world)} tasks`, { exact: true }).waitFor({ timeout: 60_000 });
    await page.getByRole("progressbar").waitFor({ state: "detached" });
    return { requests: urls.size, megabytes: bytes / 1e6 };
  };
  const cold = await measure(() => page.goto(`${world.origin}/tasks`));
  const again = await measure(() => page.reload());
  await context.close();
  return [
    {
      name: "requests until complete, assets included",
      unit: "requests",
      reached: cold.requests,
      bound: { atMost: 25 },
    },
    { name: "data until complete, empty browser", unit: "MB", reached: cold.megabytes, bound: { atMost: 0.7 } },
    { name: "data until complete, reload", unit: "MB", reached: again.megabytes, bound: { atMost: 0.1 } },
  ];
}

const elements = (page: Page) => page.evaluate(() => document.querySelectorAll("*").length);

async function firstRows(browser: Browser, many: World, few: World): Promise<Figure[]> {
  const times = { many: [] as number[], few: [] as number[] };
  const paints: number[] = [];
  for (let round = 0; round < 9; round += 1)
    for (const [kind, world] of [
      ["many", many],
      ["few", few],
    ] as const) {
      const page = await openPage(browser, world);
      times[kind].push(await readFirstRow(page));
      paints.push(await readFirstPaint(page));
      await page.context().close();
    }
  return [
    { name: "first contentful paint, median", unit: "ms", reached: median(paints) },
    { name: `first row of ${MANY} tasks, median`, unit: "ms", reached: median(times.many) },
    { name: `first row of ${FEW} tasks, median`, unit: "ms", reached: median(times.few) },
    {
      name: `first row: ${MANY} tasks over ${FEW}`,
      unit: "ratio",
      reached: median(times.many) / median(times.few),
      bound: { atMost: 1.2 },
    },
  ];
}

async function keystrokes(page: Page): Promise<Figure[]> {
  const search = page.getByRole("searchbox");
  await search.focus();
  const times: number[] = [];
  for (const word of ["dragon", "lighting v0", "40"])
    for (const key of [...Array.from(word), ...Array<string>(word.length).fill("Backspace")])
      times.push(await keystroke(page, key));
  await search.fill("");
  // The blinking caret is painted twice a second and would be measured.
  await search.blur();
  return [
    { name: "filter keystroke settles, median", unit: "ms", reached: median(times) },
    {
      name: "filter keystroke settles, 95th percentile",
      unit: "ms",
      reached: quantile(times, 0.95),
      bound: { atMost: 100 },
    },
  ];
}

async function scrolling(page: Page): Promise<Figure[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const before = await mainThreadMs(session);
  const frames = await scrollFrames(page, 300, 90);
  const spent = (await mainThreadMs(session)) - before;
  await session.detach();
  await page.getByRole("treegrid").evaluate((grid) => grid.scrollTo({ top: 0 }));
  return [
    { name: "scrolling, median frame", unit: "ms", reached: median(frames) },
    { name: "scrolling, main thread a frame", unit: "ms", reached: spent / frames.length },
    {
      name: "scrolling, 95th percentile frame",
      unit: "ms",
      reached: quantile(frames, 0.95),
      bound: { atMost: 20 },
    },
  ];
}

/** The rows of the first list page by task id, as JSON. */
function firstPage(world: World): Map<number, string> {
  const { data } = answerRequest(world.farm, "getTaskList", { pageNum: 1, pageSize: 100 });
  const items: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "items") : [];
  const rows: unknown[] = Array.isArray(items) ? items : [];
  return new Map(
    rows.flatMap((row) =>
      typeof row === "object" && row !== null ? [[Number(Reflect.get(row, "id")), JSON.stringify(row)]] : [],
    ),
  );
}

/** The request of the page for what changed in the list. */
const isLive = (url: string) => new URL(url).pathname === "/api/live/tasks";

/** Makes the server read the farm and the page ask the server, as on a return to the window, and waits until it is rendered. */
async function lookAgain(page: Page, session: CDPSession, world: World): Promise<void> {
  await world.collect();
  const answered = page.waitForResponse((response) => isLive(response.url()));
  // The evaluate of Playwright costs the page more than a tenth of the measured time.
  await session.send("Runtime.evaluate", { expression: "dispatchEvent(new Event('visibilitychange'))" });
  await answered;
  await pause(500);
}

/** Scenes of the tasks that `act` changes. */
async function changedDuring(world: World, act: () => Promise<void>): Promise<ReadonlySet<string>> {
  const before = firstPage(world);
  await act();
  const after = firstPage(world);
  return new Set(world.farm.jobs.filter(({ id }) => before.get(id) !== after.get(id)).map((job) => job.sceneName));
}

/** Moves the clock of the farm, and the page's with it: otherwise every relative time on the page would change as well. */
async function passTime(page: Page, world: World): Promise<void> {
  world.pass(STEP_SECONDS);
  await page.evaluate(
    (ms) => Object.assign(window, { aheadMs: Number(Reflect.get(window, "aheadMs")) + ms }),
    STEP_SECONDS * 1000,
  );
}

/** Main thread in ms from the next request that the page sends by itself until what it changed is painted. */
async function nextRefresh(page: Page, session: CDPSession): Promise<number> {
  const answered = page.waitForResponse((response) => isLive(response.url()));
  await page.waitForRequest((request) => isLive(request.url()));
  const start = await mainThreadMs(session);
  await answered;
  await pause(500);
  return (await mainThreadMs(session)) - start;
}

async function refreshes(page: Page, world: World): Promise<Figure[]> {
  const { farm } = world;
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  // Restarts the newest tasks, so that they change with the clock until they are done.
  const rerender = async () => {
    for (const leaf of farm.jobs.slice(-CHANGING).flatMap((job) => job.leaves))
      answerRequest(farm, "restartFrame", { taskId: leaf.id, selectAll: 1, ids: [] });
    await lookAgain(page, session, world);
  };
  const cost: number[] = [];
  const changed: number[] = [];
  for (let round = -WARM_UP; round < REFRESHES; round += 1) {
    if (round % 6 === 0) await rerender();
    const different = await changedDuring(world, () => passTime(page, world));
    if (round < 0) {
      await lookAgain(page, session, world);
      continue;
    }
    await world.collect();
    cost.push(await nextRefresh(page, session));
    changed.push(different.size);
  }

  // What the browser itself needs for the same changes: no program that shows them takes less.
  await rerender();
  await recordWrites(page);
  await passTime(page, world);
  await lookAgain(page, session, world);
  const bare: number[] = [];
  for (let round = 0; round < REFRESHES; round += 1) {
    const start = await mainThreadMs(session);
    await session.send("Runtime.evaluate", { expression: "swapWrites()" });
    await pause(300);
    bare.push((await mainThreadMs(session)) - start);
  }

  // Separate rounds, because recording a change costs as much as rendering it.
  await watchChanges(page);
  let strangers = 0;
  let onScreen = 0;
  for (let round = 0; round < 9; round += 1) {
    if (round % 6 === 0) await rerender();
    const different = await changedDuring(world, () => passTime(page, world));
    await takeChanges(page);
    await lookAgain(page, session, world);
    // Counts in the bar change with the tasks; a row may change only with its own task.
    const rows = (await takeChanges(page)).filter((change) => change.row !== "" && !isClock(change));
    strangers += new Set(
      rows.filter((change) => !different.has(change.row)).map((change) => `${change.row} ${change.column}`),
    ).size;
    onScreen = Math.max(onScreen, new Set(rows.map((change) => change.row)).size);
  }
  await session.detach();
  return [
    { name: "refresh: tasks changed, median", unit: "tasks", reached: median(changed) },
    { name: "refresh: rows on screen that changed, most", unit: "rows", reached: onScreen },
    { name: "refresh: main thread, median", unit: "ms", reached: median(cost), bound: { atMost: 10 } },
    { name: "refresh: main thread, the same changes written by hand, median", unit: "ms", reached: median(bare) },
    { name: "refresh: main thread, 90th percentile", unit: "ms", reached: quantile(cost, 0.9) },
    { name: "refresh: places touched that had not changed", unit: "places", reached: strangers, bound: { atMost: 0 } },
  ];
}

async function idle(page: Page): Promise<Figure[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const asked: number[] = [];
  page.on("request", (request) => {
    if (isLive(request.url())) asked.push(performance.now());
  });
  // Starts after a refresh.
  while (asked.length === 0) await pause(50);
  await pause(1500);
  asked.length = 0;
  await watchChanges(page);
  const [startMs, busyMs] = [performance.now(), await mainThreadMs(session)];
  await pause(IDLE_MS);
  const share = ((await mainThreadMs(session)) - busyMs) / (performance.now() - startMs);
  const changes = (await takeChanges(page)).filter((change) => !isClock(change));
  const intervals = asked.filter((time, index) => index === 0 || time - (asked[index - 1] ?? 0) > 1000).length;
  await session.detach();
  return [
    { name: "idle: main thread", unit: "%", reached: share * 100, bound: { atMost: 1 } },
    { name: "idle: polling interval", unit: "s", reached: IDLE_MS / 1000 / intervals },
    {
      name: "idle: list requests in an interval",
      unit: "requests",
      reached: asked.length / intervals,
      bound: { atMost: 1 },
    },
    { name: "idle: DOM changes but clocks", unit: "changes", reached: changes.length, bound: { atMost: 0 } },
  ];
}

export async function bench(): Promise<readonly Figure[]> {
  const browser = await openProduction();
  const [many, few] = [await openWorld({ tasks: MANY }), await openWorld({ tasks: FEW })];
  try {
    const figures = await firstRows(browser, many, few);
    figures.push(...(await loading(browser, many)));
    const small = await openLoaded(browser, few);
    figures.push({
      name: `DOM elements at ${FEW} tasks`,
      unit: "elements",
      reached: await elements(small),
      bound: { atMost: 3000 },
    });
    await small.context().close();
    const page = await openLoaded(browser, many);
    figures.push({
      name: `DOM elements at ${MANY} tasks`,
      unit: "elements",
      reached: await elements(page),
      bound: { atMost: 3000 },
    });
    figures.push(...(await keystrokes(page)), ...(await scrolling(page)), ...(await idle(page)));
    figures.push(...(await refreshes(page, many)));
    return figures;
  } finally {
    await browser.close();
    await Promise.all([many.end(), few.end()]);
  }
}
