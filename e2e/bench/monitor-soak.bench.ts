/**
 * A simulated night in front of the Monitor: 24 hours of refreshes on a fast clock of page and farm, on a farm where frames end and
 * fail and tasks are stopped, started, rerendered, deleted and submitted. `SOAK_SECONDS` sets the time between two refreshes
 * (5, 15 or 60 s; default 60, the slowest).
 *
 * After every refresh the whole screen is compared with the farm's own state at the moment of the refresh (monitor-truth.ts):
 * - the account totals: frames of all tasks that are not deleted, by state; stopped frames are the remainder;
 * - rows: one per task that has not ended, and per task that ended with failures, by a time limit or by arrears since the chosen
 *   hour, or that started within a week and has no end; stopped, losing frames, by severity; trouble and counts;
 * - the strip of the others: how many render and wait, and how many finished since the chosen hour;
 * - failed frames since: growth of the counts of each task from refresh to refresh, deleted tasks included, from the last refresh before
 *   the chosen hour or from the start of the page; frames per minute over the last ten minutes. The farm reports counts only:
 *   where frames are rerendered and others end between two refreshes the counts hide ends. That share has a bound of its own;
 * - spend: every cent that was charged since then, also for deleted tasks;
 * - the moment of the refresh, and no mark of old data.
 *
 * Memory: the heap after garbage collection does not grow from the second hour to the last.
 */
import { isDeepStrictEqual } from "node:util";
import type { CDPSession, Page, Request } from "@playwright/test";
import { applyTroubles } from "../../app/mirror/apply-live";
import type { LiveAnswer } from "../../app/mirror/live-tasks";
import { emptyHistory } from "../../app/mirror/task-history";
import { openWorld, type World } from "../world";
import type { Figure } from "./figure";
import { openLedger } from "./monitor-ledger";
import { type ActName, createNight } from "./monitor-night";
import { readScreen, type Screen } from "./monitor-screen";
import { createTeller, type Rate, type Truth } from "./monitor-truth";
import { openProduction } from "./production";
import { NAME_HELPER } from "./tasks-probes";

const HOURS = Number(process.env["SOAK_HOURS"] ?? "24");
const WARM_HOURS = 2;
/** Top-level tasks at the start: more than 100 are on more than one page of the farm's list. */
const TASKS = Number(process.env["SOAK_TASKS"] ?? "60");
const SECONDS = Number(process.env["SOAK_SECONDS"] ?? "60");
/** In the middle of a minute, so that no refresh is at the exact start of the counted period. */
const START_MS = Date.UTC(2026, 10, 2, 18, 0, 5);
const MEGABYTE = 2 ** 20;
/** The chosen start of the counted period, by hour of the night. */
const choices: Readonly<Record<number, string>> = { 0: "24h", 3: "20:00", 8: "00:00", 14: "24h" };
/** Steps of the page's clock in which a response is drawn, ms, and the most that it may take. */
const STEP_MS = 1;
const STEPS = 60;
/** Differing moments that are printed in full. */
const MAX_PRINTED = 10;

/** Bytes of live JavaScript objects, and how many DOM nodes and listeners are alive. */
async function measure(cdp: CDPSession) {
  // Twice: the second round collects what the first one finalises.
  await cdp.send("HeapProfiler.collectGarbage");
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  return { heap: usedSize / MEGABYTE, nodes, listeners: jsEventListeners };
}

function firstDifference(actual: readonly unknown[], expected: readonly unknown[]): string {
  const at = expected.findIndex((one, index) => !isDeepStrictEqual(one, actual[index]));
  return `${actual.length} instead of ${expected.length}, ${JSON.stringify(actual[at])} instead of ${JSON.stringify(expected[at])}`;
}

/** The server reads the farm up to this long after the ledger's mark, ms. */
const READ_DELAY_MS = 3000;

/** Whether the screen, which rounds to three digits, shows this rate. */
function isRate(text: string, rate: Rate | null): boolean {
  if (rate === null) return text === "—";
  const share = 0.006 + READ_DELAY_MS / 60_000 / rate.minutes;
  return Math.abs(Number(text) - rate.perMinute) <= share * rate.perMinute;
}

