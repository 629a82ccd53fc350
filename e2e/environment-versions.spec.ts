/** Versions of environments: kept by the server, compared and restored in the page. */
import type { Page } from "@playwright/test";
import { expectNothingSerious } from "./axe";
import { expect, prefer, test } from "./fixtures";
import type { World } from "./world";

const MAX = 2001;
const name = "max2018_corona";
const url = `/environments?software=${MAX}&env=${name}`;

const at = (page: Page) => ({
  panel: page.getByRole("complementary", { name: "Environment" }),
  dialog: page.getByRole("dialog"),
  rows: page.getByRole("dialog").getByRole("table", { name: "Versions" }).getByRole("row"),
  changes: page
    .getByRole("dialog")
    .getByRole("table", { name: /^Differences/ })
    .getByRole("row"),
  button: (label: string) => page.getByRole("button", { name: label, exact: true }),
  plugin: (label: string) => page.getByRole("combobox", { name: label, exact: true }),
});

const environmentOf = ({ farm }: World, editName = name) => farm.environments.find((one) => one.editName === editName);
const pluginsOf = (world: World, editName = name) =>
  environmentOf(world, editName)?.respUserPluginInfoVos.map(({ pluginVersion }) => pluginVersion);

/** Removes a plug-in in the page and saves. */
async function saveWithout(page: Page, plugin: string) {
  await page.goto(url);
  // The plug-ins that the software offers come after the environment.
  await page.waitForLoadState("networkidle");
  await at(page).plugin(plugin).selectOption("");
  await at(page).button("Save").click();
  await expect(page.getByText(`${name} is saved`)).toBeVisible();
}

test("the keys lead to the versions, compare two and restore one, which is saved like any change", async ({
  page,
  world,
}) => {
  await saveWithout(page, "railclone");
  const env = at(page);
  await env.button("Versions…").focus();
  await page.keyboard.press("Enter");
  await expect(env.rows).toHaveCount(3);
  await expect(env.rows.nth(1)).toContainText("After a save with Renderdeck");
  await expect(env.rows.nth(2)).toContainText("last state before the change above");
  await expect(env.changes.nth(1)).toHaveText(/railclone − removed\s*3\.3\.1\s*—/);
  await expect(env.changes).toHaveCount(2);
  await page.getByRole("radio", { name: "Compare to version 2" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page).toHaveURL(/versions=1-1/);
  await expect(env.dialog).toContainText("Choose two different versions");
  await page.getByRole("radio", { name: "Compare from version 1" }).focus();
  await page.keyboard.press("ArrowUp");
  await expect(env.changes.nth(1)).toHaveText(/railclone \+ added\s*—\s*3\.3\.1/);
  await page.reload();
  await expect(env.changes.nth(1)).toHaveText(/railclone \+ added/);

  await env.button("Restore version 1").focus();
  await page.keyboard.press("Enter");
  await expect(env.dialog).toBeHidden();
  await expect(env.button("Versions…")).toBeFocused();
  await expect(env.panel.getByRole("table", { name: "Unsaved changes" })).toContainText("railclone");
  expect(world.received("updateRenderEnv")).toHaveLength(1);
  await env.button("Save").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(`${name} is saved`)).toBeVisible();
  await expect.poll(() => pluginsOf(world)).toContain("railclone 3.3.1");
  await env.button("Versions…").click();
  await expect(env.rows).toHaveCount(4);
});

test("a restore notices that somebody changed the environment meanwhile", async ({ page, world }) => {
  await prefer(page, { polling: "off" });
  await saveWithout(page, "railclone");
  const env = at(page);
  await env.button("Versions…").click();
  await env.button("Restore version 1").click();
  const found = environmentOf(world);
  world.elsewhere("updateRenderEnv", {
    cgId: MAX,
    cgName: found?.cgName,
    cgVersion: found?.cgVersion,
    renderLayerType: 0,
    editName: name,
    renderSystem: "1",
    pluginIds: [],
  });
  await env.button("Save").click();
  await expect(env.panel.getByRole("alert")).toContainText("changed after you opened it");
  expect(world.received("updateRenderEnv")).toHaveLength(1);
  await env.button("Keep my changes").click();
  await env.button("Versions…").click();
  await expect(env.rows.nth(1)).toContainText("Found on a read");
  await expect(env.button("Restore version 2")).toBeDisabled();
  await page.keyboard.press("Escape");
  await env.button("Save").click();
  await expect.poll(() => pluginsOf(world)).toHaveLength(3);
});

test("a deleted environment is restored as a new one", async ({ page, world }) => {
  await page.goto(url);
  await expect(at(page).panel).toBeVisible();
  world.elsewhere("deleteRenderEnv", { editName: name });
  await page.goto(`/environments?software=${MAX}`);
  const env = at(page);
  await expect(page.getByRole("main").getByRole("row").nth(1)).toBeVisible();
  await env.button("Deleted…").click();
  await env.button(`${name}: Versions…`).click();
  await expect(env.rows.nth(1)).toContainText("Deleted · Found on a read");
  await expect(env.changes.nth(1)).toContainText("removed");
  await env.button("Restore version 1").click();
  await expect(page.getByRole("heading", { name: `${name}, version 1` })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue(name);
  await env.button("Create").click();
  await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
  await expect.poll(() => pluginsOf(world)).toHaveLength(3);
});

test("one version says so, in both languages, and nothing is serious for axe in any theme and size", async ({
  page,
}) => {
  test.slow();
  await page.goto(`${url}&versions=open`);
  const env = at(page);
  await expect(env.dialog).toContainText("There is one version only");
  await page.keyboard.press("Escape");
  await saveWithout(page, "railclone");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await env.button("Versions…").click();
    await expect(env.changes.nth(1)).toBeVisible();
    await expectNothingSerious(page, `the versions, ${colorScheme}`, "[role=dialog]");
    await page.keyboard.press("Escape");
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await env.button("Versions…").click();
  await expectNothingSerious(page, "the versions on a phone", "[role=dialog]");
  const isTooWide = () => env.dialog.evaluate((element) => element.scrollWidth > element.clientWidth);
  expect(await isTooWide()).toBe(false);
  await prefer(page, { language: "zh" });
  await page.reload();
  await expect(env.dialog).toContainText("通过 Renderdeck 保存之后");
  expect(await isTooWide()).toBe(false);
});

test("without the server's memory the entries are disabled, with the reason", async ({ page, tolerate }) => {
  tolerate(/503/);
  await page.route("**/api/history/**", (route) =>
    route.fulfill({
      status: 503,
      contentType: "application/problem+json",
      body: JSON.stringify({ type: "urn:renderdeck:problem:history-unavailable", title: "away", status: 503 }),
    }),
  );
  await page.goto(url);
  for (const label of ["Versions…", "Deleted…"]) {
    await expect(at(page).button(label)).toBeDisabled();
    await expect(at(page).button(label)).toHaveAttribute("title", /database does not answer/);
  }
});
