/** The frames of a task: loading in pages, selection in linked views, and rerenders. */
import type { Page } from "@playwright/test";
import { expectNothingSeriousInThemes } from "./axe";
import { expect, prefer, test } from "./fixtures";
import { hold } from "./hold";
import { scenes } from "./pages/tasks";
import type { World } from "./world";

/** A task with several frames per machine, and one with a frame in tiles. */
const groups = "סצנה_עיר_v001.blend";
const tiles = "庭院鸟瞰_黄昏_v007.max";

const table = (page: Page) => page.getByRole("treegrid", { name: "Frames" });
const row = (page: Page, name: string | number) => table(page).getByRole("row", { name: `Frame ${name}`, exact: true });
const strip = (page: Page) => page.getByRole("application");
const chip = (page: Page, name: RegExp) => page.getByRole("group", { name: "Status" }).getByRole("button", { name });
const selection = (page: Page) => page.getByText(/^[\d,]+ selected/);

/** The task with the most frames. */
function bigTask(world: World): number {
  const job = world.farm.jobs.find(({ sceneName }) => sceneName.startsWith("crowd_"));
  if (!job) throw new Error("no task with very many frames");
  return job.id;
}

/** Numbers of the pages of frames that the page loads from now on. The server reads frames of rendering tasks, too. */
function pagesLoaded(page: Page): readonly number[] {
  const loaded: number[] = [];
  page.on("response", (response) => {
    if (!response.url().endsWith("/queryTaskFrames")) return;
    loaded.push(Number(Reflect.get(response.request().postDataJSON(), "pageNum")));
  });
  return loaded;
}

const hasRows = (page: Page, count: number) =>
  expect(table(page)).toHaveAttribute("aria-rowcount", String(count + 1), { timeout: 60_000 });

