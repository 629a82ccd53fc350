/** The texts of the Monitor, read in one step so that they belong to the same moment. */
import type { Page } from "@playwright/test";

export type ScreenRow = {
  readonly id: number;
  readonly band: string;
  /** "3 failed"; empty in the first band and without failures. */
  readonly failed: string;
  /** The label of the bar, with all frame counts; empty in the first band. */
  readonly bar: string;
};

export type Screen = {
  /** The time of day of the last reading, "18:01:00". */
  readonly read: string;
  readonly stale: boolean;
  readonly totals: Readonly<Record<string, string>>;
  /** Frames that failed since the chosen hour. */
  readonly failed: string;
  readonly rate: string;
  readonly spend: string;
  /** Tasks without trouble, and finished ones, as one text. */
  readonly fine: string;
  /** The current page, from 1, and the number of pages. */
  readonly page: number;
  readonly pages: number;
  readonly rows: readonly ScreenRow[];
  /** Ids of the tasks that say that no frame has ended for a long time. */
  readonly still: readonly number[];
};

export const readScreen = (page: Page): Promise<Screen> =>
  page.evaluate(() => {
    // One object, because the function cannot use outer variables.
    const the = {
      text: (root: Element | null | undefined, selector: string) =>
        root?.querySelector(selector)?.textContent?.trim() ?? "",
      section: (name: string) => document.querySelector(`section[aria-label="${name}"]`),
      idOf: (article: Element) => Number(article.querySelector("h3 a")?.getAttribute("href")?.split("/").at(-1)),
    };
    const wall = the.section("Tasks that need you");
    const headline = the.section("Now and since the chosen hour");
    const figures = [...(headline?.querySelectorAll("strong") ?? [])];
    const figure = (name: string) =>
      figures.find((value) => value.nextElementSibling?.textContent.includes(name))?.textContent ?? "";
    const [, at = "1", of = "1"] = /Page (\d+) of (\d+)/.exec(the.text(wall, "nav")) ?? [];
    const articles = [...(wall?.querySelectorAll("article") ?? [])];
    return {
      read: /Updated (\d\d:\S+)/.exec(document.body.textContent)?.[1] ?? "",
      stale: document.querySelector("[data-stale], [role=alert]") !== null,
      totals: Object.fromEntries(
        [...(the.section("All frames of the account")?.querySelectorAll("dl > div") ?? [])].map((card) => [
          the.text(card, "dt"),
          the.text(card, "dd"),
        ]),
      ),
      failed: figure("frames failed"),
      rate: figure("frames/min"),
      spend: /(¥[\d.,]+) spent/.exec(headline?.textContent ?? "")?.[1] ?? "",
      fine: the.text(the.section("Tasks without trouble"), "h2 span"),
      page: Number(at),
      pages: Number(of),
      rows: articles.map((article) => ({
        id: the.idOf(article),
        band: article.closest("li")?.dataset["band"] ?? "",
        failed: /(?:^|\D)([\d,]+ failed)(?: ·|$)/.exec(the.text(article, "h3 + span"))?.[1] ?? "",
        bar: article.querySelector("[role=img]")?.getAttribute("aria-label") ?? "",
      })),
      still: articles.filter((article) => article.textContent.includes("no frame ended for")).map(the.idOf),
    };
  });
