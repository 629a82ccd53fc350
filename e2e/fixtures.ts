/**
 * Fixtures of all browser tests: a separate world (world.ts) and a check for errors. A page error, a console error or warning, and
 * a failed request fail the test, unless the test has called `tolerate` for it.
 */
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type TasksPage, tasksPage } from "./pages/tasks";
import { accessKey, openWorld, type World } from "./world";

type Fixtures = {
  /** Top-level tasks of the farm; `test.use({ tasks })` changes it. */
  tasks: number;
  /** Frames of one additional rendering task, 0 for none; `test.use({ frames })` changes it. */
  frames: number;
  /** The protocol the server speaks to the farm; `test.use({ dialect: "current" })` is today's. */
  dialect: "2018" | "current";
  world: World;
  /** Accepts console messages, page errors and failed requests that match the pattern. */
  tolerate: (pattern: RegExp) => void;
  tasksPage: TasksPage;
};

/** Requests that the page cancelled: a newer one replaced them, or the tab left the page. */
const CANCELLED = "net::ERR_ABORTED";

function watch(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on("weberror", (event) => complaints.push(`page error: ${event.error().stack ?? event.error().message}`));
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      complaints.push(`console ${message.type()}: ${message.text()}`);
  });
  context.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    if (reason !== CANCELLED) complaints.push(`request failed: ${request.url()} ${reason}`);
  });
  return complaints;
}

export const test = base.extend<Fixtures>({
  tasks: [40, { option: true }],
  frames: [0, { option: true }],
  dialect: ["2018", { option: true }],
  world: async ({ tasks, frames, dialect }, provide) => {
    const world = await openWorld({ tasks, frames, env: { RENDERBUS_DIALECT: dialect } });
    await provide(world);
    await world.end();
    expect(world.output(), "the server's output").not.toContain(accessKey);
  },
  baseURL: async ({ world }, provide) => provide(world.origin),
  tolerate: [
    async ({ context }, provide) => {
      const complaints = watch(context);
      const tolerated: RegExp[] = [];
      await provide((pattern) => {
        tolerated.push(pattern);
      });
      const unexpected = complaints.filter((complaint) => !tolerated.some((pattern) => pattern.test(complaint)));
      expect(unexpected, "what page and console complained about").toEqual([]);
    },
    { auto: true },
  ],
  tasksPage: async ({ page }, provide) => provide(tasksPage(page)),
});

/** Stores the preferences before the page starts; with `polling: "off"` only the test causes requests. */
export const prefer = (page: Page, preferences: object) =>
  page.addInitScript((stored) => localStorage.setItem("renderdeck.preferences.1", stored), JSON.stringify(preferences));

/** Makes the page reload its data as on a return to the window, without changing the focus. */
export async function lookAgain(page: Page, world: World): Promise<void> {
  const before = world.answered("getTaskList").length;
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await expect.poll(() => world.answered("getTaskList").length).toBeGreaterThan(before);
}

/** Makes the page hidden or visible; a headless tab is never hidden otherwise. */
export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((now) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => now });
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (now ? "hidden" : "visible") });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, hidden);
}

export { expect };
