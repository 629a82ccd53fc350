/** Notifications of watched tasks: one per event, in one tab, also from a hidden tab. */
import type { BrowserContext, Page } from "@playwright/test";
import { expect, lookAgain, prefer, setHidden, test } from "./fixtures";
import { watchRequests } from "./pages/settled";
import { scenes, tasksPage } from "./pages/tasks";

const toasts = (page: Page) => page.getByRole("region", { name: "Messages" }).locator("> *");
const bell = (page: Page) => page.getByRole("contentinfo").getByRole("button", { name: /otification/ });
const entries = (page: Page) => page.getByRole("dialog").getByRole("listitem");

/** Watches a task from its row menu. */
async function watch(page: Page, name: string) {
  await tasksPage(page).row(name).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Watch this task" }).click();
}

/** Headless browsers show no notifications; the calls of the page are recorded instead. */
const recordNotifications = (context: BrowserContext) =>
  context.addInitScript(() => {
    const told: string[] = [];
    let asked = 0;
    class Recorded extends EventTarget {
      static get permission() {
        return localStorage.getItem("granted") ?? "default";
      }
      static requestPermission() {
        asked += 1;
        localStorage.setItem("granted", "granted");
        return Promise.resolve("granted");
      }
      constructor(title: string, { body }: { body: string }) {
        super();
        told.push(`${title}: ${body}`);
      }
    }
    Object.assign(window, { Notification: Recorded, notified: () => ({ told, asked }) });
  });
const notified = (page: Page) =>
  page.evaluate((): unknown => {
    const read: unknown = Reflect.get(window, "notified");
    return typeof read === "function" ? read() : null;
  });

/** How long a hidden tab leaves an event to a visible one, ms. */
const WAIT = 21_000;
/** A hidden tab waits before it announces; the wait begins after the answer, at a moment that the test does not see. */
const announced = (page: Page) =>
  expect(async () => {
    await page.clock.runFor(WAIT);
    await expect(toasts(page)).toHaveCount(1, { timeout: 500 });
  }).toPass();

test("the end of a task gives one toast, one notification and one list entry", async ({
  context,
  page,
  tasksPage: tasks,
  world,
}) => {
  await recordNotifications(context);
  await tasks.open();
  await watch(page, scenes.rendering);
  await watch(page, scenes.renderingLayers);
  expect(await notified(page)).toEqual({ told: [], asked: 1 });

  world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering), world.idOf(scenes.alsoRendering)] });
  await lookAgain(page, world);
  await expect(toasts(page)).toHaveCount(1);
  await expect(toasts(page)).toContainText(`Stopped ${scenes.rendering}`);
  await lookAgain(page, world);
  await lookAgain(page, world);
  await expect(toasts(page)).toHaveCount(1);
  expect(await notified(page)).toEqual({ told: [`Stopped: ${scenes.rendering}`], asked: 1 });

  await bell(page).click();
  await expect(entries(page)).toHaveCount(1);
  await entries(page).getByRole("link", { name: scenes.rendering }).click();
  await expect(tasks.panel).toContainText(String(world.idOf(scenes.rendering)));
  await expect(bell(page)).toHaveAccessibleName("Notifications");
});

test("two tabs give one notification", async ({ context, page, tasksPage: tasks, world }) => {
  await recordNotifications(context);
  await tasks.open();
  const other = await context.newPage();
  await tasksPage(other).open();
  for (const scene of [scenes.rendering, scenes.renderingLayers, scenes.alsoRendering]) {
    await watch(page, scene);
    const before = world.answered("getTaskList").length;
    world.elsewhere("stopTask", { taskParam: [world.idOf(scene)] });
    await Promise.all(
      [page, other].map((tab) => tab.evaluate(() => window.dispatchEvent(new Event("visibilitychange")))),
    );
    await expect.poll(() => world.answered("getTaskList").length).toBeGreaterThanOrEqual(before + 2);
  }
  await expect.poll(async () => (await toasts(page).count()) + (await toasts(other).count())).toBe(3);
  for (const tab of [page, other]) {
    await lookAgain(tab, world);
    await bell(tab).click();
    await expect(entries(tab)).toHaveCount(3);
  }
  expect((await toasts(page).count()) + (await toasts(other).count())).toBe(3);
});

/** A little more than the interval of a hidden tab, ms. */
const HIDDEN = 61_000;

