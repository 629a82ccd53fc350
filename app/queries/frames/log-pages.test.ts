import { describe, expect, it } from "vitest";
import { frameLogPageSchema, logLines } from "../../protocol/frames/frame-log";
import { emptyFrameLog, type FrameLog, isLogRead, nextLogPages, withLogPages } from "./log-pages";

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
  } while (start < log.pageCount);
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

  it("is one empty page for a frame that has not run", () => {
    const { log, requested } = readAll(serveLog("", 1));
    expect([log.pages.length, requested]).toEqual([1, [1]]);
    expect(logLines(log.pages)).toEqual([]);
    expect(isLogRead(log)).toBe(true);
  });
});
