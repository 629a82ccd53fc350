/** Nothing moves but what the user has opened: every page is scrolled, selected, acted on and filtered while shifts are measured. */
import { test as base, expect, lookAgain, prefer } from "./fixtures";
import { scenes } from "./pages/tasks";
import { lists, observeShifts, scroll, still, twoFrames } from "./shifts";

const test = base.extend({
  page: async ({ page }, provide) => {
    await prefer(page, { polling: "off" });
    await observeShifts(page);
    await provide(page);
  },
});

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
      // A stopped task has other commands than a rendering one.
    },
    `${lists}, [role=dialog], section[aria-label="Selected tasks"]`,
  );
  await page.keyboard.press("Escape");
  await still(
    page,
    "what needs a user",
    async () => {
      await tasks.group(/Needs you/).click();
      await expect(page.getByRole("region", { name: "What needs you" })).toBeVisible();
      // The panel that was opened stands above the list.
    },
    ":has(> main)",
  );
  await tasks.group(/Needs you/).click();
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
    const box = (row: number) => page.getByRole("row").nth(row).getByRole("checkbox");
    await still(page, "select", () => box(1).click());
    await still(page, "select another", () => box(2).click());
    await still(page, "clear the selection", async () => {
      await box(1).click();
      await box(2).click();
    });
  });
});

test("Monitor", async ({ page, world }) => {
  await page.goto("/monitor");
  await expect(page.getByRole("main").getByText("rendering").first()).toBeVisible();
  // The totals of the account are a request of their own.
  await page.waitForLoadState("networkidle");
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
    await page.getByRole("button", { name: "Close: Label “film” added" }).click();
    await expect(page.getByText("Label “film” added")).toBeHidden();
  });
});
