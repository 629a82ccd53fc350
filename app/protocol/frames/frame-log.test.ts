import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FrameLogPage, frameLogPageSchema, logLines, parseLogLine } from "./frame-log";
import { plainLog } from "./plain-log";

const page = (size: number, rows: readonly string[], pageNum = 1): FrameLogPage =>
  frameLogPageSchema.parse({ pageCount: 2, pageNum, total: 29_967, size, items: rows });

describe("the lines of a log", () => {
  it("are complete wherever the pages are cut", () => {
    const line = fc.string({ unit: fc.constantFrom("a", " ", "错", "1"), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.integer({ min: 1, max: 9 }), (lines, size) => {
        const text = `${lines.join("\n")}\n`;
        const count = Math.ceil(text.length / size);
        const pages = Array.from({ length: count }, (_, index) =>
          page(size, text.slice(index * size, (index + 1) * size).split("\n")),
        );
        expect(logLines(pages)).toEqual(lines);
      }),
    );
  });

  it("stay separate when the pages are cut between lines", () => {
    expect(logLines([page(16_384, ["one", "two"]), page(16_384, ["three"], 2)])).toEqual(["one", "two", "three"]);
  });

  it("are empty for an empty or missing log", () => {
    expect(logLines([])).toEqual([]);
    expect(logLines([page(16_384, [])])).toEqual([]);
    expect(logLines([frameLogPageSchema.parse({ items: null })])).toEqual([]);
  });

  it("include empty lines, as in the example of the documentation", () => {
    expect(logLines([page(16_384, ["", "", "====maxlog====", "", "---- 3ds Max Log File ----"], 0)])).toHaveLength(5);
  });
});

describe("a line of a log", () => {
  it.each([
    ["[12:00:01] ERROR 20001: Maya could not start", "error", "20001"],
    ["Error: cannot find plug-in (code 25010)", "error", "25010"],
    ["渲染错误 15005", "error", "15005"],
    ["Traceback (most recent call last):", "error", null],
    ["render finished with 0 errors", "other", null],
    ["WARNING: texture is missing", "warning", null],
    ["wrote 20001 samples", "other", null],
    ["", "other", null],
  ])("%j is %s with code %s", (line, kind, errorCode) => {
    expect(parseLogLine(line)).toEqual({ kind, errorCode });
  });
});

const lineOf = (text: string) => logLines([page(1000, [text])])[0] ?? "";

describe("control characters of a terminal", () => {
  it.each([
    ["\u001b[31mERROR \u001b[0m: texture missing", "ERROR : texture missing", "error"],
    ["\u001b[1;33mwarning\u001b[m: slow", "warning: slow", "warning"],
    ["\u001b]0;title\u0007done", "done", "other"],
    ["\u001b[2K\u001b[1Gprogress 5%\u0008\u0008", "progress 5%", "other"],
    ["\u009b32mok\u001b(B", "ok", "other"],
    ["a\tb", "a\tb", "other"],
  ])("of %j are not shown", (text, shown, kind) => {
    expect(lineOf(text)).toBe(shown);
    expect(parseLogLine(lineOf(text)).kind).toBe(kind);
  });

  it("leave every other text as it is, and the number of lines", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ -~衣é]*$/)), (lines) => {
        expect(plainLog(lines.join("\n"))).toBe(lines.join("\n"));
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => plainLog(text).split("\n").length === text.split("\n").length));
  });
});
