import { describe, expect, it } from "vitest";
import { frameLogPageSchema, logLines } from "../../protocol/frames/frame-log";
import { emptyFrameLog, type FrameLog, isLogRead, MAX_LOG_PAGES, nextLogPages, withLogPages } from "./log-pages";

const SIZE = 10;

/** The pages of a log with this text, numbered from `first` on. */
function serveLog(text: string, first: number) {
  const pageCount = Math.ceil(text.length / SIZE);
  return (pageNum: number) => {
    const start = (pageNum - first) * SIZE;
    const part = start < 0 ? "" : text.slice(start, start + SIZE);
    return frameLogPageSchema.parse({
      pageCount,
      pageNum,
      total: text.length,
      size: SIZE,
      items: part ? part.split("\n") : [],
    });
  };
}

/** Loads a log like frame-log-query.ts, without a network. Returns the log and the numbers of the requested pages. */
function readAll(pageAt: ReturnType<typeof serveLog>, cached: FrameLog = emptyFrameLog) {
  const requested: number[] = [];
  let log = cached;
  let start = Math.max(0, log.pages.length - 1);
  do {
    const pages = nextLogPages(log, start, 4).map((index) => {
      requested.push(log.firstPage + index);
      return pageAt(log.firstPage + index);
    });
    log = withLogPages(log, start, pages);
    start = log.pages.length;
  } while (!log.isEnded);
  return { log, requested };
}

const text = Array.from({ length: 12 }, (_, index) => `line ${index + 1}\n`).join("");
const lines = text.trimEnd().split("\n");

describe("a log that is read page by page", () => {
  it.each([1, 0])("has the same lines when its pages are numbered from %d", (first) => {
    const { log } = readAll(serveLog(text, first));
    expect(logLines(log.pages)).toEqual(lines);
    expect(log).toMatchObject({ firstPage: first, total: text.length });
    expect(isLogRead(log)).toBe(true);
  });

  it.each([1, 0])("of one page is read when its pages are numbered from %d", (first) => {
    expect(logLines(readAll(serveLog("one\ntwo\n", first)).log.pages)).toEqual(["one", "two"]);
  });

  it("continues with its last page and the pages after it", () => {
    const { log } = readAll(serveLog(text.slice(0, 35), 1));
    const extended = readAll(serveLog(text, 1), log);
    expect(extended.requested[0]).toBe(4);
    expect(extended.requested).toEqual([...new Set(extended.requested)]);
    expect(logLines(extended.log.pages)).toEqual(lines);
  });

  it("starts over when it became shorter, because the frame was restarted", () => {
    const { log } = readAll(serveLog(text, 1));
    expect(logLines(readAll(serveLog("second run\n", 1), log).log.pages)).toEqual(["second run"]);
  });

  it("has all lines when the farm counts from 1 and too many pages, more characters, and nothing at 0", () => {
    const pageAt = serveLog(text, 1);
    const { log } = readAll((pageNum) => ({ ...pageAt(pageNum), pageCount: 40, total: text.length + 20 }));
    expect(logLines(log.pages)).toEqual(lines);
    expect(log.firstPage).toBe(1);
  });

  it("stops at a bound when there is always another page", () => {
    const endless = { pageCount: 2_147_483_647, total: 2_147_483_647, size: SIZE };
    const { log, requested } = readAll((pageNum) =>
      frameLogPageSchema.parse({ ...endless, pageNum, items: [`line ${pageNum}`, ""] }),
    );
    expect(log.pages).toHaveLength(MAX_LOG_PAGES);
    expect(requested).toHaveLength(MAX_LOG_PAGES);
    expect(log.isCut).toBe(true);
    const counted = readAll((pageNum) => frameLogPageSchema.parse({ pageNum, items: [`line ${pageNum}`, ""] }));
    expect(counted.requested).toHaveLength(MAX_LOG_PAGES);
  });

  it("is one empty page for a frame that has not run", () => {
    const { log, requested } = readAll(serveLog("", 1));
    expect([log.pages.length, requested]).toEqual([1, [1]]);
    expect(logLines(log.pages)).toEqual([]);
    expect(isLogRead(log)).toBe(true);
  });
});

