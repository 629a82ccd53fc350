/** The built page and server in front of an account that may see neither balance nor charges, in both dialects. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { amountsInText } from "../app/test/amounts";
import { expect, test } from "./fixtures";

const FAILED = "robot_s040_sh0110_fx_v003.ma";

/** Amounts in the visible text, as on screen or on paper, in attributes, and in the title. */
async function amountsOn(page: Page): Promise<readonly string[]> {
  const texts = async () => {
    const attributes = await page.evaluate(() =>
      [...document.querySelectorAll("[title], [aria-label]")].flatMap((element) => [
        element.getAttribute("title") ?? "",
        element.getAttribute("aria-label") ?? "",
      ]),
    );
    return [await page.title(), await page.locator("body").innerText(), ...attributes];
  };
  const onScreen = await texts();
  await page.emulateMedia({ media: "print" });
  const onPaper = await texts();
  await page.emulateMedia({ media: "screen" });
  return [...onScreen, ...onPaper].flatMap(amountsInText);
}

for (const dialect of ["2018", "current"] as const)
  test.describe(dialect, () => {
    test.use({ dialect });

    test("shows no amount on any page, in any size, file or print", async ({ page, tasksPage: tasks, world }) => {
      const none = async (place: string) =>
        expect(await amountsOn(page), `amounts in ${place}, ${page.viewportSize()?.width} px`).toEqual([]);
      const url = `/tasks?q=robot_s040&sort=-cost&columns=status,scene,cost,accountCost,couponCost,arrears`;

      await page.goto(url);
      await tasks.row(FAILED).waitFor();
      // Before it is hidden, the same place shows amounts: the test would see them.
      await expect.poll(() => amountsOn(page)).not.toEqual([]);
      Object.assign(world.farm.account, { hidesBalance: true, hidesCharges: true });

      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(url);
        await tasks.row(FAILED).waitFor();
        await page.waitForLoadState("networkidle");
        await none("the columns of Tasks");
        await page.goto(`${url}&task=${world.idOf(FAILED)}`);
        await page.getByRole("complementary", { name: "Task details" }).waitFor();
        await none("the task panel");
        await page.goto(`/tasks/${world.idOf(FAILED)}?color=cost&sort=-cost`);
        await page.getByRole("button", { name: /^Rerender 12 failed/ }).click();
        await page.getByRole("dialog").waitFor();
        await none("the rerender of frames");
        await page.goto("/monitor?since=7d");
        await page.getByRole("article").first().waitFor();
        await none("Monitor");
        await page.goto("/settings?section=account");
        await page
          .getByText("The account hides its balance (hideBalance): balance and coupon are not shown.")
          .waitFor();
        await none("the account");
      }

      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(url);
      await tasks
        .row(FAILED)
        .getByRole("button", { name: /^Actions for / })
        .click();
      await page.getByRole("menuitem", { name: /^Rerender 12 failed/ }).click();
      await page.getByRole("dialog").waitFor();
      await none("the rerender of a task");
      await page.keyboard.press("Escape");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        (async () => {
          await page.getByRole("button", { name: "More", exact: true }).click();
          await page.getByRole("menuitem", { name: /^Export/ }).click();
        })(),
      ]);
      expect(amountsInText(await readFile(await download.path(), "utf8"))).toEqual([]);
      await page.getByRole("button", { name: "More", exact: true }).click();
      await page.getByRole("menuitem", { name: /^Report/ }).click();
      await page.getByRole("article").waitFor();
      await none("the report");
    });
  });
