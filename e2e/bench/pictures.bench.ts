/** The contact sheet of 10,000 frames, and playback of 240: production build, real Chromium, pictures from a farm. */
import type { Browser, Page } from "@playwright/test";
import { openWorld, type World } from "../world";
import type { Figure } from "./figure";
import { drawnWithin, firstPicture, watchPictures } from "./pictures-probes";
import { openProduction } from "./production";
import { median, quantile } from "./quantile";
import { NAME_HELPER, scrollFrames } from "./tasks-probes";

const MANY = 10_000;
const ROUNDS = 5;
/** All of its 250 frames are done. */
const film = "robot_s590_sh0780_anim_v003.vrscene";
const PLAYED = 240;
const RATE = 24;
const PLAY_MS = 10_000;
const MB = 1024 * 1024;

/** Opens a task in a new browser context without polling, so that only the measured work happens. */
async function open(browser: Browser, world: World, taskId: number, search: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  await page.addInitScript(NAME_HELPER);
  await page.addInitScript(() => localStorage.setItem("renderdeck.preferences.1", JSON.stringify({ polling: "off" })));
  await page.addInitScript(watchPictures);
  await page.goto(`${world.origin}/tasks/${taskId}${search}`);
  return page;
}

/** The id of the task with the most frames. */
function bigTask(world: World): number {
  const job = world.farm.jobs.find(({ sceneName }) => sceneName.startsWith("crowd_"));
  if (!job) throw new Error("The farm has no task with very many frames");
  return job.id;
}

/** Waits until the sheet has a place for every frame. */
const allFrames = (page: Page) =>
  page.waitForFunction(
    (count) => {
      const grid = document.querySelector("[role=grid][aria-rowcount]");
      return Number(grid?.getAttribute("aria-rowcount")) * Number(grid?.getAttribute("aria-colcount")) >= count;
    },
    MANY,
    { timeout: 120_000 },
  );

async function heapMB(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / MB;
}

async function sheet(browser: Browser, world: World): Promise<Figure[]> {
  const firstMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await open(browser, world, bigTask(world), "?sheet=medium");
    firstMs.push(await firstPicture(page));
    await page.context().close();
  }
  const page = await open(browser, world, bigTask(world), "?sheet=medium");
  await firstPicture(page);
  await allFrames(page);
  const lengths = await scrollFrames(page, 300, 90, page.getByRole("grid", { name: "Pictures of the frames" }));
  // The farm gives paths at 40 a second, so this takes minutes; before, the results of most pictures would not be in the heap.
  await page.getByText(/^[\d,]+ done frames checked/).waitFor({ timeout: 400_000 });
  const heap = await heapMB(page);
  await page.context().close();
  return [
    {
      name: `sheet of ${MANY} frames: first picture after the data, median`,
      unit: "ms",
      reached: median(firstMs),
      bound: { atMost: 500 },
    },
    { name: `sheet of ${MANY} frames: scrolling, median frame`, unit: "ms", reached: median(lengths) },
    {
      name: `sheet of ${MANY} frames: scrolling, 95th percentile frame`,
      unit: "ms",
      reached: quantile(lengths, 0.95),
      bound: { atMost: 20 },
    },
    { name: `sheet of ${MANY} frames: heap, done ones checked`, unit: "MB", reached: heap, bound: { atMost: 150 } },
  ];
}

/** The two numbers of "3 of 240 frames dropped". */
async function droppedOf(page: Page): Promise<{ readonly dropped: number; readonly due: number }> {
  const text = await page.getByText(/^\d+ of \d+ frames dropped$/).textContent();
  const [dropped = Number.NaN, due = Number.NaN] = (text ?? "").match(/\d+/g)?.map(Number) ?? [];
  return { dropped, due };
}

async function playback(browser: Browser, world: World): Promise<Figure[]> {
  const page = await open(browser, world, world.idOf(film), `?play=${RATE}&range=1-${PLAYED}`);
  await page.getByText(`${PLAYED} pictures loaded`).waitFor({ timeout: 120_000 });
  await page.getByRole("dialog").getByRole("button", { name: "Play", exact: true }).click();
  const drawn = await drawnWithin(page, PLAY_MS);
  await page.keyboard.press("k");
  const { dropped, due } = await droppedOf(page);
  const heap = await heapMB(page);
  await page.context().close();
  return [
    {
      name: `playback of ${PLAYED} frames at ${RATE}: dropped, as the page counts`,
      unit: "%",
      reached: (100 * dropped) / due,
      bound: { atMost: 1 },
    },
    {
      name: `playback of ${PLAYED} frames at ${RATE}: drawn of those due`,
      unit: "%",
      reached: (100 * drawn * 1000) / (RATE * PLAY_MS),
      bound: { atLeast: 99 },
    },
    { name: `playback of ${PLAYED} frames: heap`, unit: "MB", reached: heap },
  ];
}

export async function bench(): Promise<readonly Figure[]> {
  const browser = await openProduction();
  const world = await openWorld({ tasks: 40, frames: MANY, env: { RENDERBUS_DIALECT: "current" } });
  try {
    return [...(await sheet(browser, world)), ...(await playback(browser, world))];
  } finally {
    await browser.close();
    await world.end();
  }
}
