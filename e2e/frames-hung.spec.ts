/** Frames that hang: found by a chip, stopped and rerendered in one act, and in view afterwards. And what must not move meanwhile. */
import type { Page } from "@playwright/test";
import { hangFrame } from "../app/test/hang-frame";
import { expectNothingSerious, expectNothingSeriousInThemes } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { scenes } from "./pages/tasks";

const table = (page: Page) => page.getByRole("treegrid", { name: "Frames" });
const hasRows = (page: Page, count: number) =>
  expect(table(page)).toHaveAttribute("aria-rowcount", String(count + 1), { timeout: 60_000 });
const chip = (page: Page, name: RegExp) => page.getByRole("group", { name: "Status" }).getByRole("button", { name });
const acted = (page: Page) => page.getByRole("region", { name: "Frames of the last command" });

test.use({ dialect: "current", viewport: { width: 1440, height: 900 } });

test("a hanging frame is found, stopped and rerendered by keyboard, and stays in view", async ({ page, world }) => {
  await prefer(page, { polling: "off" });
  const id = world.idOf(scenes.rendering);
  const hung = hangFrame({ farm: world.farm }, id);
  await page.goto(`/tasks/${id}`);
  await hasRows(page, 2400);
  await chip(page, /Hung \/ slow ?1$/).focus();
  await page.keyboard.press("Enter");
  await hasRows(page, 1);
  await expect(page).toHaveURL(/status=hung/);
  const row = table(page).getByRole("row", { name: `Frame ${hung.name}`, exact: true });
  await expect(row).toContainText("Hung: almost no CPU, longer than normal");
  // Its log says nothing since it hangs.
  const lastLines = page.getByRole("region", { name: "Last log lines of hung and slow frames" });
  await expect(lastLines.getByRole("listitem")).toHaveText([/% done.*Log$/]);
  await expect(lastLines).toContainText(/last line .+ ago/);
  expect(world.answered("showLog")).toMatchObject([{ id: hung.id }]);
  await row.focus();
  await page.keyboard.press("Shift+F10");
  const entry = page.getByRole("menuitem", { name: /^Stop and rerender ≈ ¥[\d.]+/ });
  await expect(entry).toBeVisible();
  await expectNothingSerious(page, "the menu of a row");
  await entry.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: `Stop frame ${hung.name} and rerender it?` });
  await expect(dialog).toContainText(/of rendering is lost/);
  const confirm = dialog.getByRole("button", { name: "Stop and rerender" });
  await expect(confirm).toBeEnabled();
  await expectNothingSerious(page, "the dialog that stops and rerenders");
  await confirm.focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  const names = world.farm.requestLog.map(({ name }) => name);
  expect(names.filter((name) => name === "stopTaskFrames" || name === "restartFrame")).toEqual([
    "stopTaskFrames",
    "restartFrame",
  ]);
  expect(world.answered("restartFrame")).toMatchObject([{ selectAll: 0, ids: [hung.id] }]);
  await expect(acted(page)).toContainText("1 rerendered:");
  await expect(row).toBeVisible();
});

test("a slow frame whose log says nothing for 20 minutes is called silent", async ({ page, world }) => {
  await prefer(page, { polling: "off" });
  const id = world.idOf(scenes.rendering);
  const hung = hangFrame({ farm: world.farm }, id);
  const leaf = world.farm.leavesById.get(id);
  const index = hung.id - (leaf?.firstFrameId ?? 0);
  if (leaf?.store) {
    leaf.store.startedAt[index] = world.farm.engine.clock - 3_600_000;
    leaf.store.endedAt[index] = world.farm.engine.clock + 1_800_000;
  }
  await page.goto(`/tasks/${id}?status=hung`);
  const lastLines = page.getByRole("region", { name: "Last log lines of hung and slow frames" });
  await expect(lastLines.getByRole("listitem")).toContainText([/▲ silent for \d+m/]);
  await expectNothingSerious(page, "last log lines");
  await lastLines.getByRole("button", { name: `Log of slow frame ${hung.name}` }).click();
  await expect(page.getByRole("complementary", { name: `Log of frame ${hung.name}` })).toBeVisible();
});

