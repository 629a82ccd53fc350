/** A new version is deployed below an open tab: the server is stopped and started with a further build. */
import { test as base, expect, prefer } from "./fixtures";
import { createFurtherBuild } from "./further-build";
import { walkEveryPart, watchParts } from "./pages/every-part";
import { watchRequests } from "./pages/settled";
import { scenes } from "./pages/tasks";

const test = base.extend<{
  /** Whether the further build keeps the assets of the present one. */
  keepsFormer: boolean;
  deploy: () => Promise<void>;
}>({
  keepsFormer: [true, { option: true }],
  deploy: async ({ page, world, keepsFormer, tolerate }, provide) => {
    // A request that meets the moment without a server fails in any browser; the tests look at the page after it.
    tolerate(/ERR_CONNECTION_|ERR_EMPTY_RESPONSE|ERR_SOCKET/);
    const build = createFurtherBuild({ keepsFormer });
    const requests = watchRequests(page);
    await provide(async () => {
      await requests.settle();
      await world.deploy(build.program);
    });
    build.remove();
  },
});

for (const keepsFormer of [true, false])
  test.describe(`former assets ${keepsFormer ? "are kept" : "are gone"}`, () => {
    test.use({ keepsFormer });

    test("the page says so with the next answer, and Reload keeps its address", async ({
      page,
      tasksPage: tasks,
      deploy,
    }) => {
      await prefer(page, { polling: "off" });
      await tasks.open("?q=dragon");
      const note = tasks.statusLine.getByText("A new version is ready");
      const refresh = async () => {
        const answer = page.waitForResponse(/api\/live\/tasks/);
        await page.getByRole("button", { name: "Refresh" }).click();
        await answer;
      };
      const rows = await tasks.order();
      await refresh();
      await expect(note).toBeHidden();
      await deploy();
      await refresh();
      await expect(note).toBeVisible();
      expect(await tasks.order()).toEqual(rows);
      const entry = () => page.locator("script[type=module]").first().getAttribute("src");
      const before = await entry();
      await tasks.statusLine.getByRole("button", { name: "Reload" }).click();
      await expect.poll(entry).not.toBe(before);
      await expect(tasks.rows.nth(1)).toBeVisible();
      expect(await tasks.order()).toEqual(rows);
      expect(new URL(page.url()).search).toBe("?q=dragon");
      await refresh();
      await expect(note).toBeHidden();
    });
  });

test.describe("with the former assets", () => {
  test.use({ dialect: "current" });

  test("every part of the former version still loads", async ({ page, tasksPage: tasks, world, deploy }) => {
    test.setTimeout(180_000);
    await prefer(page, { polling: "off" });
    const missing = watchParts(page);
    await tasks.open();
    await deploy();
    await walkEveryPart(page, world);
    await expect.poll(missing).toEqual([]);
  });
});

test.describe("without the former assets", () => {
  test.use({ keepsFormer: false });

  test("the page stays and each part that is gone says so", async ({ page, tasksPage: tasks, tolerate, deploy }) => {
    tolerate(/status of 404|ChunkError|missing:/);
    await prefer(page, { polling: "off" });
    await tasks.open("?q=dragon");
    const rows = await tasks.order();
    await deploy();
    const alert = page.getByRole("alert");
    const dismiss = async () => {
      await expect(alert).toContainText("A new version of Renderdeck is installed");
      await expect(alert.getByRole("button", { name: "Reload" })).toBeVisible();
      expect(await tasks.order()).toEqual(rows);
      await page.keyboard.press("Escape");
      await expect(alert).toBeHidden();
    };
    await page.keyboard.press("?");
    await dismiss();
    await tasks.rows.nth(1).click({ button: "right" });
    await dismiss();
    await tasks.read("dragon_s010_sh0200_lighting_v012.ma");
    await expect(alert).toContainText("A new version of Renderdeck is installed");
    expect(await tasks.order()).toEqual(rows);
    await page.getByRole("navigation").getByRole("link", { name: "Settings" }).click();
    await expect(alert).toContainText("A new version of Renderdeck is installed");
    await expect(page.getByRole("navigation")).toBeVisible();
    await alert.getByRole("button", { name: "Reload" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeAttached();
  });

  test.describe("in the current dialect", () => {
    test.use({ dialect: "current" });

    test("the frames stay beside each part that is gone", async ({ page, world, tolerate, deploy }) => {
      tolerate(/status of 404|ChunkError|missing:/);
      await prefer(page, { polling: "off" });
      await page.goto(`/tasks/${world.idOf(scenes.withFailed)}?status=failed`);
      const table = page.getByRole("treegrid", { name: "Frames" });
      const hasFrames = () => expect(table).toHaveAttribute("aria-rowcount", "13");
      await hasFrames();
      await deploy();
      const alert = page.getByRole("alert");
      const reload = alert.getByRole("button", { name: "Reload" });
      for (const open of [
        () => page.getByRole("button", { name: /^Rerender 12 failed frames/ }).click(),
        () => table.getByRole("row").nth(1).click({ button: "right" }),
        () => page.keyboard.press("?"),
      ]) {
        await open();
        await expect(alert).toContainText("A new version of Renderdeck is installed");
        await expect(reload).toBeVisible();
        await page.keyboard.press("Escape");
        await expect(alert).toBeHidden();
        await hasFrames();
      }
      const log = table.getByRole("button", { name: /^Log of frame/ }).first();
      await log.click();
      await expect(reload).toBeVisible();
      await hasFrames();
      await page.getByRole("navigation").getByRole("link", { name: "Monitor" }).click();
      await expect(table).toBeHidden();
      await expect(alert).toContainText("A new version of Renderdeck is installed");
      await reload.click();
      await expect(page.getByRole("heading", { level: 1, name: "Monitor" })).toBeAttached();
      await expect(page.getByRole("img", { name: /frames/i }).first()).toBeVisible();
    });
  });
});
