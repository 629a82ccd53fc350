/**
 * A night in front of the Monitor: 24 hours of refreshes on a fast clock, page and farm alike. What stays on the heap after
 * everything that can be collected was collected may not grow from the second hour to the last.
 * `SOAK_SECONDS` changes the pace of the refreshes (5, 15 or 60 s; default 60, the slowest).
 */
import { type CDPSession, chromium } from "@playwright/test";
import { findChromium, launchOptions } from "../tools/chromium";
import { openWorld } from "../world";
import type { Figure } from "./figure";

const HOURS = 24;
const WARM_HOURS = 2;
const SECONDS = Number(process.env["SOAK_SECONDS"] ?? "60");
const MEGABYTE = 2 ** 20;

/** Bytes of live JavaScript objects, and how many DOM nodes and listeners are alive. */
async function measure(cdp: CDPSession) {
  // Twice: what the first round finalises is collected by the second.
  await cdp.send("HeapProfiler.collectGarbage");
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  return { heap: usedSize / MEGABYTE, nodes, listeners: jsEventListeners };
}

export async function bench(): Promise<readonly Figure[]> {
  const executable = findChromium();
  if (!executable) throw new Error("No Chromium found.");
  const world = await openWorld({ tasks: 60 });
  const browser = await chromium.launch(launchOptions(executable));
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, timezoneId: "UTC" });
    let errors = 0;
    page.on("pageerror", () => {
      errors += 1;
    });
    await page.addInitScript(
      (stored) => localStorage.setItem("renderdeck.preferences.1", stored),
      JSON.stringify({ polling: String(SECONDS), timeZone: "utc" }),
    );
    await page.clock.install();
    await page.goto(`${world.origin}/monitor?since=24h&kiosk=1`);
    await page.getByRole("article").first().waitFor();
    const cdp = await page.context().newCDPSession(page);
    const read = () => world.answered("queryAllFrameStats").length;
    const started = performance.now();
    const first = read();
    let early = await measure(cdp);
    let stale = 0;
    for (let hour = 1; hour <= HOURS; hour += 1) {
      for (let at = 0; at < 3600; at += SECONDS) {
        const before = read();
        world.pass(SECONDS);
        const answered = page.waitForResponse((response) => response.url().endsWith("queryAllFrameStats"));
        await page.clock.runFor(SECONDS * 1000);
        await answered;
        if (read() === before) stale += 1;
      }
      stale += await page.getByRole("alert").count();
      if (hour === WARM_HOURS) early = await measure(cdp);
    }
    const late = await measure(cdp);
    const minutes = (performance.now() - started) / 60_000;
    const perHour = (late.heap - early.heap) / (HOURS - WARM_HOURS);
    return [
      {
        name: "refreshes in 24 simulated hours",
        unit: "",
        reached: read() - first,
        bound: { atLeast: (HOURS * 3600) / SECONDS - 5 },
      },
      { name: "live heap after hour 2", unit: "MB", reached: early.heap },
      { name: "live heap after hour 24", unit: "MB", reached: late.heap },
      { name: "growth of the live heap per hour", unit: "MB/h", reached: perHour, bound: { atMost: 0.15 } },
      { name: "DOM nodes after hour 2", unit: "", reached: early.nodes },
      { name: "DOM nodes after hour 24", unit: "", reached: late.nodes, bound: { atMost: early.nodes * 1.25 } },
      {
        name: "listeners after hour 24 above hour 2",
        unit: "",
        reached: late.listeners - early.listeners,
        bound: { atMost: 50 },
      },
      { name: "hours that ended stale, and page errors", unit: "", reached: stale + errors, bound: { atMost: 0 } },
      { name: "time it took", unit: "min", reached: minutes },
    ];
  } finally {
    await browser.close();
    await world.end();
  }
}