test("nothing moves when frames of another state appear, and all columns fit", async ({ page, world }) => {
  await prefer(page, { polling: "off" });
  const id = world.idOf(scenes.rendering);
  await page.goto(`/tasks/${id}`);
  await hasRows(page, 2400);
  await expect(chip(page, /Stopped ?0$/)).toBeVisible();
  const places = () =>
    page.evaluate(() => {
      const chips = [...document.querySelectorAll("fieldset button")].slice(0, 6);
      const figures = [...document.querySelectorAll("main dl > div")];
      const others = ["[role=application]", "[role=treegrid]", "[aria-label='Zoom in']"].flatMap((one) => [
        ...document.querySelectorAll(one),
      ]);
      return [...chips, ...figures, ...others].map((part) => {
        const { left, top } = part.getBoundingClientRect();
        return [Math.round(left), Math.round(top)];
      });
    });
  const before = await places();
  expect(before).toHaveLength(6 + 7 + 3);
  world.elsewhere("stopTaskFrames", { taskId: id, selectAll: 1, status: [2] });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(chip(page, /Stopped ?[1-9]/)).toBeVisible();
  await expect(page.getByTitle("ETA")).toHaveText("—");
  expect(await places()).toEqual(before);

  const overflow = () => table(page).evaluate((grid) => grid.scrollWidth - grid.clientWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await expect(table(page).getByRole("columnheader", { name: "Timeout in" })).toBeInViewport({ ratio: 1 });
});

test("the log of a rerendered frame stays as an attempt, without an axe finding in either theme", async ({
  page,
  world,
}) => {
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(scenes.withFailed)}?status=failed,timedOut`);
  await hasRows(page, 12);
  await table(page)
    .getByRole("button", { name: /^Log of frame/ })
    .first()
    .click();
  const log = page.getByRole("complementary", { name: /^Log of frame/ });
  const error = log.getByText(/ERROR \d{5}: Maya/);
  await expect(error).toBeInViewport();
  // Rows remain beside the log, and its own is marked.
  const rows = await table(page).evaluate((grid) => Math.floor((grid.clientHeight - 28) / 28));
  expect(rows).toBeGreaterThanOrEqual(6);
  await expect(table(page).locator("[aria-current=true]")).toHaveCount(1);

  await page.getByRole("button", { name: /^Rerender 12 failed frames/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Rerender 12 failed frames" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(acted(page)).toContainText(/12 rerendered:/);
  await expect(log.getByRole("combobox", { name: "Attempt" })).toBeVisible();
  await expect(error).toBeVisible();
  await hasRows(page, 12);
  await expectNothingSeriousInThemes(page, "frames of the last command and an attempt");
  await acted(page).getByRole("button", { name: "Stop watching these frames" }).click();
  await expect(page.getByText("No frame matches the filters")).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the first row begins high enough, controls are large enough, and no figure is cut", async ({ page, world }) => {
    await prefer(page, { polling: "off" });
    await page.goto(`/tasks/${world.idOf(scenes.rendering)}`);
    await hasRows(page, 2400);
    await expect(page.getByText("loaded frames only")).toBeHidden();
    const first = await table(page).getByRole("row").nth(1).boundingBox();
    expect(first?.y).toBeLessThanOrEqual(844 * 0.4);
    const small = await page.getByRole("main").evaluate((main) =>
      [...main.querySelectorAll("button")]
        .filter((button) => !button.closest("[role=row]:first-child") && button.offsetHeight > 0)
        .filter((button) => button.getBoundingClientRect().height < 32)
        .map((button) => button.getAttribute("aria-label") ?? button.textContent),
    );
    expect(small).toEqual([]);
    const cut = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>("main dl dd")]
          .filter((part) => part.scrollWidth > part.clientWidth + 1)
          .map((part) => part.textContent),
      );
    expect(await cut()).toEqual([]);
    await page.getByRole("button", { name: "More figures" }).tap();
    expect(await cut()).toEqual([]);
    await page.getByRole("button", { name: "Actions for frame 1", exact: true }).tap();
    await expect(page.getByRole("menuitem", { name: "Copy frame number" })).toBeVisible();
  });
});