const pageOf = (content: string, members: object = {}) =>
  frameLogPageSchema.parse({ items: content === "" ? [] : content.split("\n"), size: SIZE, ...members });
const full = (letter: string) => letter.repeat(SIZE);

describe("the pages to expect", () => {
  it.each([
    ["as many as the farm counts", { pageCount: 4 }, 4],
    ["as many as its total fills", { total: 35 }, 4],
    ["the larger of both", { pageCount: 2, total: 35 }, 4],
    ["one when it counts none", {}, 1],
    ["one when the size of a page is not known", { total: 35, size: null }, 1],
    ["at most the pages that are read", { pageCount: MAX_LOG_PAGES + 1 }, MAX_LOG_PAGES],
  ])("are %s", (_, members, pageCount) => {
    expect(withLogPages(emptyFrameLog, 0, [pageOf(full("a"), members)]).pageCount).toBe(pageCount);
  });

  it("are read four at a time, and behind them one", () => {
    const log = { ...emptyFrameLog, pageCount: 6 };
    expect([0, 4, 6, 9].map((start) => nextLogPages(log, start, 4))).toEqual([[0, 1, 2, 3], [4, 5], [6], [9]]);
    expect(nextLogPages(emptyFrameLog, 0, 4)).toEqual([0]);
  });
});

describe("a log ends", () => {
  it.each([
    ["with the last counted page that completes its total", [{ pageCount: 1, total: SIZE }], true],
    ["not before its total is complete", [{ pageCount: 1, total: SIZE + 1 }], false],
    ["not before the last counted page", [{ pageCount: 2, total: SIZE }], false],
    ["not where the farm counts no characters", [{ pageCount: 1 }], false],
  ])("%s", (_, [members], isEnded) => {
    expect(withLogPages(emptyFrameLog, 0, [pageOf(full("a"), members)]).isEnded).toBe(isEnded);
  });

  it("with a page behind the counted ones that repeats the last one", () => {
    const pages = [pageOf(full("a"), { pageCount: 1 }), pageOf(full("a"), { pageCount: 1 })];
    expect(withLogPages(emptyFrameLog, 0, pages)).toMatchObject({ isEnded: true, pages: [pages[0]], ends: [SIZE] });
    const counted = pages.map((read) => ({ ...read, pageCount: 2 }));
    expect(withLogPages(emptyFrameLog, 0, counted)).toMatchObject({ isEnded: false, ends: [SIZE, 2 * SIZE] });
  });

  it("with an empty page, and malformed lines are lines", () => {
    const empty = withLogPages(emptyFrameLog, 0, [pageOf("a"), pageOf("")]);
    expect(empty).toMatchObject({ isEnded: true, isCut: false, ends: [1] });
    const odd = withLogPages(emptyFrameLog, 0, [frameLogPageSchema.parse({ items: [5], pageCount: 1 })]);
    expect(odd).toMatchObject({ isEnded: false, ends: [0] });
  });

  it("at the most pages that are read", () => {
    const pages = Array.from({ length: MAX_LOG_PAGES }, (_, index) => pageOf(`line ${index}`));
    expect(withLogPages(emptyFrameLog, 0, pages)).toMatchObject({ isCut: true, isEnded: true });
    expect(withLogPages(emptyFrameLog, 0, pages.slice(1))).toMatchObject({ isCut: false, isEnded: false });
  });
});

it("a log is the same without pages, and replaces those that are read again", () => {
  const log = withLogPages(emptyFrameLog, 0, [pageOf(full("a")), pageOf("b")]);
  expect(withLogPages(log, 1, [])).toBe(log);
  const longer = withLogPages(log, 1, [pageOf("bc", { total: 12 })]);
  expect(longer).toMatchObject({ ends: [SIZE, SIZE + 2], total: 12, firstPage: 1 });
  expect(logLines(longer.pages)).toEqual([`${full("a")}bc`]);
});
