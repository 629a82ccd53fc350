/** Render environments: edits in the page and the resulting state of the farm. */
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expectNothingSeriousInThemes } from "./axe";
import { expect, test } from "./fixtures";
import { tabTo } from "./pages/tab-to";
import { accessId, type World } from "./world";

const MAYA = 2000;
const MAX = 2001;

/** Locators of the page by role and name. */
const at = (page: Page) => ({
  list: page.getByRole("main").getByRole("table"),
  link: (name: string) => page.getByRole("main").getByRole("link", { name, exact: true }),
  row: (name: string) =>
    page
      .getByRole("main")
      .getByRole("row")
      .filter({ has: page.getByRole("link", { name, exact: true }) }),
  panel: page.getByRole("complementary", { name: "Environment" }),
  plugin: (name: string) => page.getByRole("combobox", { name, exact: true }),
  name: page.getByRole("textbox", { name: "Name", exact: true }),
  button: (name: string) => page.getByRole("button", { name, exact: true }),
  dialog: page.getByRole("dialog"),
  changes: page.getByRole("complementary").getByRole("table"),
});

async function open(page: Page, search: string) {
  await page.goto(`/environments?${search}`);
  await expect(page.getByRole("main").getByRole("row").nth(1)).toBeVisible();
  return at(page);
}

/** The environments of the farm: name -> version, plug-ins, and a star for the default. */
function kept(world: World, cgId: number): Record<string, string> {
  const found = world.farm.environments.filter((one) => one.cgId === cgId);
  return Object.fromEntries(
    found.map((one) => [
      one.editName,
      [
        one.cgVersion,
        ...one.respUserPluginInfoVos.map((plugin) => plugin.pluginVersion),
        ...(one.isDefault ? ["*"] : []),
      ].join(", "),
    ]),
  );
}

