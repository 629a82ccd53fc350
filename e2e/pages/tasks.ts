/** Locators and actions of the Tasks page, by role and name. */
import { expect, type Locator, type Page } from "@playwright/test";

/** Scenes of the farm that tests use by name; each is the only one in its state. */
export const scenes = {
  specFinished: "衣帽间.max",
  specStopped: "3d66.com_593362_2018.max",
  rendering: "dragon_s010_sh0200_lighting_v012.ma",
  renderingLayers: "city_s030_sh0040_lighting_v021.ma",
  alsoRendering: "tvc_s001_sh0010_lighting_v008.c4d",
  waiting: "售楼处大堂_清晨_v002.max",
  withFailed: "robot_s040_sh0110_fx_v003.ma",
  stopped: "forest_s011_sh0090_lighting_v006.ma",
  timedOut: "ocean_s005_sh0020_fx_v014.hip",
  unknown: "__proto__.ma",
} as const;

export type TasksPage = ReturnType<typeof tasksPage>;

export function tasksPage(page: Page) {
  const grid = page.getByRole("treegrid", { name: "Tasks" });
  const row = (name: string) => grid.getByRole("row", { name, exact: true });
  const rows = grid.getByRole("row");
  const search = page.getByRole("searchbox");
  const dialog = page.getByRole("dialog");
  return {
    grid,
    rows,
    row,
    search,
    dialog,
    panel: page.getByRole("complementary", { name: "Task details" }),
    menu: page.getByRole("menu"),
    selectionBar: page.getByRole("region", { name: "Selected tasks" }),
    statusLine: page.getByRole("contentinfo"),
    alert: page.getByRole("main").locator("..").locator("..").getByRole("alert"),
    group: (name: RegExp | string) => page.getByRole("group", { name: "Groups" }).getByRole("button", { name }),
    /** Checks or unchecks states of the filter by status. */
    toggleStates: async (...names: RegExp[]) => {
      await page
        .getByRole("banner")
        .getByRole("button", { name: /^Status/ })
        .click();
      for (const name of names)
        await page.getByRole("group", { name: "Status" }).getByRole("checkbox", { name }).click();
      await page.keyboard.press("Escape");
    },
    openNewTask: async () => {
      await page.getByRole("button", { name: "More", exact: true }).click();
      await page.getByRole("menuitem", { name: "New task…" }).click();
    },
    /** Opens the page and waits for the first row. */
    open: async (parameters = "") => {
      await page.goto(`/tasks${parameters}`);
      await expect(rows.nth(1)).toBeVisible();
    },
    /** Names of the rendered task rows, from top to bottom. */
    order: async (): Promise<string[]> => {
      const positions = await rows.evaluateAll((all) =>
        all
          .filter((one) => one.hasAttribute("aria-level"))
          .map((one) => [Number(one.getAttribute("aria-rowindex")), one.getAttribute("aria-label") ?? ""] as const),
      );
      return positions.sort((a, b) => a[0] - b[0]).map(([, name]) => name);
    },
    /** Opens the side panel with a click on the name, because other cells can have links. */
    read: (name: string) => row(name).getByRole("gridcell").nth(2).click(),
    /** Checks the box of the row. */
    select: (name: string) => row(name).getByRole("checkbox").click(),
    /** Opens the menu of the row with its button and chooses an entry. */
    act: async (name: string, entry: string | RegExp) => {
      await row(name)
        .getByRole("button", { name: `Actions for ${name}` })
        .click();
      await page.getByRole("menuitem", { name: entry }).click();
      await expect(dialog).toBeVisible();
    },
    /** Clicks a button of the dialog. */
    confirm: (name: string | RegExp) => dialog.getByRole("button", { name }).click(),
    focused: (): Locator => page.locator(":focus"),
  };
}
