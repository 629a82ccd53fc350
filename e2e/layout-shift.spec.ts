/**
 * Nothing moves but what the user has opened: on every page a PerformanceObserver for layout shifts runs while the test scrolls,
 * selects, acts and filters. Shifts right after input count, too: under the pointer they are the worst.
 */
import type { Page } from "@playwright/test";
import { test as base, expect, lookAgain, prefer } from "./fixtures";
import { scenes } from "./pages/tasks";

type Shift = { readonly node: string; readonly from: string; readonly to: string };

const test = base.extend({
  page: async ({ page }, provide) => {
    await prefer(page, { polling: "off" });
    await page.addInitScript(() => {
      const shifts: Shift[] = [];
      Object.assign(window, { shifts, mayMove: "none", maySlide: "none" });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const sources: unknown = Reflect.get(entry, "sources");
          for (const source of Array.isArray(sources) ? sources : []) {
            const { node, previousRect, currentRect } = source;
            const element = node instanceof Element ? node : node?.parentElement;
            const isSideways = previousRect.y === currentRect.y && previousRect.height === currentRect.height;
            if (element?.closest(String(Reflect.get(window, "mayMove")))) continue;
            if (isSideways && element?.closest(String(Reflect.get(window, "maySlide")))) continue;
            const text = element ? element.outerHTML.slice(0, 160) : "a removed element";
            const [from = "", to = ""] = [previousRect, currentRect].map(({ x, y, width, height }) =>
              [x, y, width, height].map(Math.round).join(" "),
            );
            shifts.push({ node: text, from, to });
          }
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await provide(page);
  },
});

const twoFrames = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** The list itself changes when the user filters it. */
const lists = "[role=rowgroup]";
/** Bars with the number and the commands of what is selected or found: their content changes with it, but stays on its line. */
const maySlide = "section[aria-label], header";

/** Expects that nothing has moved during the act, and until two frames later. */
async function still(page: Page, what: string, act: () => Promise<unknown>, mayMove = lists) {
  await twoFrames(page);
  await page.evaluate(
    (selectors) => {
      Object.assign(window, selectors);
      Reflect.get(window, "shifts").length = 0;
    },
    { mayMove, maySlide },
  );
  await act();
  await twoFrames(page);
  const shifts = await page.evaluate((): unknown => Reflect.get(window, "shifts"));
  expect.soft(shifts, what).toEqual([]);
}

/** Scrolls to the end of what scrolls on the page, and back. */
async function scroll(page: Page) {
  await page.mouse.move(700, 500);
  await page.mouse.wheel(0, 600);
  await page.mouse.wheel(0, -600);
}

test("the observer sees what moves", async ({ page }) => {
  await page.goto("/settings?section=about");
  await expect(page.getByRole("heading", { level: 2 })).toBeVisible();
  await twoFrames(page);
  await page.evaluate(() => {
    Reflect.get(window, "shifts").length = 0;
    const box = document.createElement("div");
    box.style.height = "60px";
    document.querySelector("h2")?.before(box);
  });
  await expect.poll(() => page.evaluate(() => Reflect.get(window, "shifts").length)).toBeGreaterThan(0);
});

test("Tasks", async ({ page, context, tasksPage: tasks, world }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await tasks.open();
  await still(page, "scroll", () => scroll(page));
  await still(page, "select", async () => {
    await tasks.select(scenes.rendering);
    await expect(tasks.selectionBar).toBeVisible();
  });
  await still(page, "copy an id", async () => {
    await tasks.row(scenes.rendering).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Copy id" }).click();
    await expect(page.getByText("Id copied")).toBeVisible();
    await expect(page.getByText("Id copied")).toBeHidden();
  });
  await still(
    page,
    "stop",
    async () => {
      await tasks.selectionBar.getByRole("button", { name: "Stop 1" }).click();
      await tasks.confirm("Stop 1 task");
      await expect.poll(() => world.received("stopTask").length).toBe(1);
    },
    `${lists}, [role=dialog]`,
  );
  await page.keyboard.press("Escape");
  await still(page, "search", async () => {
    await tasks.search.fill("dragon");
    await expect(tasks.row(scenes.specFinished)).toBeHidden();
  });
  await still(page, "clear the search", async () => {
    await tasks.search.fill("");
    await lookAgain(page, world);
  });
});

test.describe("in the current dialect", () => {
  test.use({ dialect: "current" });

  test("Frames", async ({ page, world }) => {
    await page.goto(`/tasks/${world.leavesOf(scenes.withFailed)[0]?.id}`);
    await expect(page.getByRole("grid").or(page.getByRole("treegrid")).getByRole("row").nth(1)).toBeVisible();
    await still(page, "scroll", () => scroll(page));
    await still(page, "select", () => page.getByRole("row").nth(1).getByRole("checkbox").click());
    await still(page, "clear the selection", () => page.getByRole("row").nth(1).getByRole("checkbox").click());
  });
});

test("Monitor", async ({ page, world }) => {
  await page.goto("/monitor");
  await expect(page.getByRole("main").getByText("rendering").first()).toBeVisible();
  await still(page, "scroll", () => scroll(page));
  await still(page, "refresh", () => lookAgain(page, world));
});

test("History", async ({ page, world }) => {
  await world.collect();
  await page.goto("/history");
  await expect(page.getByRole("main").getByRole("table").first()).toBeVisible();
  await still(page, "scroll", () => scroll(page));
});

test("Environments", async ({ page }) => {
  await page.goto("/environments?software=2001&env=max2018_corona");
  const compare = page.getByRole("button", { name: "Compare…" });
  await expect(compare).toBeVisible();
  // The plugins that the software offers come after the environment.
  await page.waitForLoadState("networkidle");
  await still(page, "scroll", () => scroll(page));
});

test("Settings", async ({ page }) => {
  for (const section of ["account", "connection", "farm", "platforms", "preferences", "about"]) {
    await page.goto(`/settings?section=${section}`);
    await expect(page.getByRole("heading", { level: 2 })).toBeVisible();
    await expect(page.getByRole("main").getByText("Loading…")).toHaveCount(0);
    await still(page, `scroll ${section}`, () => scroll(page));
  }
  await page.goto("/settings?section=connection");
  const again = page.getByRole("button", { name: "Test again" });
  await expect(again).toBeVisible();
  await still(page, "test the connection", async () => {
    await again.click();
    await expect(again).toBeEnabled();
  });
  await page.goto("/settings?section=labels");
  await expect(page.getByText(/^Counted over all/)).toBeVisible();
  await still(page, "add a label", async () => {
    await page.getByRole("textbox", { name: "Name of the new label" }).fill("film");
    await page.getByRole("button", { name: "Add label" }).click();
    await expect(page.getByText("Label “film” added")).toBeVisible();
    await expect(page.getByText("Label “film” added")).toBeHidden();
  });
});