test("a failed frame is opened and rerendered in three clicks", async ({ page, tasksPage, world }) => {
  await prefer(page, { polling: "off" });
  await tasksPage.open();
  await tasksPage.row(scenes.withFailed).getByRole("link", { name: "12", exact: true }).click();
  await hasRows(page, 12);
  await expect(
    table(page)
      .getByRole("gridcell", { name: /Failed/ })
      .first(),
  ).toBeVisible();
  await page.getByRole("button", { name: /^Rerender 12 failed frames · ¥/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(/About ¥[\d.]+–¥[\d.]+/);
  await expect(dialog).toContainText("Balance with coupon");
  await dialog.getByRole("button", { name: "Rerender 12 failed frames" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Rerendering 12 frames")).toBeVisible();
  expect(world.answered("restartFailedFrames")).toEqual([{ taskParam: [world.idOf(scenes.withFailed)] }]);
  expect(world.leavesOf(scenes.withFailed)[0]).toMatchObject({ failed: 0 });
});

test("a task of the list shows its frames before its own request is answered", async ({ page, tasksPage, world }) => {
  await prefer(page, { polling: "off" });
  await tasksPage.open();
  const asked = world.answered("queryTaskInfo").length;
  const release = await hold(page, "queryTaskInfo");
  await tasksPage.row(scenes.withFailed).getByRole("link", { name: "12", exact: true }).click();
  await hasRows(page, 12);
  expect(world.answered("queryTaskInfo")).toHaveLength(asked);
  release();
  await expect.poll(() => world.answered("queryTaskInfo").length).toBe(asked + 1);
});

test("the farm search finds frames by name", async ({ page, world }) => {
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(scenes.rendering)}`);
  await hasRows(page, 2400);
  await page.getByRole("searchbox").fill("24");
  await page.keyboard.press("Enter");
  const expected = Array.from({ length: 2400 }, (_, index) => String(index + 1)).filter((name) => name.includes("24"));
  await hasRows(page, expected.length);
  // The server reads frames, too.
  expect(world.answered("queryTaskFrames")).toContainEqual(expect.objectContaining({ searchKeyword: "24" }));
  await expect(page).toHaveURL(/search=24/);
});

test("a refresh requests no frames of a finished task and one page of a nearly finished one", async ({
  page,
  world,
}) => {
  await prefer(page, { polling: "off" });
  const loaded = pagesLoaded(page);
  await page.goto(`/tasks/${world.idOf(scenes.rendering)}`);
  await hasRows(page, 2400);
  const refresh = async () => {
    const [frames, tasks] = [loaded.length, world.answered("queryTaskInfo").length];
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect.poll(() => world.answered("queryTaskInfo").length).toBeGreaterThan(tasks);
    await expect(page.getByRole("button", { name: "Refresh" })).toBeEnabled();
    return () => loaded.length - frames;
  };
  world.pass(60);
  const busy = await refresh();
  await expect.poll(busy).toBeGreaterThan(0);
  expect(busy()).toBeLessThanOrEqual(24);

  // Hours later every frame has ended, and nothing more is requested.
  world.pass(48 * 3600);
  await expect(async () => {
    await refresh();
    await expect(chip(page, /^\D*Rendering ?0$/)).toBeVisible({ timeout: 1000 });
    await expect(chip(page, /^\D*Waiting ?0$/)).toBeVisible({ timeout: 1000 });
  }).toPass();
  const idle = await refresh();
  expect(idle()).toBe(0);
});

test("an ended task is polled less often than a rendering one", async ({ page, world }) => {
  await page.clock.install();
  const asked = () => world.received("queryTaskInfo").length;
  const open = async (scene: string) => {
    await page.goto(`/tasks/${world.idOf(scene)}`);
    await expect(row(page, 1)).toBeVisible();
    return asked();
  };
  const pass = async (seconds: number) => {
    await page.clock.runFor(seconds * 1000);
    // Earlier requests are sent before this one is answered.
    await page.evaluate(() => fetch("/healthz").then((response) => response.text()));
  };
  const rendering = await open(scenes.rendering);
  await pass(6);
  await expect.poll(asked).toBe(rendering + 1);
  await pass(6);
  await expect.poll(asked).toBe(rendering + 2);

  const ended = await open(scenes.withFailed);
  await pass(6);
  await pass(6);
  expect(asked()).toBe(ended);
  await pass(4);
  await expect.poll(asked).toBe(ended + 1);
});

test("the frame under the keyboard cursor stays in view when the strip is zoomed", async ({ page, world }) => {
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(scenes.rendering)}`);
  await hasRows(page, 2400);
  const scrollTop = () => strip(page).evaluate((area) => area.parentElement?.scrollTop ?? 0);
  for (let press = 0; press < 2; press += 1) await page.getByRole("button", { name: "Zoom in" }).click();
  await strip(page).focus();
  await page.keyboard.press("End");
  await expect(page.locator("#strip-focus")).toHaveText(/^Frame 2400 /);
  const atEnd = await strip(page).evaluate((area) => {
    const { scrollTop: top = 0, clientHeight = 0 } = area.parentElement ?? {};
    return area.clientHeight - top - clientHeight;
  });
  expect(atEnd).toBeLessThanOrEqual(1);
  await page.keyboard.press("Home");
  expect(await scrollTop()).toBe(0);
});

test("every zoom step changes the cells, up to the largest one", async ({ page, world }) => {
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(scenes.withFailed)}`);
  await hasRows(page, 200);
  const [larger, smaller] = ["Zoom in", "Zoom out"].map((name) => page.getByRole("button", { name }));
  if (!larger || !smaller) throw new Error("two buttons");
  const height = () => strip(page).evaluate((area) => area.clientHeight);
  const heights = [await height()];
  await expect(smaller).toBeDisabled();
  while (await larger.isEnabled()) {
    await larger.click();
    await expect.poll(height).toBeGreaterThan(heights.at(-1) ?? 0);
    heights.push(await height());
  }
  expect(heights.length).toBeGreaterThan(1);
  while (await smaller.isEnabled()) {
    await smaller.click();
    heights.pop();
    await expect.poll(height).toBe(heights.at(-1));
  }
});

test("dragging and keys on the strip select the same frames in the table", async ({ page, world }) => {
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(scenes.withFailed)}`);
  await hasRows(page, 200);
  const box = await strip(page).boundingBox();
  if (!box) throw new Error("no strip");
  const cell = 16;
  await page.mouse.move(box.x + cell / 2, box.y + cell / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + cell * 4.5, box.y + cell / 2, { steps: 6 });
  await page.mouse.up();
  await expect(selection(page)).toHaveText(/^5 selected/);
  for (const name of [1, 2, 3, 4, 5]) await expect(row(page, name)).toHaveAttribute("aria-selected", "true");
  await expect(row(page, 6)).toHaveAttribute("aria-selected", "false");

  await page.keyboard.down("Control");
  await page.mouse.click(box.x + cell * 7.5, box.y + cell / 2);
  await page.keyboard.up("Control");
  await expect(selection(page)).toHaveText(/^6 selected/);
  await expect(row(page, 8)).toHaveAttribute("aria-selected", "true");

  await page.mouse.click(box.x + cell * 1.5, box.y + cell / 2);
  await expect(selection(page)).toHaveText(/^1 selected/);
  await expect(strip(page)).toBeFocused();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(selection(page)).toHaveText(/^3 selected/);
  await page.keyboard.press("End");
  await page.keyboard.press("Space");
  await expect(selection(page)).toHaveText(/^4 selected/);
  await expect(page.locator("#strip-focus")).toHaveText(/^Frame 200 /);
});

