/**
 * What every browser test stands on: a world of its own (world.ts) and a page that must stay clean. A page error, a console
 * error or warning, or a request that failed on the way fails the test, unless the test said beforehand that it will come.
 */
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type TasksPage, tasksPage } from "./pages/tasks";
import { accessKey, openWorld, type World } from "./world";

type Fixtures = {
  /** Top-level tasks of the farm; `test.use({ tasks })` changes it. */
  tasks: number;
  /** Frames of one more task in the middle of rendering, 0: none; `test.use({ frames })` changes it. */
  frames: number;
  /** The protocol the server speaks to the farm; `test.use({ dialect: "current" })` is today's. */
  dialect: "2018" | "current";
  world: World;
  /** Declares a console message, page error or failed request that the test brings about. */
  tolerate: (pattern: RegExp) => void;
  tasksPage: TasksPage;
};

/** Requests the page itself gave up, as when a newer one replaced them or the tab went on. */
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

/** Stores the preferences before the page starts; `polling: "off"` leaves only what the test does. */
export const prefer = (page: Page, preferences: object) =>
  page.addInitScript((stored) => localStorage.setItem("renderdeck.preferences.1", stored), JSON.stringify(preferences));

/** Makes the page read its data again without touching focus, as a look back at the window does. */
export async function lookAgain(page: Page, world: World): Promise<void> {
  const before = world.answered("getTaskList").length;
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await expect.poll(() => world.answered("getTaskList").length).toBeGreaterThan(before);
}

/** Lets the page take itself for hidden, or seen again: a headless tab never is. */
export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((now) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => now });
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (now ? "hidden" : "visible") });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, hidden);
}

export { expect };
