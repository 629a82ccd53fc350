/**
 * A night in front of the Monitor: 24 hours of refreshes on a fast clock, page and farm alike, on a farm where frames end and
 * fail, tasks are stopped, started again, sent back, deleted and submitted. `SOAK_SECONDS` changes the pace of the refreshes
 * (5, 15 or 60 s; default 60, the slowest).
 *
 * It has to tell the truth at every minute: after every refresh all that stands on the screen is compared with the farm's own
 * memory at the moment of the refresh (monitor-truth.ts), which is
 * - the account totals: the frames of all tasks that are not deleted, by state; what was stopped is the remainder;
 * - tiles: one for every task that is not over, and for every one that ended with failures, out of time or out of money since
 *   the chosen hour, or began within a week and does not say when it ended; failed before stuck before running before waiting, newest first; state, counts of frames, cost;
 * - tasks since: those on the farm that are over now and ended since the chosen hour, wholly finished or needing somebody;
 * - frames since: by how much the counts of each task have grown from refresh to refresh, those of tasks deleted meanwhile
 *   included, from the last refresh before the chosen hour on, or from when the page was opened; frames a minute: over the
 *   last ten minutes. Counts are all that the farm tells: where frames were sent back and others ended between the same two
 *   refreshes they say less than happened. How many ends that hides is a figure of its own, with a bound;
 * - spend: every cent charged from then on, whatever became of the task;
 * - the time of the refresh, and nothing stale.
 *
 * And it has to run for days: what stays on the heap after everything that can be collected was collected may not grow from
 * the second hour to the last.
 */
import { isDeepStrictEqual } from "node:util";
import type { CDPSession, Page, Request } from "@playwright/test";
import { openWorld, type World } from "../world";
import type { Figure } from "./figure";
import { openLedger } from "./monitor-ledger";
import { type ActName, createNight } from "./monitor-night";
import { readScreen, type Screen } from "./monitor-screen";
import { createTeller, type Truth } from "./monitor-truth";
import { openProduction } from "./production";
import { NAME_HELPER } from "./tasks-probes";

const HOURS = Number(process.env["SOAK_HOURS"] ?? "24");
const WARM_HOURS = 2;
/** Top-level tasks to begin with: more than 100 stand on more than one page of the farm's list. */
const TASKS = Number(process.env["SOAK_TASKS"] ?? "60");
const SECONDS = Number(process.env["SOAK_SECONDS"] ?? "60");
/** In the middle of a minute, so that no refresh falls on the very moment from which is counted. */
const START_MS = Date.UTC(2026, 10, 2, 18, 0, 5);
const MEGABYTE = 2 ** 20;
/** What is chosen to be counted from, by the hour of the night. */
const choices: Readonly<Record<number, string>> = { 0: "24h", 3: "20:00", 8: "00:00", 14: "24h" };
/** Steps of the page's clock in which an answer is drawn, ms, and how many it may take. */
const STEP_MS = 1;
const STEPS = 60;
/** Moments of disagreement that are told in full. */
const COMPLAINTS = 10;

/** Bytes of live JavaScript objects, and how many DOM nodes and listeners are alive. */
async function measure(cdp: CDPSession) {
  // Twice: what the first round finalises is collected by the second.
  await cdp.send("HeapProfiler.collectGarbage");
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  return { heap: usedSize / MEGABYTE, nodes, listeners: jsEventListeners };
}

function firstDifference(shown: readonly unknown[], wanted: readonly unknown[]): string {
  const at = wanted.findIndex((one, index) => !isDeepStrictEqual(one, shown[index]));
  return `${shown.length} instead of ${wanted.length}, ${JSON.stringify(shown[at])} instead of ${JSON.stringify(wanted[at])}`;
}