test("brushing over the chart filters the frames", async ({ page, world }) => {
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(scenes.withFailed)}`);
  await hasRows(page, 200);
  const box = await page.locator(".u-over").boundingBox();
  if (!box) throw new Error("no chart");
  await page.mouse.move(box.x + box.width * 0.25, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/range=\d+-\d+/);
  const [, from = "", to = ""] = /range=(\d+)-(\d+)/.exec(page.url()) ?? [];
  await expect(page.getByRole("textbox", { name: "Frame range" })).toHaveValue(`${from}-${to}`);
  await hasRows(page, Number(to) - Number(from) + 1);
});

/** Centres of the bars of the chart in px: runs of painted pixels just above the axis. */
const bars = (page: Page) =>
  page.locator(".uplot").evaluate((plot) => {
    const [canvas, over] = [plot.querySelector("canvas"), plot.querySelector<HTMLElement>(".u-over")];
    if (!canvas || !over) return [];
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy.getContext("2d", { willReadFrequently: true });
    if (!context) return [];
    context.drawImage(canvas, 0, 0);
    const y = Math.round((over.offsetTop + over.offsetHeight - 4) * devicePixelRatio);
    const { data } = context.getImageData(0, y, canvas.width, 1);
    const painted = (x: number) => (data[x * 4 + 3] ?? 0) > 200;
    const middles: number[] = [];
    for (let x = over.offsetLeft, from = -1; x <= canvas.width; x += 1) {
      if (painted(x) && from < 0) from = x;
      if (painted(x) || from < 0) continue;
      middles.push((from + x - 1) / 2 / devicePixelRatio);
      from = -1;
    }
    return middles;
  });

test("every frame has a bar, and brushing between two bars selects them and all between", async ({ page, world }) => {
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(scenes.withFailed)}?status=failed`);
  await hasRows(page, 12);
  await expect.poll(async () => (await bars(page)).length).toBe(12);
  const names = await table(page)
    .locator("[role=gridcell][data-column=frame]")
    .evaluateAll((cells) => cells.map((cell) => cell.textContent));
  const box = await page.locator(".uplot").boundingBox();
  const [from = 0, to = 0] = (await bars(page)).filter((_, index) => index === 3 || index === 7);
  if (!box) throw new Error("no chart");
  await page.mouse.move(box.x + from, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + to, box.y + 40, { steps: 5 });
  await page.mouse.up();
  await expect(page.getByRole("textbox", { name: "Frame range" })).toHaveValue(`${names[3]}-${names[7]}`);
});

type Label = { readonly align: string; readonly text: string; readonly from: number; readonly to: number };

/** Records the last position of each chart label, in px from the left edge; returns a reader of the positions. */
async function watchLabels(page: Page) {
  await page.addInitScript(() => {
    let drawn: Label[] = [];
    type Clear = (this: CanvasRenderingContext2D, x: number, y: number, width: number, height: number) => void;
    const clearRect: Clear = Reflect.get(CanvasRenderingContext2D.prototype, "clearRect");
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      if (this.canvas.closest(".uplot")) drawn = [];
      clearRect.apply(this, area);
    };
    type FillText = (this: CanvasRenderingContext2D, text: string, x: number, y: number) => void;
    const fillText: FillText = Reflect.get(CanvasRenderingContext2D.prototype, "fillText");
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
      const { width } = this.measureText(text);
      const from = this.textAlign === "right" ? x - width : x - width / 2;
      drawn.push({ align: this.textAlign, text, from, to: from + width });
      fillText.call(this, text, x, y);
    };
    Object.assign(window, { drawn: () => drawn });
  });
  return (align: "right" | "center") =>
    page.evaluate((wanted): Label[] => {
      const drawn: () => Label[] = Reflect.get(window, "drawn");
      return drawn().filter((label) => label.align === wanted);
    }, align);
}

for (const [scene, name] of [
  [groups, /^\d+–\d+$/],
  [tiles, /^0( · tile \d+)?$/],
] as const)
  test(`the chart of ${scene} has the frame names of the table without overlap`, async ({ page, world }) => {
    await prefer(page, { polling: "off" });
    const labels = await watchLabels(page);
    await page.goto(`/tasks/${world.idOf(scene)}`);
    await expect.poll(async () => (await labels("center")).length).toBeGreaterThan(2);
    const drawn = (await labels("center")).toSorted((a, b) => a.from - b.from);
    for (const { text } of drawn) expect(text).toMatch(name);
    for (const [index, { from }] of drawn.slice(1).entries()) expect(from).toBeGreaterThan(drawn[index]?.to ?? 0);
  });