/** Differences between the screen and the farm, as text. The screen shows one page of the rows. */
function differences(screen: Screen, truth: Truth, atMs: number): string[] {
  const { page, pages, rows: actual } = screen;
  // Pages differ in their number of rows: what is shown stands together somewhere in the list, at its start on the first page.
  const from = page === 1 ? 0 : truth.rows.findIndex(({ id }) => id === actual[0]?.id);
  const rows = pages === 1 ? truth.rows : truth.rows.slice(from, from + actual.length);
  const readAgo = (atMs / 1000 - Date.parse(`1970-01-01T${screen.read}Z`) / 1000 + 86_400) % 86_400;
  const { totals, failed, rates, spend, fine } = truth;
  const still = truth.still.filter((id) => rows.some((row) => row.id === id));
  const expected = { totals, failed, spend, fine, rows, still, stale: false };
  const differing = Object.entries(expected).flatMap(([key, value]) => {
    const onScreen: unknown = Reflect.get(screen, key);
    if (isDeepStrictEqual(onScreen, value)) return [];
    if (key === "rows") return [`rows: ${firstDifference(actual, rows)}`];
    return [`${key}: ${JSON.stringify(onScreen)} instead of ${JSON.stringify(value)}`];
  });
  if (!rates.some((rate) => isRate(screen.rate, rate)))
    differing.push(`rate: ${screen.rate} instead of ${rates.map((rate) => rate?.perMinute ?? "—").join(" or ")}`);
  if (!(Math.min(readAgo, 86_400 - readAgo) < 5)) differing.push(`read: ${screen.read}`);
  if (actual.length === 0) differing.push("no rows");
  return differing;
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

/** The hung and slow frames that the page was told of. */
function followTroubles(page: Page) {
  let history = emptyHistory;
  page.on("response", async (response) => {
    if (!response.url().includes("/api/live/tasks?") || response.status() !== 200) return;
    const answer: Pick<LiveAnswer, "troubles" | "parts"> = JSON.parse(await response.text());
    history = applyTroubles(history, answer, 0);
  });
  return () => history.troubles;
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
  // The page's clock moves only when the bench runs it.
  await page.clock.install({ time: START_MS - 1000 });
  await page.clock.pauseAt(START_MS);
  const quiet = followRequests(page);
  const troubles = followTroubles(page);
  await page.goto(`${world.origin}/monitor?since=${choices[0]}&kiosk=1`);
  while ((await page.getByRole("article").count()) === 0) {
    await quiet();
    await page.clock.runFor(5);
  }
  // From here on both clocks show the same time.
  world.pass(((await page.evaluate(() => Date.now())) - world.farm.now()) / 1000);
  const ledger = openLedger(world.farm);
  const tell = createTeller(world.farm, ledger);
  const night = createNight(world, SECONDS);
  const acts = new Map<ActName, number>();
  let choice = choices[0] ?? "";

  /** Lets the page draw the responses, and compares. `ranMs`: how long the page's clock ran for that. */
  const compare = async (): Promise<{ ranMs: number; wrong: readonly string[] }> => {
    let wrong: readonly string[] = [];
    for (let step = 1; step <= STEPS; step += 1) {
      await quiet();
      await page.clock.runFor(STEP_MS);
      wrong = differences(await readScreen(page), tell(choice, troubles()), ledger.last().atMs);
      if (wrong.length === 0) return { ranMs: step * STEP_MS, wrong };
    }
    return { ranMs: STEPS * STEP_MS, wrong };
  };

  let { ranMs, wrong } = await compare();
  const started = performance.now();
  const cdp = await page.context().newCDPSession(page);
  let refreshes = 0;
  const tasksBefore = world.farm.jobs.length;
  let early = await measure(cdp);
  const tally = { compared: 0, wrong: 0 };
  const report = (minute: number) => {
    tally.compared += 1;
    if (wrong.length === 0) return;
    tally.wrong += 1;
    if (tally.wrong <= MAX_PRINTED) console.error(`minute ${minute}: ${wrong.join("; ")}`);
  };
  report(0);
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
    // The interval counts from the last response, so the next refresh is later by the time which that took.
    world.pass(SECONDS / 2 + ranMs / 1000);
    ledger.mark();
    const answered = page.waitForResponse((response) => response.url().endsWith("queryAllFrameStats"));
    await world.collect();
    await page.clock.runFor(SECONDS * 1000);
    await answered;
    refreshes += 1;
    ({ ranMs, wrong } = await compare());
    report(at / 60);
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
