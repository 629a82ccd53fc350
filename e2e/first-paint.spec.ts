/** The frame of the page is painted before the application's script arrives, and nothing moves when the application takes over. */
import { EventEmitter, once } from "node:events";
import type { Page } from "@playwright/test";
import { expect, prefer, test } from "./fixtures";
import { filesOf } from "./tools/loaded-files";

/** Holds the application's script back until the returned function is called. */
async function holdScript(page: Page): Promise<() => void> {
  const gate = new EventEmitter();
  const opened = once(gate, "open");
  await page.route("**/assets/index-*.js", async (route) => {
    await opened;
    await route.continue();
  });
  return () => void gate.emit("open");
}

/** Counts frames without navigation and status line, and adds up layout shifts. */
const watchLayout = () => {
  const seen = { emptyFrames: 0, shift: 0 };
  Object.assign(window, { seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += Number(Reflect.get(entry, "value"));
  }).observe({ type: "layout-shift", buffered: true });
  const look = () => {
    const hasFrame =
      document.querySelector(".first-paint-rail, nav") && document.querySelector(".first-paint-status, footer");
    if (document.readyState !== "loading" && !hasFrame) seen.emptyFrames += 1;
    requestAnimationFrame(look);
  };
  look();
};
const layout = (page: Page) => page.evaluate((): { emptyFrames: number; shift: number } => Reflect.get(window, "seen"));

const open = (page: Page, address: string) => page.goto(address, { waitUntil: "commit" });
const frame = (page: Page, part: "rail" | "bar" | "status") => page.locator(`.first-paint-${part}`);
const skeleton = (page: Page) => page.locator(".first-paint .skeleton-rows");
const attributes = (page: Page) =>
  page.evaluate(() => Object.fromEntries(Object.entries(document.documentElement.dataset)));

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const)
  for (const density of ["normal", "compact"])
    test(`nothing moves at ${width} px with ${density} rows`, async ({ page, tasksPage: tasks }) => {
      await page.setViewportSize({ width, height });
      await prefer(page, { density });
      await page.addInitScript(watchLayout);
      const release = await holdScript(page);
      await open(page, "/tasks");
      // Before the first paint the style sheet may still be missing.
      const paints = () => page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length);
      await expect.poll(paints).toBe(1);
      const navigation = await frame(page, "rail").boundingBox();
      const status = await frame(page, "status").boundingBox();
      const bar = await frame(page, "bar").boundingBox();
      const rows = await skeleton(page).boundingBox();
      const mark = await frame(page, "status").getByText("●").last().boundingBox();
      release();
      await expect(tasks.rows.nth(1)).toBeVisible();
      expect(await page.getByRole("navigation").boundingBox()).toEqual(navigation);
      expect(await tasks.statusLine.boundingBox()).toEqual(status);
      expect(await page.locator("header > div").first().boundingBox()).toEqual(bar);
      const markLater = await tasks.statusLine.getByText("●").first().boundingBox();
      expect(Math.abs((markLater?.x ?? 0) - (mark?.x ?? 0))).toBeLessThanOrEqual(1);
      expect(Math.abs((markLater?.y ?? 0) - (mark?.y ?? 0))).toBeLessThanOrEqual(1);
      const first = await tasks.rows.nth(1).boundingBox();
      // Above the first line are the border and the place of the grid's header.
      expect(first?.y).toBeCloseTo((rows?.y ?? 0) + 1 + 28, 0);
      expect((rows?.height ?? 0) - 1 - 28).toBeCloseTo(12 * (first?.height ?? 0), 0);
      const { emptyFrames, shift } = await layout(page);
      expect(emptyFrames).toBe(0);
      // The cost column comes with the account's profile; 0.1 is what a visitor does not notice (web.dev/cls).
      expect(shift).toBeLessThan(0.05);
    });

test("the frame is in the chosen theme, otherwise in the system's", async ({ page }) => {
  await holdScript(page);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await open(page, "/tasks");
  await expect(frame(page, "rail")).toBeVisible();
  expect([(await attributes(page))["mantineColorScheme"], await ground()]).toEqual(["light", "rgb(255, 255, 255)"]);
  await page.emulateMedia({ colorScheme: "dark" });
  await open(page, "/tasks?q=a");
  await expect(frame(page, "rail")).toBeVisible();
  expect([(await attributes(page))["mantineColorScheme"], await ground()]).toEqual(["dark", "rgb(15, 17, 21)"]);
  await prefer(page, { theme: "light" });
  await open(page, "/tasks?q=b");
  await expect(frame(page, "rail")).toBeVisible();
  expect(await ground()).toBe("rgb(255, 255, 255)");
});