/** What the screen gets wrong, in words. The page of tiles that is shown has to be that part of all of them. */
function differences(screen: Screen, truth: Truth, atMs: number): string[] {
  const { page, pages, tiles: shown } = screen;
  const from = page < pages ? (page - 1) * shown.length : Math.max(0, truth.tiles.length - shown.length);
  const tiles = pages === 1 ? truth.tiles : truth.tiles.slice(from, from + shown.length);
  const readAgo = (atMs / 1000 - Date.parse(`1970-01-01T${screen.read}Z`) / 1000 + 86_400) % 86_400;
  const { totals, tasks, frames, rate, spend, heading, ranks } = truth;
  const still = truth.still.filter((id) => tiles.some((tile) => tile.id === id));
  const wanted = { totals, tasks, frames, spend, heading, ranks, tiles, still, stale: false };
  const found = Object.entries(wanted).flatMap(([key, value]) => {
    const said: unknown = Reflect.get(screen, key);
    if (isDeepStrictEqual(said, value)) return [];
    if (key === "tiles") return [`tiles: ${firstDifference(shown, tiles)}`];
    return [`${key}: ${JSON.stringify(said)} instead of ${JSON.stringify(value)}`];
  });
  // Three digits are shown, of a quotient of clocks that are milliseconds apart.
  const pace = rate === null ? screen.rate === "—" : Math.abs(Number(screen.rate) - rate) <= 0.006 * rate;
  if (!pace) found.push(`rate: ${screen.rate} instead of ${rate}`);
  if (!(Math.min(readAgo, 86_400 - readAgo) < 5)) found.push(`read: ${screen.read}`);
  if (shown.length === 0) found.push("no tiles");
  return found;
}

/** Waits until no request of the page is under way. */
function followRequests(page: Page) {
  const open = new Set<Request>();
  page.on("request", (request) => open.add(request));
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
  return async () => {
    while (open.size > 0) await page.waitForEvent("requestfinished", { timeout: 1000 }).catch(() => undefined);
  };
}

export async function bench(): Promise<readonly Figure[]> {
  const browser = await openProduction();
  const world = await openWorld({ tasks: TASKS, startMs: START_MS });
  try {
    return await watchAllNight(
      world,
      await browser.newPage({ viewport: { width: 1920, height: 1080 }, timezoneId: "UTC" }),
    );
  } finally {
    await browser.close();
    await world.end();
  }
}

