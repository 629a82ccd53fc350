/** The Frames page at 100,000 frames, and 10,000 on their way: production build, real Chromium, signed requests to a farm. */
import { type Browser, chromium, type Page } from "@playwright/test";
import { findChromium, launchOptions } from "../tools/chromium";
import { run } from "../tools/run";
import { openWorld, type World } from "../world";
import type { Figure } from "./figure";
import { framesPageLoad, type Load, stripPainted, watchStrip } from "./frames-probes";
import { keystroke, mainThreadMs, NAME_HELPER, scrollFrames } from "./tasks-probes";

const MANY = 100_000;
const SOME = 10_000;
/** What a farm on the other side of a country takes to answer; the local one takes a millisecond and would measure only us. */
const ANSWER_MS = 100;
const MB = 1024 * 1024;

const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
const median = (values: readonly number[]) => quantile(values, 0.5);

/** The id of the one task with very many frames. */
function bigTask(world: World): number {
  const job = world.farm.jobs.find(({ sceneName }) => sceneName.startsWith("crowd_"));
  if (!job) throw new Error("The farm has no task with very many frames");
  return job.id;
}

/** Opens the frames in a browser context of its own, without polling: only what is measured happens. */
async function openFrames(browser: Browser, world: World): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  await page.addInitScript(NAME_HELPER);
  await page.addInitScript(() => localStorage.setItem("renderdeck.preferences.1", JSON.stringify({ polling: "off" })));
  await page.addInitScript(watchStrip);
  await page.goto(`${world.origin}/tasks/${bigTask(world)}`);
  return page;
}

/** Waits until every page has come. */
async function loaded(page: Page): Promise<void> {
  const progress = page.getByRole("progressbar", { name: "Pages of frames loaded" });
  await progress.waitFor();
  await progress.waitFor({ state: "detached", timeout: 300_000 });
}

async function overTheWire(browser: Browser, world: World): Promise<Figure[]> {
  world.faults.set("queryTaskFrames", { kind: "latency", ms: ANSWER_MS });
  const times: Load[] = [];
  for (let round = 0; round < 3; round += 1) {
    const page = await openFrames(browser, world);
    times.push(await framesPageLoad(page));
    await page.context().close();
  }
  world.faults.clear();
  return [
    { name: `${SOME} frames: first rows`, unit: "ms", reached: median(times.map((time) => time.firstRowMs)) },
    {
      name: `${SOME} frames: loaded when the first rows show`,
      unit: "% of pages",
      reached: median(times.map((time) => time.shownAt * 100)),
      bound: { atMost: 50 },
    },
    { name: `${SOME} frames: complete`, unit: "ms", reached: median(times.map((time) => time.completeMs)) },
    { name: `${SOME} frames: requests at once, most`, unit: "", reached: median(times.map((time) => time.atOnce)) },
    {
      // The answers' own times as the browser waits for them: the farm's ANSWER_MS and what the proxy adds.
      name: `${SOME} frames: complete over (sum of answer times / requests at once)`,
      unit: "ratio",
      reached: median(times.map((time) => (time.completeMs * time.atOnce) / time.answersMs)),
      bound: { atMost: 1.5 },
    },
  ];
}

/** Presses keys, each until its last change is painted; wall time and the main thread's own time, medians. */
async function acts(page: Page, name: string, keys: readonly string[]): Promise<Figure[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const [wall, thread]: [number[], number[]] = [[], []];
  for (const key of keys) {
    const before = await mainThreadMs(session);
    wall.push(await keystroke(page, key));
    thread.push((await mainThreadMs(session)) - before);
  }
  await session.detach();
  return [
    { name: `${name}: settles, median`, unit: "ms", reached: median(wall), bound: { atMost: 100 } },
    { name: `${name}: main thread, median`, unit: "ms", reached: median(thread) },
  ];
}

async function firstPaint(page: Page): Promise<Figure[]> {
  const times: number[] = [];
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const thread: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await page.getByRole("link", { name: "Tasks", exact: true }).first().click();
    await page.getByRole("treegrid", { name: "Tasks" }).waitFor();
    const before = await mainThreadMs(session);
    times.push(await stripPainted(page));
    thread.push((await mainThreadMs(session)) - before);
  }
  await session.detach();
  return [
    {
      name: `${MANY} frames: strip painted after the data, median`,
      unit: "ms",
      reached: median(times),
      bound: { atMost: 100 },
    },
    { name: `${MANY} frames: the whole page drawn anew, main thread`, unit: "ms", reached: median(thread) },
  ];
}

async function filtering(page: Page): Promise<Figure[]> {
  await page.getByRole("group", { name: "Status" }).getByRole("button", { name: /^Done/ }).focus();
  return acts(page, `${MANY} frames: state filter`, Array<string>(6).fill("Enter"));
}

async function selecting(page: Page): Promise<Figure[]> {
  await page.getByRole("treegrid", { name: "Frames" }).getByRole("row").nth(1).focus();
  const one = await acts(page, `${MANY} frames: select one`, Array<string>(6).fill("Space"));
  const all = await acts(page, `${MANY} frames: select all`, ["Control+a", "Escape", "Control+a", "Escape"]);
  return [...one, ...all];
}

async function scrolling(page: Page): Promise<Figure[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const before = await mainThreadMs(session);
  const frames = await scrollFrames(page, 300, 90);
  const spent = (await mainThreadMs(session)) - before;
  await session.detach();
  return [
    { name: `${MANY} frames: scrolling, main thread a frame`, unit: "ms", reached: spent / frames.length },
    { name: `${MANY} frames: scrolling, median frame`, unit: "ms", reached: median(frames) },
    {
      name: `${MANY} frames: scrolling, 95th percentile frame`,
      unit: "ms",
      reached: quantile(frames, 0.95),
      bound: { atMost: 20 },
    },
  ];
}

async function heap(page: Page): Promise<Figure> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return { name: `${MANY} frames: heap`, unit: "MB", reached: usedSize / MB, bound: { atMost: 200 } };
}

export async function bench(): Promise<readonly Figure[]> {
  if ((await run("npm run --silent build > /dev/null")) !== 0) throw new Error("The build failed: run `npm run build`");
  const executable = findChromium();
  if (!executable) throw new Error("No Chromium found: set CHROMIUM_PATH");
  const [some, many] = [await openWorld({ tasks: 40, frames: SOME }), await openWorld({ tasks: 40, frames: MANY })];
  const browser = await chromium.launch(launchOptions(executable));
  try {
    const figures = await overTheWire(browser, some);
    const startedMs = performance.now();
    const page = await openFrames(browser, many);
    await loaded(page);
    figures.push({ name: `${MANY} frames: complete`, unit: "s", reached: (performance.now() - startedMs) / 1000 });
    figures.push(...(await firstPaint(page)), ...(await filtering(page)), ...(await selecting(page)));
    figures.push(...(await scrolling(page)), await heap(page));
    return figures;
  } finally {
    await browser.close();
    await Promise.all([some.end(), many.end()]);
  }
}