test("the chart has ticks in hours and minutes, with room for the longer language", async ({ page }) => {
  await prefer(page, { polling: "off", language: "zh" });
  const labels = await watchLabels(page);
  // The frames of 19088 took eight minutes each; here they take an hour and a half.
  await page.route("**/queryTaskFrames", async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    const longer = text.replaceAll(/"frameExecuteTime":(\d+)/g, (_, time) => `"frameExecuteTime":${Number(time) * 12}`);
    await route.fulfill({ response, body: longer });
  });
  await page.goto("/tasks/19088");
  const times = () => labels("right");
  await expect
    .poll(async () => (await times()).map(({ text }) => text))
    .toEqual(["0秒", "30分钟", "1小时", "1小时30分钟"]);
  expect(Math.min(...(await times()).map(({ from }) => from))).toBeGreaterThanOrEqual(0);
});

test("numbers align with the right edge of their header, sorted or not", async ({ page, world }) => {
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(scenes.withFailed)}?sort=-time`);
  await hasRows(page, 200);
  const ends = await table(page).evaluate((grid) => {
    const range = document.createRange();
    const end = (node: Node | null | undefined) => {
      range.selectNodeContents(node ?? document.body);
      return Math.round(range.getBoundingClientRect().right);
    };
    return [...grid.querySelectorAll("[role=columnheader][data-align=end]")].map((header) => ({
      // The arrow follows the text.
      word: end(header.querySelector("button")?.firstChild),
      figure: end(grid.querySelector(`[aria-level] [aria-colindex="${header.getAttribute("aria-colindex")}"]`)),
    }));
  });
  expect(ends.length).toBeGreaterThan(3);
  for (const { word, figure } of ends) expect(word).toBe(figure);
});

test("the keyboard filters, selects, opens the price and rerenders", async ({ page, world }) => {
  await prefer(page, { polling: "off" });
  await page.goto(`/tasks/${world.idOf(scenes.withFailed)}`);
  await hasRows(page, 200);
  await chip(page, /Failed/).focus();
  await page.keyboard.press("Enter");
  await hasRows(page, 12);
  await table(page).getByRole("row").nth(1).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(selection(page)).toHaveText(/^2 selected/);
  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog", { name: "Rerender 2 selected frames?" });
  const confirm = dialog.getByRole("button", { name: "Rerender 2 frames" });
  await expect(confirm).toBeEnabled();
  await confirm.focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  expect(world.answered("restartFrame")).toMatchObject([
    { selectAll: 0, ids: [expect.any(Number), expect.any(Number)] },
  ]);
});

test.describe("10,000 frames", () => {
  test.use({ frames: 10_000 });

  test("load page by page with progress, and the load can be stopped and continued", async ({ page, world }) => {
    await prefer(page, { polling: "off" });
    const loaded = pagesLoaded(page);
    const letGo = await hold(page, "queryTaskFrames", ({ pageNum }) => Number(pageNum) > 30);
    await page.goto(`/tasks/${bigTask(world)}`);
    await expect(row(page, 1)).toBeVisible();
    const progress = page.getByRole("progressbar", { name: "Pages of frames loaded" });
    await expect(progress).toBeVisible();
    await expect(page.getByText("3,000 of 10,000 frames")).toBeVisible();
    // The strip has space for all frames from the start, and its keys end at the last frame.
    const size = () => strip(page).evaluate((area) => [area.clientWidth, area.clientHeight]);
    const halfway = await size();
    await strip(page).focus();
    await page.keyboard.press("End");
    await expect(page.locator("#strip-focus")).toHaveText(/^Frame 3000 /);
    await page.getByRole("button", { name: "Cancel" }).click();
    const paused = page.getByText(/^Loading cancelled at 3,000 of 10,000 frames/);
    await expect(paused).toBeVisible();
    await expect(progress).toBeHidden();
    letGo();
    await page.getByRole("button", { name: "Continue" }).click();
    await hasRows(page, 10_000);
    await expect(paused).toBeHidden();
    expect(await size()).toEqual(halfway);
    // Loaded pages are not requested again.
    expect(loaded.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  test("are rerendered with one request, without loading every page before or after", async ({ page, world }) => {
    await prefer(page, { polling: "off" });
    await page.goto(`/tasks/${bigTask(world)}`);
    await hasRows(page, 10_000);
    await expect(page.getByRole("progressbar")).toBeHidden();
    const loaded = pagesLoaded(page);
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Rerender all 10,000 frames…" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText(/[\d,]+ frames have ended \([\d,]+ finished\)/);
    await dialog.getByRole("checkbox").check();
    await dialog.getByRole("button", { name: "Rerender all 10,000 frames" }).click();
    await expect(page.getByText(/^Rerendering [\d,]+ frames$/)).toBeVisible();
    expect(world.answered("restartFrame")).toMatchObject([{ taskId: bigTask(world), selectAll: 1 }]);
    expect(loaded.length).toBeLessThanOrEqual(24);
    // Each refresh reloads a bounded number of the older pages, and the page says so.
    await expect(page.getByText(/^[\d,]+ frames were loaded before frames were restarted/)).toBeVisible();
    await expect(async () => {
      await page.getByRole("button", { name: "Refresh" }).click();
      await expect(chip(page, /^\D*Finished ?0$/)).toBeVisible({ timeout: 1000 });
    }).toPass();
    await expect(page.getByText(/were loaded before frames were restarted/)).toBeHidden();
  });

  test("a failed page hides no other and is requested again alone", async ({ page, world }) => {
    await prefer(page, { polling: "off" });
    let failing = true;
    await page.route("**/queryTaskFrames", async (route) => {
      if (failing && route.request().postDataJSON().pageNum === 37)
        await route.fulfill({
          json: { version: "1", result: false, code: 500, message: "oops", data: null, serverTime: 0 },
        });
      else await route.continue();
    });
    await page.goto(`/tasks/${bigTask(world)}`);
    const alert = page.getByRole("alert").filter({ hasText: "Page 37 is missing. All other frames are shown." });
    await expect(alert).toBeVisible({ timeout: 60_000 });
    await hasRows(page, 9900);
    const loaded = pagesLoaded(page);
    failing = false;
    await alert.getByRole("button", { name: "Load page" }).click();
    await hasRows(page, 10_000);
    await expect(alert).toBeHidden();
    expect(loaded).toEqual([37]);
  });
});

test.describe("axe", () => {
  test.use({ viewport: { width: 1440, height: 640 } });

  test("has no serious finding in either theme", async ({ page, world }) => {
    test.slow();
    await prefer(page, { polling: "off" });
    await page.goto(`/tasks/${world.idOf(scenes.renderingLayers)}`);
    await expect(page.getByRole("tab").first()).toBeVisible();
    await table(page).getByRole("row").nth(1).getByRole("checkbox").click();
    await expectNothingSeriousInThemes(page, "a layer");
    await page.goto(`/tasks/${world.idOf(scenes.rendering)}?search=24`);
    await expect(page.getByText("* loaded frames only")).toBeVisible();
    await expectNothingSeriousInThemes(page, "a search");
    await page.goto(`/tasks/${world.idOf(scenes.withFailed)}?status=failed&color=time`);
    await page.getByRole("button", { name: /^Rerender 12 failed/ }).click();
    await expect(page.getByRole("dialog").getByRole("button", { name: "Rerender 12 failed frames" })).toBeEnabled();
    await expectNothingSeriousInThemes(page, "the rerender dialog");
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the page does not scroll sideways and rerenders failed frames", async ({ page, world }) => {
    await prefer(page, { polling: "off" });
    await page.goto(`/tasks/${world.idOf(scenes.withFailed)}?status=failed`);
    await hasRows(page, 12);
    // An inner element scrolls, so the document never overflows.
    const overflow = () => page.getByRole("main").evaluate((main) => main.scrollWidth - main.clientWidth);
    const button = page.getByRole("button", { name: /^Rerender 12 failed/ });
    expect(await overflow()).toBeLessThanOrEqual(0);
    await expect(table(page).getByRole("row").nth(1)).toBeInViewport();
    await expect(button).toBeInViewport({ ratio: 1 });
    await table(page).getByRole("row").nth(1).getByRole("checkbox").tap();
    await expect(selection(page)).toBeVisible();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await expect(button).toBeInViewport({ ratio: 1 });
    await button.tap();
    const confirm = page.getByRole("dialog").getByRole("button", { name: "Rerender 12 failed frames" });
    await expect(confirm).toBeInViewport();
    await confirm.tap();
    await expect(page.getByRole("dialog")).toBeHidden();
    await page.getByRole("button", { name: "Zoom in" }).tap();
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});
