/** A walk through one tab that reaches every part that loads on demand, in the current dialect. */
import { expect, type Page } from "@playwright/test";
import { partFiles } from "../tools/loaded-files";
import type { World } from "../world";
import { scenes, tasksPage } from "./tasks";

/** A task with frames in tiles. */
const tiles = "庭院鸟瞰_黄昏_v007.max";
/** The farm's code for a balance that is too low. */
const LOW_BALANCE = 507;

/** Parts of a server with several accounts (e2e/accounts.spec.ts). */
const severalAccounts = /^app\/(?:accounts\/|shell\/account-switch|i18n\/en\/accounts)/;

/** Sources of the parts that the page has not loaded; the messages of the other language are not asked for. */
export function watchParts(page: Page): () => readonly string[] {
  const loaded = new Set<string>();
  page.on("response", (response) => {
    if (response.ok()) loaded.add(new URL(response.url()).pathname.slice(1));
  });
  return () =>
    [...partFiles()].flatMap(([source, file]) =>
      source.startsWith("app/i18n/zh/") || severalAccounts.test(source) || loaded.has(file) ? [] : [source],
    );
}

/** Starts on Tasks and never loads the page anew. */
export async function walkEveryPart(page: Page, world: World): Promise<void> {
  const tasks = tasksPage(page);
  const { dialog, menu } = tasks;
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
  const dismiss = async () => {
    await page.keyboard.press("Escape");
    await expect(dialog.or(menu)).toBeHidden();
  };
  const opens = async (text: string | RegExp) => {
    await expect(dialog).toContainText(text);
    await dismiss();
  };
  /** As Back and Forward do: most of these addresses have no link on the page before. */
  const goTo = (address: string) =>
    page.evaluate((url) => {
      history.pushState(null, "", url);
      dispatchEvent(new PopStateEvent("popstate"));
    }, address);

  await page.keyboard.press("?");
  await opens("Keyboard shortcuts");
  await page.keyboard.press("Control+k");
  await expect(dialog).toBeVisible();
  await dismiss();
  for (const name of ["Project", "Views"]) {
    await page.locator("header").getByRole("button", { name, exact: true }).click();
    await expect(dialog).toBeVisible();
    await dismiss();
  }
  await tasks.toggleStates();
  for (const [entry, text] of [
    ["New task…", "New task"],
    ["Columns…", "Columns"],
    ["Deleted tasks…", "Deleted tasks"],
  ] as const) {
    await button("More").click();
    await page.getByRole("menuitem", { name: entry }).click();
    await opens(text);
  }
  await button("More").click();
  await page.getByRole("menuitem", { name: "Report…" }).click();
  await expect(page.getByRole("main").getByRole("article")).toBeVisible();
  await page.goBack();
  await expect(tasks.rows.nth(1)).toBeVisible();
  await tasks.statusLine.getByRole("button", { name: /otification/ }).click();
  await expect(page.getByText(/No notifications yet/)).toBeVisible();
  await page.keyboard.press("Escape");

  await tasks.rows.nth(1).click({ button: "right" });
  await expect(menu).toBeVisible();
  await dismiss();
  await tasks.select(scenes.rendering);
  await tasks.selectionBar.getByRole("button", { name: "Change 1…" }).click();
  await opens("Now 24 h");
  await tasks.selectionBar.getByRole("button", { name: "Errors by message" }).click();
  await opens("Errors by message of 1 task");
  world.faults.set("stopTask", { kind: "refuse", code: LOW_BALANCE }, { times: 1 });
  await tasks.selectionBar.getByRole("button", { name: "Stop 1" }).click();
  await tasks.confirm("Stop 1 task");
  await expect(dialog.getByRole("link", { name: "Account" })).toBeVisible();
  await dismiss();
  await goTo("/tasks?group=needsYou&view=*needsYou");
  await expect(page.getByRole("region", { name: "What needs you" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Needs you" })).toBeVisible();
  await page.getByRole("radio", { name: "Message" }).check();
  await expect(page.getByRole("list", { name: "Messages" }).getByRole("listitem").first()).toBeVisible();
  await page.getByRole("radio", { name: "Node" }).check();
  await page
    .getByRole("listitem")
    .filter({ hasText: /\d of \d+ frames failed/ })
    .first()
    .getByRole("button", { name: /^Rerender \d+ failed frame/ })
    .click();
  await opens(/Rerender \d+ failed frame/);
  await goTo("/tasks?failed=24h");
  await expect(page.getByRole("region", { name: /^Failed frames · / })).toBeVisible();
  await goTo("/tasks?group=needsYou&q=no+such+task");
  await expect(page.getByText("Nothing among the filtered tasks needs you")).toBeVisible();
  await goTo(`/tasks?compare=${world.idOf(scenes.rendering)},${world.idOf(scenes.stopped)}`);
  await opens("Compare tasks");
  await tasks.read(scenes.stopped);
  await expect(tasks.panel.getByText("History", { exact: true })).toBeVisible();
  await tasks.panel.getByRole("button", { name: "I’m on it" }).click();
  await dialog.getByLabel("Name").fill("Lin Wei");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(tasks.row(scenes.stopped).getByText("LW")).toBeVisible();
  await tasks.panel.getByRole("button", { name: "Output files…" }).click();
  await dialog.getByRole("table").getByRole("button").first().click();
  await opens(/files?/);
  await tasks.panel.getByRole("button", { name: "Clone…" }).click();
  await opens("Reserve id for the clone");

  await goTo(`/tasks?columns=status,scene,outputs&q=${world.idOf(scenes.specFinished)}`);
  await tasks.read(scenes.specFinished);
  await expect(tasks.panel.getByRole("region", { name: "Rendered files" })).toBeVisible();
  world.faults.set("getTaskList", { kind: "malformedRow" });
  await tasks.statusLine.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText(/of the farm’s response (?:is|are) not readable/)).toBeVisible();
  world.faults.clear();

  const frames = page.getByRole("treegrid", { name: "Frames" });
  await goTo(`/tasks/${world.idOf(scenes.withFailed)}?status=failed`);
  await expect(frames).toBeVisible();
  await expect(button(/▲ 10\.60/)).toBeVisible();
  await button("Errors by message").click();
  await expect(page.getByRole("complementary", { name: "Errors by message" })).toContainText("12 of 12 failed frames");
  await button("Errors by message").click();
  await button(/^Rerender 12 failed frames/).click();
  await opens("Rerender 12 failed frames");
  await frames.getByRole("row").nth(1).click({ button: "right" });
  await expect(menu).toBeVisible();
  await dismiss();
  await frames
    .getByRole("button", { name: /^Log of frame/ })
    .first()
    .click();
  const log = page.getByRole("complementary", { name: /^Log of frame/ });
  await expect(log.getByText(/ERROR \d{5}/).first()).toBeVisible();
  await log.getByRole("button", { name: "Close" }).click();
  await goTo(`/tasks/${world.idOf(scenes.rendering)}?status=hung`);
  await expect(page.getByRole("button", { name: /^.?Hung \/ slow/ })).toHaveAttribute("aria-pressed", "true");
  await goTo(`/tasks/${world.idOf(scenes.withFailed)}?with=${world.idOf(scenes.specFinished)}.side`);
  await opens("Compare pictures");
  await goTo(`/tasks/${world.idOf(scenes.withFailed)}?sheet=medium`);
  await expect(page.getByRole("grid", { name: "Pictures of the frames" })).toBeVisible();
  await goTo(`/tasks/${world.idOf(scenes.withFailed)}?play=24`);
  await opens("Playback");
  await goTo(`/tasks/${world.idOf(scenes.withFailed)}?pictures=on&range=3`);
  await button(/^Picture of frame 3\b/).click();
  await expect(page.getByRole("region", { name: "Picture of frame 3", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await goTo(`/tasks/${world.idOf(tiles)}?status=rendering`);
  await expect(frames.getByRole("row").nth(1)).toContainText("Rendering");
  await frames.getByRole("row").nth(1).click({ button: "right" });
  await page.getByRole("menuitem", { name: /^Stop and rerender/ }).click();
  await opens("Stop and rerender");
  await goTo(`/tasks/${world.idOf(tiles)}`);
  await button("Stop frames").click();
  await page.getByRole("menuitem", { name: "Stop 4 rendering…" }).click();
  await opens("Stop 4 rendering frames?");
  await button("Tiles").click();
  await expect(page.getByRole("complementary", { name: "Progress of tiles" }).getByText("100%").first()).toBeVisible();

  for (const [address, heading, lastPart] of [
    ["/monitor", "Monitor", page.getByRole("img", { name: /frames/i })],
    ["/history", "History", page.getByRole("main").getByRole("figure")],
    ["/environments?software=2001&env=max2018_corona&versions=open", "Environments", page.getByRole("table")],
    ["/settings?section=team", "Settings", page.getByText("everybody is a manager")],
    ["/settings?section=record", "Settings", page.getByRole("table", { name: "Operation record" })],
    ["/settings?section=tokens", "Settings", button("New token")],
  ] as const) {
    await goTo(address);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeAttached();
    await expect(lastPart.first()).toBeVisible();
    if (heading !== "Environments") continue;
    await opens("Versions of max2018_corona");
    await button("Deleted…").click();
    await opens("Deleted environments");
  }

  await goTo("/settings?section=preferences");
  await page.getByRole("radio", { name: "7 days before" }).check();

  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await tasks.statusLine.getByRole("button", { name: /theme$/ }).click();
}
