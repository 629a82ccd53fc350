import { describe, expect, it } from "vitest";
import { frameLogPageSchema, logLines } from "../../protocol/frames/frame-log";
import { emptyFrameLog, type FrameLog, isLogRead, nextLogPages, withLogPages } from "./log-pages";

const SIZE = 10;

/** A farm that holds this text and counts its pages from `first` on. */
function farmOf(text: string, first: number) {
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

/** Reads as frame-further.ts does; returns the log and the pages asked for. */
function readAll(ask: ReturnType<typeof farmOf>, known: FrameLog = emptyFrameLog) {
  const asked: number[] = [];
  let log = known;
  let start = Math.max(0, log.pages.length - 1);
  do {
    const pages = nextLogPages(log, start, 4).map((index) => {
      asked.push(log.firstPage + index);
      return ask(log.firstPage + index);
    });
    log = withLogPages(log, start, pages);
    start = log.pages.length;
  } while (start < log.pageCount);
  return { log, asked };
}

const text = Array.from({ length: 12 }, (_, index) => `line ${index + 1}\n`).join("");
const lines = text.trimEnd().split("\n");

describe("reading a log", () => {
  it.each([1, 0])("comes to the same lines whether its pages count from %d", (first) => {
    const { log } = readAll(farmOf(text, first));
    expect(logLines(log.pages)).toEqual(lines);
    expect(log).toMatchObject({ firstPage: first, total: text.length });
    expect(isLogRead(log)).toBe(true);
  });

  it.each([1, 0])("of one page works from %d too", (first) => {
    expect(logLines(readAll(farmOf("one\ntwo\n", first)).log.pages)).toEqual(["one", "two"]);
  });

  it("again asks for the last page and what came after it", () => {
    const { log } = readAll(farmOf(text.slice(0, 35), 1));
    const again = readAll(farmOf(text, 1), log);
    expect(again.asked[0]).toBe(4);
    expect(again.asked).toEqual([...new Set(again.asked)]);
    expect(logLines(again.log.pages)).toEqual(lines);
  });

  it("starts over when the log became shorter: the frame was started again", () => {
    const { log } = readAll(farmOf(text, 1));
    expect(logLines(readAll(farmOf("again\n", 1), log).log.pages)).toEqual(["again"]);
  });

  it("of a frame that has not run finds nothing", () => {
    const { log, asked } = readAll(farmOf("", 1));
    expect([log.pages.length, asked]).toEqual([1, [1]]);
    expect(logLines(log.pages)).toEqual([]);
    expect(isLogRead(log)).toBe(true);
  });
});
