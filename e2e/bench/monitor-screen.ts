/** The texts of the Monitor, read in one step so that they belong to the same moment. */
import type { Page } from "@playwright/test";

export type ScreenTile = {
  readonly id: number;
  readonly rank: string;
  /** The text of the state, without its glyph. */
  readonly state: string;
  readonly done: string;
  /** The label of the strip, with all frame counts. */
  readonly strip: string;
  /** "✕ 3 failed"; empty without failures. */
  readonly failed: string;
  readonly cost: string;
};

type Pair = { readonly finished: string; readonly failed: string };

export type Screen = {
  /** The time of day of the last reading, "18:01:00". */
  readonly read: string;
  readonly stale: boolean;
  readonly totals: Readonly<Record<string, string>>;
  readonly tasks: Pair;
  readonly frames: Pair;
  /** The text that says since when frames and money are counted. */
  readonly counted: string;
  readonly rate: string;
  readonly spend: string;
  /** "41 tasks" and the number of each rank, over all pages of tiles. */
  readonly heading: string;
  readonly ranks: string;
  /** The current page, from 1, and the number of pages. */
  readonly page: number;
  readonly pages: number;
  readonly tiles: readonly ScreenTile[];
  /** Ids of the tiles that say that no frame has ended for a long time. */
  readonly still: readonly number[];
};

export const readScreen = (page: Page): Promise<Screen> =>
  page.evaluate(() => {
    // One object, because the function cannot use outer variables.
    const the = {
      text: (root: Element | null | undefined, selector: string) =>
        root?.querySelector(selector)?.textContent?.trim() ?? "",
      section: (name: string) => document.querySelector(`section[aria-label="${name}"]`),
      headed: (tag: string, words: string) =>
        [...document.querySelectorAll(tag)].find((one) => one.textContent === words)?.parentElement,
      idOf: (article: Element) => Number(article.querySelector("h3 a")?.getAttribute("href")?.split("/").at(-1)),
    };
    const pair = (words: string) => {
      const [finished = "", failed = ""] = [...(the.headed("h2", words)?.querySelectorAll("dd") ?? [])].map(
        (dd) => dd.textContent,
      );
      return { finished, failed };
    };
    const wall = the.section("Active tasks");
    const [, at = "1", of = "1"] = /Page (\d+) of (\d+)/.exec(the.text(wall, "nav")) ?? [];
    const articles = [...(wall?.querySelectorAll("article") ?? [])];
    return {
      read: /Updated (\S+)/.exec(the.text(document.body, "header"))?.[1] ?? "",
      stale: document.querySelector("[data-stale], [role=alert]") !== null,
      totals: Object.fromEntries(
        [...(the.section("All frames of the account")?.querySelectorAll("dl > div") ?? [])].map((card) => [
          the.text(card, "dt"),
          the.text(card, "dd"),
        ]),
      ),
      tasks: pair("Tasks"),
      frames: pair("Frames"),
      counted: the.headed("h2", "Frames")?.lastElementChild?.textContent ?? "",
      rate: the.text(the.headed("figcaption > span", "Frames per minute"), "strong"),
      spend: the.text(the.headed("figcaption > span", "Spend"), "strong"),
      heading: the.text(wall, "h2"),
      ranks: wall?.querySelector("h2")?.nextElementSibling?.textContent ?? "",
      page: Number(at),
      pages: Number(of),
      tiles: articles.map((article) => ({
        id: the.idOf(article),
        rank: article.closest("li")?.dataset["rank"] ?? "",
        state: the.text(article, "h3 + span").replace(/^\S+ /, ""),
        done: the.text(article, "[title='Frames finished'] dd"),
        strip: article.querySelector("[role=img]")?.getAttribute("aria-label") ?? "",
        failed:
          [...article.querySelectorAll("strong")].find((one) => one.textContent.startsWith("✕"))?.textContent ?? "",
        cost: the.text(article, "[title=Cost] dd"),
      })),
      still: articles.filter((article) => article.textContent.includes("no frame ended for")).map(the.idOf),
    };
  });