/** A tab that watches a task, and another one. */
const openTwo = async (context: BrowserContext, page: Page) => {
  await recordNotifications(context);
  await page.clock.install();
  await tasksPage(page).open();
  await watch(page, scenes.rendering);
  const other = await context.newPage();
  await tasksPage(other).open();
  await expect(tasksPage(other).row(scenes.rendering)).toBeVisible();
  return other;
};

test.describe("with two tabs", () => {
  const told = { told: [`Stopped: ${scenes.rendering}`], asked: 0 };

  test("the visible one shows the event, and the hidden one does not", async ({ context, page, world }) => {
    const other = await openTwo(context, page);
    await setHidden(page, true);
    world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
    await world.collect();
    await page.clock.runFor(16_000);
    await expect(toasts(other)).toHaveCount(1);
    await expect(toasts(other)).toContainText(`Stopped ${scenes.rendering}`);
    expect(await notified(other)).toEqual(told);
    await page.clock.runFor(HIDDEN);
    await page.clock.runFor(WAIT);
    await expect(bell(page)).toHaveAccessibleName("1 unread notification");
    await expect(toasts(page)).toHaveCount(0);
    expect(await notified(page)).toEqual({ told: [], asked: 1 });
  });

  test("a hidden one shows the event when none is visible", async ({ context, page, world }) => {
    const other = await openTwo(context, page);
    await other.route("**/api/**", () => new Promise(() => undefined));
    await setHidden(other, true);
    await setHidden(page, true);
    world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
    await world.collect();
    const events = page.waitForResponse((response) => response.url().includes("/api/live/tasks"));
    await page.clock.runFor(HIDDEN);
    await events;
    await announced(page);
    expect(await notified(page)).toEqual({ ...told, asked: 1 });
    expect(await toasts(other).count()).toBe(0);
  });
});

test("a hidden tab polls slowly with watched tasks and not at all without", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await page.clock.install();
  const polls: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/")) polls.push(request.url());
  });
  const requests = watchRequests(page);
  await tasks.open();
  await requests.settle();
  await setHidden(page, true);
  const idle = polls.length;
  await page.clock.runFor(10 * 60_000);
  expect(polls).toHaveLength(idle);

  await setHidden(page, false);
  await expect.poll(() => polls.length).toBeGreaterThan(idle);
  await watch(page, scenes.rendering);
  await setHidden(page, true);
  world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
  await world.collect();
  const before = polls.length;
  const events = page.waitForResponse(/api\/history\/events/);
  await page.clock.runFor(61_000);
  await events;
  expect(polls.slice(before).filter((url) => url.includes("/api/live/"))).toHaveLength(1);
  await announced(page);
  await expect(bell(page)).toHaveAccessibleName("1 unread notification");
});

test("what happened while no tab was open is announced once when one opens, with the time it happened", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await prefer(page, { timeZone: "utc" });
  await page.clock.install();
  await tasks.open();
  await watch(page, scenes.rendering);
  await expect.poll(() => page.evaluate(() => localStorage.getItem("renderdeck.events.1"))).not.toBeNull();
  await page.goto("/healthz");
  world.pass(3600);
  world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
  const stoppedMs = world.farm.now();
  await world.collect();
  world.pass(8 * 3600);
  await world.collect();
  await page.clock.fastForward(9 * 3_600_000);
  await tasks.open();
  await expect(toasts(page)).toHaveCount(1);
  const time = new Date(stoppedMs).toISOString().slice(11, 16);
  await expect(toasts(page)).toContainText(`Stopped ${scenes.rendering}`);
  await expect(toasts(page)).toContainText(time);
  await bell(page).click();
  await expect(entries(page)).toHaveCount(1);
  await expect(entries(page)).toContainText("8h");
  await page.reload();
  // Tasks of nine hours are above the watched one, which may be out of view.
  await expect(tasks.rows.nth(1)).toBeVisible();
  await lookAgain(page, world);
  await expect(toasts(page)).toHaveCount(0);
});

test("a browser that begins to watch hears nothing of what happened before", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await world.collect();
  world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
  await world.collect();
  await tasks.open();
  await watch(page, scenes.rendering);
  world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.alsoRendering)] });
  await watch(page, scenes.alsoRendering);
  await lookAgain(page, world);
  await expect(toasts(page)).toHaveCount(1);
  await expect(toasts(page)).toContainText(scenes.alsoRendering);
});