async function watchAllNight(world: World, page: Page): Promise<readonly Figure[]> {
  let errors = 0;
  page.on("pageerror", () => {
    errors += 1;
  });
  await page.addInitScript(NAME_HELPER);
  await page.addInitScript(
    ([preferences, screen]) => {
      localStorage.setItem("renderdeck.preferences.1", preferences);
      localStorage.setItem("renderdeck.monitor.1", screen);
    },
    [JSON.stringify({ polling: String(SECONDS), timeZone: "utc" }), JSON.stringify({ scale: 0.6 })] as const,
  );
  // The page's clock stands still but for what is run.
  await page.clock.install({ time: START_MS - 1000 });
  await page.clock.pauseAt(START_MS);
  const quiet = followRequests(page);
  await page.goto(`${world.origin}/monitor?since=${choices[0]}&kiosk=1`);
  while ((await page.getByRole("article").count()) === 0) {
    await quiet();
    await page.clock.runFor(5);
  }
  // From here on both clocks tell the same time.
  world.pass(((await page.evaluate(() => Date.now())) - world.farm.now()) / 1000);
  const ledger = openLedger(world.farm);
  const tell = createTeller(world.farm, ledger);
  const night = createNight(world, SECONDS);
  const acts = new Map<ActName, number>();

  /** Lets the answers be drawn and compares. Resolves with how long the page's clock ran for that, ms. */
  const compare = async (truth: Truth): Promise<{ ranMs: number; wrong: readonly string[] }> => {
    let wrong: readonly string[] = [];
    for (let step = 1; step <= STEPS; step += 1) {
      await quiet();
      await page.clock.runFor(STEP_MS);
      wrong = differences(await readScreen(page), truth, ledger.last().atMs);
      if (wrong.length === 0) return { ranMs: step * STEP_MS, wrong };
    }
    return { ranMs: STEPS * STEP_MS, wrong };
  };

  let choice = choices[0] ?? "";
  let { ranMs, wrong } = await compare(tell(choice));
  const started = performance.now();
  const cdp = await page.context().newCDPSession(page);
  let refreshes = 0;
  const tasksBefore = world.farm.jobs.length;
  let early = await measure(cdp);
  const tally = { compared: 0, wrong: 0, tiles: 0 };
  const complain = (minute: number) => {
    tally.compared += 1;
    if (wrong.length === 0) return;
    tally.wrong += 1;
    if (tally.wrong <= COMPLAINTS) console.error(`minute ${minute}: ${wrong.join("; ")}`);
  };
  complain(0);
  for (let at = SECONDS; at <= HOURS * 3600; at += SECONDS) {
    const hour = at / 3600;
    const next = choices[hour];
    if (next) {
      choice = next;
      await page.getByRole("combobox", { name: "Count since" }).selectOption(choice);
    }
    world.pass(SECONDS / 2);
    ledger.beforeAct();
    const act = night();
    if (act) acts.set(act, (acts.get(act) ?? 0) + 1);
    // The pace counts from the last answer: by as much as that took the next refresh comes later.
    world.pass(SECONDS / 2 + ranMs / 1000);
    ledger.mark();
    const truth = tell(choice);
    const answered = page.waitForResponse((response) => response.url().endsWith("queryAllFrameStats"));
    await page.clock.runFor(SECONDS * 1000);
    await answered;
    refreshes += 1;
    ({ ranMs, wrong } = await compare(truth));
    complain(at / 60);
    if (hour === WARM_HOURS) early = await measure(cdp);
  }
  const late = await measure(cdp);
  const { done, failed, cents } = ledger.last();
  const kinds = [...acts].map(([name, many]) => `${name} ${many}`).join(", ");
  return [
    { name: "moments compared with the farm", unit: "", reached: tally.compared },
    { name: "moments at which the screen disagreed", unit: "", reached: tally.wrong, bound: { atMost: 0 } },
    { name: "frames that finished in the night", unit: "", reached: done, bound: { atLeast: 1000 } },
    { name: "frames that failed in the night", unit: "", reached: failed, bound: { atLeast: 50 } },
    {
      name: "share of ended frames that no count of the farm's shows",
      unit: "%",
      reached: (1 - (done + failed) / ledger.ends()) * 100,
      bound: { atMost: 0.1 },
    },
    { name: "money spent in the night", unit: "CNY", reached: cents / 100 },
    {
      name: `acts of users (${kinds})`,
      unit: "",
      reached: [...acts.values()].reduce((sum, many) => sum + many, 0),
    },
    {
      name: "refreshes in 24 simulated hours",
      unit: "",
      reached: refreshes,
      bound: { atLeast: (HOURS * 3600) / SECONDS },
    },
    { name: "live heap after hour 2", unit: "MB", reached: early.heap },
    { name: "live heap after hour 24", unit: "MB", reached: late.heap },
    {
      name: "growth of the live heap per hour",
      unit: "MB/h",
      reached: (late.heap - early.heap) / (HOURS - WARM_HOURS),
      bound: { atMost: 0.15 },
    },
    { name: "DOM nodes after hour 2", unit: "", reached: early.nodes },
    { name: "DOM nodes after hour 24", unit: "", reached: late.nodes, bound: { atMost: early.nodes * 1.25 } },
    {
      name: "listeners after hour 24 above hour 2",
      unit: "",
      reached: late.listeners - early.listeners,
      bound: { atMost: 50 },
    },
    { name: "tasks on the farm at the beginning", unit: "", reached: tasksBefore },
    { name: "tasks on the farm at the end", unit: "", reached: world.farm.jobs.length },
    { name: "page errors", unit: "", reached: errors, bound: { atMost: 0 } },
    { name: "time it took", unit: "min", reached: (performance.now() - started) / 60_000 },
  ];
}
