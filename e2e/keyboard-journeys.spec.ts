/** The summary since the last visit and the report, by keyboard only. */
import { expect, setHidden, test } from "./fixtures";
import { tabTo } from "./pages/tab-to";

const NINE_HOURS = 9 * 3600;
test("the summary since the last visit links to its tasks", async ({ page, tasksPage: tasks, world }) => {
  await page.clock.install();
  await tasks.open();
  await expect(page.getByText("40 tasks", { exact: true })).toBeVisible();
  // The part that records the visit loads after the rows.
  await page.waitForLoadState("networkidle");
  await setHidden(page, true);
  world.pass(NINE_HOURS);
  await page.clock.fastForward(NINE_HOURS * 1000);
  await setHidden(page, false);
  const summary = page.getByRole("region", { name: "Since you left, 9h ago" });
  await expect(summary).toBeVisible();
  const first = summary.getByRole("link").first();
  const count = Number.parseInt(await first.innerText(), 10);
  await tabTo(page, first);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/ended=/);
  await expect(page.getByText(`${count} of `)).toBeVisible();
  await tabTo(page, summary.getByRole("button", { name: "Close this summary" }));
  await page.keyboard.press("Enter");
  await expect(summary).toBeHidden();
});

test("the report opens, its link is copied, and a link leads back", async ({ context, page, tasksPage: tasks }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await tasks.open();
  const more = page.getByRole("button", { name: "More", exact: true });
  await expect(more).toBeVisible();
  await tabTo(page, more);
  await page.keyboard.press("Enter");
  const entry = page.getByRole("menuitem", { name: "Report…" });
  await expect(entry).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("ArrowDown");
    await expect(entry).toBeFocused({ timeout: 100 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main").getByRole("article")).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Copy link" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("Link copied", { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("/tasks/report");
  await tabTo(page, page.getByRole("link", { name: /tasks in the list/ }));
  await page.keyboard.press("Enter");
  await expect(tasks.grid).toBeVisible();
});
