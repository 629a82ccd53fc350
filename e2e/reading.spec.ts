/** Accessibility of all pages: axe on the common parts, 200 % zoom, reduced motion, quiet live regions. */
import type { Page } from "@playwright/test";
import { expectNothingSerious } from "./axe";
import { expect, lookAgain, test } from "./fixtures";
import { scenes } from "./pages/tasks";
import type { World } from "./world";

/** Every page, with a large part open. */
const addresses = (world: World) => [
  `/tasks?open=${world.idOf(scenes.renderingLayers)}`,
  `/tasks?task=${world.idOf(scenes.withFailed)}`,
  `/tasks/${world.idOf(scenes.withFailed)}`,
  "/monitor",
  "/environments?software=2000",
  "/settings?section=account",
  "/settings?section=preferences",
];

const shown = async (page: Page, address: string) => {
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  await page.waitForLoadState("networkidle");
};

/** Makes the page show the summary of an absence from the start. */
const leaveLongAgo = (page: Page) =>
  page.addInitScript(() => localStorage.setItem("renderdeck.visit.1", JSON.stringify({ ms: 1, cost: 0 })));

for (const colorScheme of ["light", "dark"] as const)
  test(`axe has no serious finding in the parts of every page, ${colorScheme}`, async ({
    page,
    tasksPage: tasks,
    world,
  }) => {
    test.slow();
    await leaveLongAgo(page);
    await page.emulateMedia({ colorScheme });
    await tasks.open("?q=robot");
    await expect(page.getByRole("region", { name: /^Since you left/ })).toBeVisible();
    await expectNothingSerious(page, "the summary of an absence");

    await page.keyboard.press("Control+k");
    await expect(page.getByRole("textbox", { name: "Search everything" })).toBeFocused();
    await page.keyboard.type("r");
    await expectNothingSerious(page, "the palette", "[role=dialog]");
    await page.keyboard.press("Escape");
    await expect(tasks.dialog).toBeHidden();

    await page.keyboard.press("?");
    await expect(tasks.dialog).toBeVisible();
    await expectNothingSerious(page, "the shortcuts", "[role=dialog]");
    await page.keyboard.press("Escape");
    await expect(tasks.dialog).toBeHidden();

    await page.getByRole("button", { name: "Views", exact: true }).click();
    await page.getByRole("textbox", { name: "View name" }).fill("One");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "More actions for view One" }).click();
    await page.getByRole("menuitem", { name: "Show in navigation" }).click();
    await expectNothingSerious(page, "saved views, one pinned");
    await page.keyboard.press("Escape");

    await tasks.row(scenes.withFailed).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Watch this task" }).click();
    world.elsewhere("restartFailedFrames", { taskParam: [world.idOf(scenes.withFailed)] });
    await lookAgain(page, world);
    world.elsewhere("stopTask", { taskParam: [world.idOf(scenes.withFailed)] });
    await lookAgain(page, world);
    await page.getByRole("button", { name: "2 unread notifications" }).click();
    await expect(tasks.dialog.getByRole("listitem")).toHaveCount(2);
    await expectNothingSerious(page, "a toast and the list of notifications");
  });

// 1440 x 900 at 200 %: half as many CSS pixels each way.
test.describe("at 200 %", () => {
  test.use({ viewport: { width: 720, height: 450 } });

  test("no control of any page is cut off or out of reach", async ({ page, world }) => {
    await leaveLongAgo(page);
    for (const address of addresses(world)) {
      await shown(page, address);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect.soft(overflow, `${address} scrolls sideways`).toBeLessThanOrEqual(0);
      // A control is visible, or inside an element that can scroll to it.
      const lost = await page.evaluate(() => {
        const scrolls = (element: Element | null): boolean => {
          if (element === null || element === document.documentElement) return false;
          const { overflowX, overflowY } = getComputedStyle(element);
          return /auto|scroll/.test(overflowX + overflowY) || scrolls(element.parentElement);
        };
        return [...document.querySelectorAll("a[href], button, input, select, textarea")]
          .filter(
            (control) => control.checkVisibility({ visibilityProperty: true }) && !control.closest(".visually-hidden"),
          )
          .filter((control) => {
            const { left, top, right, bottom } = control.getBoundingClientRect();
            return (right > innerWidth + 1 || bottom > innerHeight + 1 || left < -1 || top < -1) && !scrolls(control);
          })
          .filter((control) => control.getAttribute("href") !== "#page")
          .map((control) => control.getAttribute("aria-label") ?? control.textContent ?? control.tagName);
      });
      expect.soft(lost, `${address} has controls out of reach`).toEqual([]);
    }
  });

  test("rows, a menu and a dialog are usable", async ({ page, tasksPage: tasks, world }) => {
    await tasks.open();
    await expect.poll(async () => (await tasks.order()).length).toBeGreaterThan(4);
    await tasks.search.fill(scenes.rendering);
    await tasks.row(scenes.rendering).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Stop" }).click();
    await tasks.confirm("Stop 1 task");
    await expect(tasks.dialog).toBeHidden();
    expect(world.answered("stopTask")).toHaveLength(1);
  });
});

// Not even one painted frame: it would show, and measure, an enabled control in its disabled style.
test("nothing moves with reduced motion", async ({ page, tasksPage: tasks }) => {
  await page.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(window, { moved });
    for (const kind of ["transitionrun", "animationstart"] as const)
      document.addEventListener(kind, (event) => {
        moved.push(`${kind} ${event instanceof TransitionEvent ? event.propertyName : event.animationName}`);
      });
  });
  await tasks.open();
  await tasks.search.fill(scenes.withFailed);
  await tasks.row(scenes.withFailed).focus();
  await page.keyboard.press("r");
  await tasks.confirm("Rerender 12 failed frames");
  await expect(tasks.dialog).toBeHidden();
  await tasks.openNewTask();
  await expect(tasks.dialog).toBeVisible();
  expect(await page.evaluate((): unknown => Reflect.get(window, "moved"))).toEqual([]);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

test("live regions announce events and no refreshes", async ({ page, tasksPage: tasks, world }) => {
  await tasks.open();
  await expect(page.getByText("40 tasks", { exact: true })).toBeVisible();
  await tasks.select(scenes.withFailed);
  await page.evaluate(() => {
    const announced: string[] = [];
    Object.assign(window, { announced });
    const live = "[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], [role=log]";
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest(live);
        if (region && region.getAttribute("aria-live") !== "off") announced.push(region.textContent ?? "");
      }
    }).observe(document.body, { characterData: true, childList: true, subtree: true });
  });
  const announced = () => page.evaluate((): unknown => Reflect.get(window, "announced"));
  for (let round = 0; round < 5; round += 1) {
    world.pass(300);
    // The response time differs each round, so the milliseconds beside "Connected" change.
    world.faults.set("getTaskList", { kind: "latency", ms: 150 * (round + 1) });
    await lookAgain(page, world);
  }
  expect(await announced()).toEqual([]);
  await tasks.select(scenes.rendering);
  await expect.poll(announced).toEqual(expect.arrayContaining(["2 selected"]));
});
