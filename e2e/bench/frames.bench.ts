/** The Frames page with 100,000 frames, and the load of 10,000: production build, real Chromium, signed requests to a farm. */
import type { Browser, Page } from "@playwright/test";
import { FRAME_PAGE_SIZE } from "../../app/protocol/frames/frame-page-size";
import { FRAME_PAGES_AT_ONCE } from "../../app/queries/frames/frame-set";
import { openWorld, type World } from "../world";
import { type BareLoad, bareLoad } from "./bare-load";
import type { Figure } from "./figure";
import { framesPageLoad, type Load, stripPainted, watchStrip } from "./frames-probes";
import { openProduction } from "./production";
import { median, quantile } from "./quantile";
import { keystroke, mainThreadMs, NAME_HELPER, scrollFrames } from "./tasks-probes";

const MANY = 100_000;
const SOME = 10_000;
/** Response time of a distant farm; the local one takes 1 to 2 ms. */
const FAR_MS = 100;
const MB = 1024 * 1024;

/** The id of the task with the most frames. */
function bigTask(world: World): number {
  const job = world.farm.jobs.find(({ sceneName }) => sceneName.startsWith("crowd_"));
  if (!job) throw new Error("The farm has no task with very many frames");
  return job.id;
}

/** Opens the frames in a new browser context without polling, so that only the measured work happens. */
async function openFrames(browser: Browser, world: World): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  await page.addInitScript(NAME_HELPER);
  await page.addInitScript(() => localStorage.setItem("renderdeck.preferences.1", JSON.stringify({ polling: "off" })));
  await page.addInitScript(watchStrip);
  await page.goto(`${world.origin}/tasks/${bigTask(world)}`);
  return page;
}

/** Waits until every page is loaded. */
async function loaded(page: Page): Promise<void> {
  const progress = page.getByRole("progressbar", { name: "Pages of frames loaded" });
  await progress.waitFor();
  await progress.waitFor({ state: "detached", timeout: 300_000 });
}

/** A measurement with the sum of the response times of the farm, each from the arrival of a request to the end of the response. */
type OfFarm<T> = T & { readonly farmMs: number };

async function withFarmTime<T>(world: World, measure: () => Promise<T>): Promise<OfFarm<T>> {
  const before = world.received("queryTaskFrames").length;
  const measured = await measure();
  const answers = world.received("queryTaskFrames").slice(before);
  return { ...measured, farmMs: answers.reduce((sum, { answerMs }) => sum + (answerMs ?? Number.NaN), 0) };
}

/** Loads by the page and by a minimal client, which is the lower limit for a browser. */
async function wireLoads(browser: Browser, world: World) {
  const loads: OfFarm<Load>[] = [];
  const bare: OfFarm<BareLoad>[] = [];
  for (let round = 0; round < 5; round += 1) {
    loads.push(
      await withFarmTime(world, async () => {
        const page = await openFrames(browser, world);
        const load = await framesPageLoad(page);
        await page.context().close();
        return load;
      }),
    );
    bare.push(
      await withFarmTime(world, () =>
        bareLoad(world.origin, bigTask(world), { pages: SOME / FRAME_PAGE_SIZE, atOnce: FRAME_PAGES_AT_ONCE }),
      ),
    );
  }
  return { loads, bare };
}

/** The bound is for the local farm; the distant one shows our share when responses are slow. */
async function overTheWire(browser: Browser, world: World, farm: string): Promise<Figure[]> {
  const { loads, bare } = await wireLoads(browser, world);
  const figure = (
    name: string,
    unit: string,
    pick: (load: OfFarm<Load>) => number,
    bound?: Figure["bound"],
  ): Figure => ({
    name: `${SOME} frames, ${farm} farm: ${name}`,
    unit,
    reached: median(loads.map(pick)),
    bound,
  });
  return [
    figure("first rows", "ms", (load) => load.firstRowMs),
    figure("there with the first rows", "% pages", (load) => load.shownAt * 100, { atMost: 50 }),
    figure("complete", "ms", (load) => load.completeMs),
    figure("requests at once, most", "", (load) => load.atOnce),
    figure("sum of its answer times", "ms", (load) => load.farmMs),
    figure("complete / (sum / at once)", "ratio", (load) => load.completeMs / (load.farmMs / FRAME_PAGES_AT_ONCE), {
      atMost: 1.5,
    }),
    figure("complete / sum", "ratio", (load) => load.completeMs / load.farmMs),
    {
      name: `${SOME} frames, ${farm} farm: by a bare client, complete / sum`,
      unit: "ratio",
      reached: median(bare.map(({ completeMs, farmMs }) => completeMs / farmMs)),
    },
  ];
}

/** Medians of wall time and main thread time from a key press to the paint of its last change. */
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
  const [untilPainted, untilDrawn]: [number[], number[]] = [[], []];
  for (let round = 0; round < 7; round += 1) {
    await page.getByRole("link", { name: "Tasks", exact: true }).first().click();
    await page.getByRole("treegrid", { name: "Tasks" }).waitFor();
    const before = await mainThreadMs(session);
    times.push(await stripPainted(page));
    untilPainted.push((await mainThreadMs(session)) - before);
    await page.getByRole("treegrid", { name: "Frames" }).getByRole("row").nth(1).waitFor();
    untilDrawn.push((await mainThreadMs(session)) - before);
  }
  await session.detach();
  return [
    {
      name: `${MANY} frames: strip painted after the data, median`,
      unit: "ms",
      reached: median(times),
      bound: { atMost: 100 },
    },
    { name: `${MANY} frames: strip painted, main thread, median`, unit: "ms", reached: median(untilPainted) },
    { name: `${MANY} frames: the whole page drawn anew, main thread`, unit: "ms", reached: median(untilDrawn) },
  ];
}

async function filtering(page: Page): Promise<Figure[]> {
  await page
    .getByRole("group", { name: "Status" })
    .getByRole("button", { name: /^Finished/ })
    .focus();
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
  const browser = await openProduction();
  const [some, many] = [await openWorld({ tasks: 40, frames: SOME }), await openWorld({ tasks: 40, frames: MANY })];
  try {
    const figures = await overTheWire(browser, some, "local");
    some.faults.set("queryTaskFrames", { kind: "latency", ms: FAR_MS });
    figures.push(...(await overTheWire(browser, some, "far")));
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