test("a theme that was chosen on the page is that of the next frame", async ({ page, tasksPage: tasks }) => {
  await tasks.open();
  await tasks.statusLine.getByRole("button", { name: "Dark theme" }).click();
  await holdScript(page);
  await open(page, "/tasks");
  await expect(frame(page, "rail")).toBeVisible();
  expect(await attributes(page)).toMatchObject({ mantineColorScheme: "dark" });
});

test("stored preferences that cannot be read leave the defaults", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("renderdeck.preferences.1", "{"));
  await holdScript(page);
  await open(page, "/tasks");
  await expect(skeleton(page)).toBeVisible();
  expect(await attributes(page)).toMatchObject({ mantineColorScheme: "light", density: "normal" });
});

test("only Tasks begins with rows, and a wall screen without the frame", async ({ page }) => {
  await holdScript(page);
  for (const path of ["/monitor", "/history", "/environments", "/settings", "/tasks/18278"]) {
    await open(page, path);
    await expect(frame(page, "bar")).toBeVisible();
    await expect(skeleton(page)).toBeHidden();
  }
  await open(page, "/monitor?kiosk=1");
  await expect(frame(page, "bar")).toBeAttached();
  await expect(frame(page, "bar")).toBeHidden();
  for (const path of ["/tasks", "/"]) {
    await open(page, path);
    await expect(skeleton(page)).toBeVisible();
  }
});

test("assistive technology gets that the page loads, and no rows", async ({ page }) => {
  await holdScript(page);
  await open(page, "/tasks");
  await expect(page.getByRole("status")).toHaveText("Loading… 正在加载…");
  await expect(page.getByRole("row")).toHaveCount(0);
});

for (const [path, count] of [
  ["/tasks", 1],
  ["/monitor", 1],
  ["/settings", 0],
] as const)
  test(`${path} requests the task list ${count} times beside the script`, async ({ page }) => {
    const release = await holdScript(page);
    const requests: string[] = [];
    page.on("request", (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname === "/api/live/tasks" && search === "") requests.push(request.resourceType());
    });
    const answered = count > 0 && page.waitForResponse(/\/api\/live\/tasks$/);
    await open(page, path);
    await answered;
    await expect(frame(page, "bar")).toBeVisible();
    expect(requests).toHaveLength(count);
    release();
    await expect(page.getByRole("contentinfo")).toContainText("Connected");
    await page.waitForLoadState("networkidle");
    // What was requested beside the script is not requested again; other pages need the list for the number in the navigation.
    expect(requests).toHaveLength(1);
  });

for (const [locale, choice, language] of [
  ["en-US", "auto", "en"],
  ["zh-TW", "auto", "zh"],
  ["fr-FR", "auto", "en"],
  ["zh-CN", "en", "en"],
] as const)
  test.describe(`in a browser in ${locale}`, () => {
    test.use({ locale });

    test(`with the choice ${choice}, messages in ${language} load beside the script`, async ({ page }) => {
      await prefer(page, { language: choice });
      const release = await holdScript(page);
      const [file] = filesOf([`app/i18n/${language}/base.json`]);
      const requests: string[] = [];
      page.on("request", (request) => requests.push(new URL(request.url()).pathname));
      const loaded = page.waitForResponse(`**/${file}`);
      await open(page, "/tasks");
      await loaded;
      release();
      await expect(page.getByRole("contentinfo")).toContainText(language === "zh" ? "已连接" : "Connected");
      expect(requests.filter((path) => /\/base-[^/]+\.js$/.test(path))).toEqual([`/${file}`]);
    });
  });

for (const [path, page] of [
  ["/monitor", "app/monitor/monitor-page.tsx"],
  ["/history", "app/history/history-page.tsx"],
  ["/environments", "app/environments/environments-page.tsx"],
  ["/settings", "app/settings/settings-page.tsx"],
  ["/tasks/18278", "app/frames/frames-page.tsx"],
] as const)
  test(`${path} has its styles when it is opened first`, async ({ page: tab }) => {
    await tab.goto(path);
    await expect(tab.getByRole("heading", { level: 1 })).toBeAttached();
    const sheets = await tab.evaluate(() =>
      [...document.styleSheets].map(({ href }) => href && new URL(href).pathname),
    );
    const own = [...filesOf([page])].filter((file) => file.endsWith(".css"));
    expect(own.length).toBeGreaterThan(0);
    for (const file of own) expect(sheets).toContain(`/${file}`);
  });
