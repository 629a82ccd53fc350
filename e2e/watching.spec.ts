/** Notifications of watched tasks: one per event, in one tab, also from a hidden tab. */
import type { BrowserContext, Page } from "@playwright/test";
import { expect, lookAgain, setHidden, test } from "./fixtures";
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

/** A little less than the interval of a hidden tab, ms: the rest passes during the test. */
const ALMOST = 59_000;

/** A tab that watches a task, and one that cannot read the farm: only the first detects the event. */
const openTwo = async (context: BrowserContext, page: Page) => {
  await recordNotifications(context);
  await page.clock.install();
  await tasksPage(page).open();
  await watch(page, scenes.rendering);
  const other = await context.newPage();
  await tasksPage(other).open();
  await other.route("**/api/**", () => new Promise(() => undefined));
  return other;
};

test.describe("with two tabs", () => {
  const told = { told: [`Stopped: ${scenes.rendering}`], asked: 0 };

  test("the visible one shows the event that the hidden one detects", async ({ context, page, world }) => {
    const other = await openTwo(context, page);
    await setHidden(page, true);
    world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
    await page.clock.runFor(ALMOST);
    await expect(toasts(other)).toHaveCount(1);
    await expect(toasts(other)).toContainText(`Stopped ${scenes.rendering}`);
    expect(await notified(other)).toEqual(told);
    await page.clock.runFor(2000);
    await expect(toasts(page)).toHaveCount(0);
    expect(await notified(page)).toEqual({ told: [], asked: 1 });
  });

  test("a hidden one shows the event when none is visible", async ({ context, page, world }) => {
    const other = await openTwo(context, page);
    await setHidden(other, true);
    await setHidden(page, true);
    world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
    await page.clock.runFor(ALMOST);
    await expect(toasts(page)).toHaveCount(1);
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
  await tasks.open();
  await setHidden(page, true);
  const idle = world.requests().length;
  await page.clock.runFor(10 * 60_000);
  expect(world.requests()).toHaveLength(idle);

  await setHidden(page, false);
  await expect.poll(() => world.requests().length).toBeGreaterThan(idle);
  await watch(page, scenes.rendering);
  await setHidden(page, true);
  world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.rendering)] });
  const before = world.answered("getTaskList").length;
  await page.clock.runFor(61_000);
  await expect.poll(() => world.answered("getTaskList").length).toBe(before + 1);
  await expect(toasts(page)).toHaveCount(1);
  await expect(bell(page)).toHaveAccessibleName("1 unread notification");
});

test("watching all my tasks notifies for tasks of the account's user only", async ({
  page,
  tasksPage: tasks,
  world,
}) => {
  await tasks.open();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Watch all my tasks" }).click();
  world.elsewhere("createTask", { count: 1 });
  const [mine = 0] = world.farm.reservations.keys();
  world.elsewhere("submitTask", { taskId: mine });
  world.pass(300);
  await lookAgain(page, world);
  await expect(tasks.row(`task_${mine}.ma`)).toContainText("Rendering");
  world.elsewhere("stopTask", { taskParam: [mine, world.idOf(scenes.rendering)] });
  await lookAgain(page, world);
  const told = toasts(page).filter({ hasText: "Stopped" });
  await expect(told).toHaveCount(1);
  await expect(told).toContainText(`task_${mine}.ma`);
});