async function press(page: Page, target: Locator) {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

const legacy = "<b>legacy</b> & co";
const untouched = {
  max2018_corona: "2018, zblur 2.02.019, corona 4.0, railclone 3.3.1",
  室内_标准环境: "2020, vray 5.00.03",
  [legacy]: "2016, multiscatter 1.3.1.3",
};

test("the keyboard copies an environment, changes two plug-ins, sets the copy as default and deletes the original", async ({
  page,
  world,
}) => {
  const env = await open(page, `software=${MAX}`);
  await press(page, env.link("max2018_vray36"));
  await expect(page.getByRole("heading", { name: "max2018_vray36" })).toBeFocused();
  await press(page, env.button("Duplicate"));
  await expect(env.name).toBeFocused();
  await expect(env.name).toHaveValue("max2018_vray36 copy");
  await page.keyboard.type("max2018 vray 4.1 “新”");

  await tabTo(page, env.plugin("forestpackpro"));
  await page.keyboard.press("ArrowUp");
  await tabTo(page, env.plugin("vray"));
  await page.keyboard.press("ArrowDown");

  await expect(env.changes.getByRole("row").nth(1)).toHaveText(/forestpackpro\s*6\.1\.5\s*—/);
  await expect(env.changes.getByRole("row").nth(2)).toHaveText(/vray\s*3\.60\.04\s*4\.10\.02/);
  await expect(env.changes.getByRole("row")).toHaveCount(3);
  expect(world.received("addRenderEnv")).toHaveLength(0);

  await press(page, env.button("Create"));
  const fresh = "max2018 vray 4.1 “新”";
  await expect(page.getByRole("heading", { name: fresh })).toBeFocused();
  await press(page, env.button("Set as default…"));
  await press(page, env.dialog.getByRole("button", { name: "Set as default" }));
  await expect(env.row(fresh)).toContainText("Default");

  await page.keyboard.press("Escape");
  await expect(env.panel).toBeHidden();
  await page.keyboard.press("Home");
  await expect(env.link("max2018_vray36")).toBeFocused();
  await page.keyboard.press("Enter");
  await press(page, env.button("Delete…"));
  await press(page, env.dialog.getByRole("button", { name: "Delete environment" }));
  await expect(env.link("max2018_vray36")).toBeHidden();
  await expect(env.panel).toBeHidden();

  expect(kept(world, MAX)).toEqual({ ...untouched, [fresh]: "2018, vray 4.10.02, *" });
  expect(world.answered("addRenderEnv")).toEqual([
    expect.objectContaining({ cgId: MAX, editName: fresh, renderSystem: "1", renderLayerType: 0 }),
  ]);
  expect(world.answered("setDefaultRenderEnv")).toEqual([{ editName: fresh }]);
  expect(world.answered("deleteRenderEnv")).toEqual([{ editName: "max2018_vray36" }]);
  expect(world.received("updateRenderEnv")).toHaveLength(0);
  expect(world.received("addRenderEnv")[0]?.headers["accessid"]).toBe(accessId);
});

test("the editor changes version, system and layers, and offers the plug-ins of the version", async ({
  page,
  world,
}) => {
  const env = await open(page, `software=${MAYA}&env=testRenderEnv332`);
  await env.plugin("yeti").selectOption("3.6.2");
  await env.plugin("redshift_GPU").selectOption("3.0.22");
  await page.getByRole("combobox", { name: "Version of Maya" }).selectOption("2019");
  await expect(env.panel).toContainText(
    "Not available in version 2019, so cleared: wobble 0.9.5, yeti 3.6.2, redshift_GPU 3.0.22.",
  );
  await env.plugin("yeti").selectOption("3.5.2");
  await page.getByRole("radio", { name: "Windows" }).check();
  await page.getByRole("radio", { name: "Render setup" }).check();
  await env.button("Save").click();
  await expect(page.getByText("testRenderEnv332 is saved")).toBeVisible();
  await expect(env.button("Save")).toBeDisabled();
  expect(world.answered("updateRenderEnv")).toEqual([
    {
      cgId: MAYA,
      cgName: "Maya",
      cgVersion: "2019",
      editName: "testRenderEnv332",
      renderSystem: "1",
      renderLayerType: 1,
      pluginIds: [expect.any(Number)],
    },
  ]);
  await expect(env.row("testRenderEnv332")).toContainText("yeti 3.5.2");
  await expect(env.row("testRenderEnv332")).toContainText("Render setup");
});

test("the name field refuses empty, used and too long names before sending", async ({ page, world }) => {
  const env = await open(page, `software=${MAX}&act=new`);
  const tryName = async (name: string, problem: string) => {
    await env.name.fill(name);
    await env.button("Create").click();
    await expect(env.name).toHaveAccessibleDescription(new RegExp(problem));
    await expect(env.name).toBeFocused();
  };
  await tryName("   ", "Enter a name");
  await tryName("室内_标准环境", "Another environment has this name");
  await tryName("hou18_redshift", "Another environment has this name");
  await tryName("名".repeat(201), "At most 200");
  expect(world.received("addRenderEnv")).toHaveLength(0);

  const long = `“${"名 x".repeat(66)}”`;
  expect(long).toHaveLength(200);
  await env.name.fill(` ${long} `);
  await page.getByRole("checkbox", { name: "Set as default of 3ds Max" }).check();
  await env.button("Create").click();
  await expect(env.row(long)).toContainText("Default");
  expect(kept(world, MAX)[long]).toBe("2020, *");
  await page.reload();
  await expect(page.getByRole("heading", { name: long })).toBeVisible();
});

test("a refused save keeps the input and shows the reason", async ({ page, world }) => {
  const env = await open(page, `software=${MAX}&env=max2018_corona`);
  await env.plugin("corona").selectOption("3.0");
  world.faults.set("updateRenderEnv", { kind: "refuse", code: 605 }, { times: 1 });
  await env.button("Save").click();
  await expect(env.panel.getByRole("alert")).toContainText("not enough permissions");
  await expect(env.panel.getByRole("alert")).toContainText("Nothing was changed");
  await expect(env.plugin("corona").locator("option:checked")).toHaveText("3.0");
  await env.button("Save").click();
  await expect(page.getByText("max2018_corona is saved")).toBeVisible();
  expect(kept(world, MAX)["max2018_corona"]).toContain("corona 3.0");
});

test("Escape closes the dialog, the open list and the panel one by one", async ({ page }) => {
  const env = await open(page, `software=${MAX}&env=max2018_corona`);
  await env.button("Delete…").click();
  await expect(env.dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(env.dialog).toBeHidden();
  await expect(env.panel).toBeVisible();
  await env.plugin("corona").click();
  await page.keyboard.press("Escape");
  await expect(env.panel).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(env.panel).toBeHidden();
  await expect(env.link("max2018_vray36")).toBeFocused();
});

test("a link, Back and a reload open a dialog when there are unsaved changes", async ({ page, world }) => {
  const env = await open(page, `software=${MAX}`);
  await env.link("max2018_corona").click();
  await env.plugin("railclone").selectOption("");
  await page.getByRole("link", { name: "Tasks" }).click();
  await expect(env.dialog).toContainText("Leave without saving?");
  await env.button("Stay").click();
  await expect(env.changes).toContainText("railclone");

  await page.goBack();
  await expect(env.dialog).toContainText("Leave without saving?");
  await env.button("Stay").click();
  await expect(page).toHaveURL(/env=max2018_corona/);

  const asked = page.waitForEvent("dialog");
  const reload = page.reload({ timeout: 3000 }).catch(() => null);
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await reload;
  await expect(env.changes).toContainText("railclone");

  await env.link("max2018_vray36").click();
  await env.button("Leave without saving").click();
  await expect(page.getByRole("heading", { name: "max2018_vray36" })).toBeVisible();
  expect(kept(world, MAX)["max2018_corona"]).toContain("railclone");
});

test("a save in a second tab shows the changes of the first and lets the user choose", async ({
  page,
  context,
  world,
}) => {
  const second = await context.newPage();
  const [a, b] = [
    await open(page, `software=${MAX}&env=max2018_corona`),
    await open(second, `software=${MAX}&env=max2018_corona`),
  ];
  await b.plugin("railclone").selectOption("");
  await a.plugin("corona").selectOption("3.0");
  await a.button("Save").click();
  await expect(page.getByText("max2018_corona is saved")).toBeVisible();

  await b.button("Save").click();
  const warning = b.panel.getByRole("alert");
  await expect(warning).toContainText("changed after you opened it");
  await expect(warning.getByRole("row").nth(1)).toHaveText(/corona\s*4\.0\s*3\.0/);
  await expect(warning).toBeFocused();
  expect(world.answered("updateRenderEnv")).toHaveLength(1);
  await b.button("Keep my changes").click();
  await b.button("Save").click();
  await expect(second.getByText("max2018_corona is saved")).toBeVisible();
  expect(kept(world, MAX)["max2018_corona"]).toBe("2018, zblur 2.02.019, corona 4.0");
});

test("an environment that is deleted elsewhere keeps the input", async ({ page, world }) => {
  const env = await open(page, `software=${MAX}&env=max2018_corona`);
  await env.plugin("corona").selectOption("3.0");
  world.elsewhere("deleteRenderEnv", { editName: "max2018_corona" });
  await env.button("Save").click();
  await expect(env.panel.getByRole("alert")).toContainText("max2018_corona was deleted after you opened it");
  await expect(env.changes.last()).toContainText("3.0");
  expect(world.received("updateRenderEnv")).toHaveLength(0);
});

test("the comparison of two environments shows the differences and has its own URL", async ({ page }) => {
  const env = await open(page, `software=${MAX}&env=max2018_corona`);
  await env.button("Compare…").click();
  await expect(page).toHaveURL(/with=max2018_vray36/);
  const rows = env.dialog.getByRole("row");
  await expect(rows.nth(1)).toHaveText(/Default\s*no\s*yes/);
  await expect(rows).toHaveCount(7);
  await env.dialog.getByRole("combobox").selectOption("室内_标准环境");
  await expect(rows.nth(1)).toHaveText(/Version\s*2018\s*2020/);
  await page.reload();
  await expect(rows.nth(1)).toHaveText(/Version\s*2018\s*2020/);
  await page.keyboard.press("Escape");
  await expect(env.dialog).toBeHidden();
  await expect(page).not.toHaveURL(/with=/);
});

test("a rename copies and deletes, and says when both environments exist", async ({ page, world }) => {
  const env = await open(page, `software=${MAX}&env=max2018_vray36`);
  await env.button("More").click();
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  await expect(env.dialog).toContainText("The farm cannot rename");
  const field = page.getByRole("textbox", { name: "New name" });
  await field.fill("max2018_corona");
  await env.button("Copy, then delete the old one").click();
  await expect(field).toHaveAccessibleDescription(/Another environment has this name/);
  await field.fill("max 2018 'V-Ray'");
  world.faults.set("deleteRenderEnv", { kind: "refuse", code: 500 }, { times: 1 });
  await env.button("Copy, then delete the old one").click();
  await expect(env.dialog).toContainText("Both exist now: “max2018_vray36” and “max 2018 'V-Ray'”.");
  expect(kept(world, MAX)).toMatchObject({
    max2018_vray36: "2018, vray 3.60.04, forestpackpro 6.1.5",
    "max 2018 'V-Ray'": "2018, vray 3.60.04, forestpackpro 6.1.5, *",
  });
  await env.button("Try again to delete max2018_vray36").click();
  await expect(page.getByRole("heading", { name: "max 2018 'V-Ray'" })).toBeVisible();
  await expect(env.link("max2018_vray36")).toBeHidden();
  expect(kept(world, MAX)).toEqual({ ...untouched, "max 2018 'V-Ray'": "2018, vray 3.60.04, forestpackpro 6.1.5, *" });
});

test("deleting the default environment requires its name", async ({ page, world }) => {
  const env = await open(page, `software=${MAX}&env=max2018_vray36`);
  await env.button("Delete…").click();
  await expect(env.dialog).toContainText("It is the default of 3ds Max");
  const field = page.getByRole("textbox", { name: "Type the name to delete the environment" });
  await field.fill("max2018");
  await env.dialog.getByRole("button", { name: "Delete environment" }).click();
  await expect(field).toHaveAccessibleDescription(/does not match/);
  expect(world.received("deleteRenderEnv")).toHaveLength(0);
  await field.fill("max2018_vray36");
  await env.dialog.getByRole("button", { name: "Delete environment" }).click();
  await expect(env.link("max2018_vray36")).toBeHidden();
  expect(kept(world, MAX)).toEqual(untouched);
});

test("an import shows its effects and sends nothing before it is confirmed", async ({ page, world }) => {
  const env = await open(page, `software=${MAX}`);
  const download = page.waitForEvent("download");
  await env.button("Export all").click();
  const text = await readFile(await (await download).path(), "utf8");
  const file: { environments: { name: string }[] } = JSON.parse(text);
  expect(file.environments).toHaveLength(4);

  world.elsewhere("deleteRenderEnv", { editName: "max2018_corona" });
  const changed = text
    .replace('"pluginVersion": "vray 5.00.03"', '"pluginVersion": "vray 9.9"')
    .replace('"cgVersion": "2016"', '"cgVersion": "2018"');
  await env.button("Import").click();
  const choose = async (content: string) =>
    page.getByLabel("File with environments").setInputFiles({
      name: "environments.json",
      mimeType: "application/json",
      buffer: Buffer.from(content),
    });
  await choose("{");
  await expect(env.dialog.getByRole("alert")).toContainText("not a JSON file");
  await choose("{}");
  await expect(env.dialog.getByRole("alert")).toContainText("not an export of environments");
  await choose(changed);
  const preview = env.dialog.getByRole("list", { name: "Environments to import" });
  await expect(preview).toContainText("Already exists, no difference");
  await expect(preview).toContainText("vray: Not available for this version");
  await expect(preview).toContainText("multiscatter: Not available for this version");
  await expect(preview.getByRole("checkbox", { name: "max2018_corona" })).toBeChecked();
  expect(world.received("addRenderEnv").length + world.received("updateRenderEnv").length).toBe(0);
  await env.button("Import 1 environment").click();
  await expect(env.row("max2018_corona")).toContainText("railclone 3.3.1");
  expect(kept(world, MAX)["max2018_corona"]).toBe(untouched.max2018_corona);
});

test("a software without environments shows a hint, and an unknown one in the URL is replaced", async ({ page }) => {
  await page.goto("/environments?software=2012");
  await expect(page.getByText("No environments for KeyShot yet")).toBeVisible();
  await page.goto("/environments?software=nonsense&env=%00&act=explode");
  await expect(page.getByRole("link", { name: /3ds Max/ })).toHaveAttribute("aria-current", "page");
});

test("axe has no serious finding in either theme and on a phone", async ({ page, world }) => {
  test.slow();
  const env = await open(page, `software=${MAX}&env=max2018_corona&with=max2018_vray36`);
  await expect(env.dialog).toBeVisible();
  await expectNothingSeriousInThemes(page, "the comparison", "[role=dialog]");
  await page.keyboard.press("Escape");
  await env.button("Delete…").click();
  await expect(env.dialog.getByRole("button", { name: "Delete environment" })).toBeEnabled();
  await expectNothingSeriousInThemes(page, "the delete dialog", "[role=dialog]");
  await page.keyboard.press("Escape");
  await env.plugin("corona").selectOption("3.0");
  world.elsewhere("deleteRenderEnv", { editName: "max2018_corona" });
  await env.button("Save").click();
  await expect(env.panel.getByRole("alert")).toBeVisible();
  await expectNothingSeriousInThemes(page, "an environment deleted elsewhere");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNothingSeriousInThemes(page, "the same on a phone");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
