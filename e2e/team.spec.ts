/** Two people at two browsers: what one of them notes shows in the other. */
import { expect, test } from "./fixtures";
import { scenes, tasksPage } from "./pages/tasks";

test("a claim in one browser shows in the other, which takes it over", async ({
  browser,
  page,
  world,
  tasksPage: own,
}) => {
  const context = await browser.newContext();
  const other = await context.newPage();
  const theirs = tasksPage(other);
  await page.goto("/tasks");
  await other.goto(`${world.origin}/tasks`);
  await expect(theirs.rows.nth(1)).toBeVisible();
  const claimAs = async (name: string, dialog: typeof own.dialog) => {
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByRole("button", { name: "Save" }).click();
  };

  await own.read(scenes.rendering);
  await own.panel.getByRole("button", { name: "I’m on it" }).click();
  await claimAs("Lin Wei", own.dialog);
  await expect(own.panel.getByText(/^You are on it/)).toBeVisible();
  await expect(theirs.row(scenes.rendering).getByText("LW")).toBeVisible({ timeout: 15_000 });

  await theirs.read(scenes.rendering);
  await expect(theirs.panel.getByText(/^Lin Wei is on it/)).toBeVisible();
  await theirs.panel.getByRole("button", { name: "Take over…" }).click();
  await theirs.dialog.getByRole("button", { name: "Take over from Lin Wei" }).click();
  await claimAs("Ada", theirs.dialog);
  await expect(theirs.panel.getByText(/^You are on it/)).toBeVisible();
  await expect(own.panel.getByText(/^Ada is on it/)).toBeVisible({ timeout: 15_000 });
  await context.close();
});
