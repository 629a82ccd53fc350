// @vitest-environment jsdom
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeNode, makeShell } from "../test/make-task";
import { csvCell, tasksToCsv } from "./csv";
import { taskColumns } from "./task-columns";

/** Cells of a CSV text by RFC 4180. */
function readCsv(text: string): string[][] {
  const lines: string[][] = [[]];
  for (let at = 0; at < text.length; ) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(text.slice(at));
    const plain = /^[^,\r\n"]*/.exec(text.slice(at));
    lines.at(-1)?.push(quoted ? (quoted[1] ?? "").replaceAll('""', '"') : (plain?.[0] ?? ""));
    at += (quoted ?? plain)?.[0].length ?? 0;
    if (text[at] === ",") at += 1;
    else {
      at += 2;
      if (at < text.length) lines.push([]);
    }
  }
  return lines;
}

describe("a cell", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x","y")'])(
    "defuses the formula %j",
    (text) => {
      expect(readCsv(`${csvCell(text)}\r\n`)).toEqual([[`'${text}`]]);
    },
  );

  it("leaves numbers alone, negative ones too, and nothing empty", () => {
    expect([csvCell(-3.5), csvCell(0), csvCell(null), csvCell("")]).toEqual(["-3.5", "0", "", ""]);
  });

  it("reads back as it was, whatever it holds", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 }).filter((one) => !/^[=+\-@\t\r]/.test(one));
    const hostile = fc.stringMatching(/^[a",\r\n衣 ]*$/).filter((one) => !one.startsWith("\r"));
    fc.assert(
      fc.property(fc.array(fc.oneof(text, hostile), { minLength: 1, maxLength: 5 }), (cells) => {
        expect(readCsv(`${cells.map(csvCell).join(",")}\r\n`)).toEqual([cells]);
      }),
    );
  });
});

describe("the tasks as CSV", () => {
  const nodes = [
    makeShell({ id: 1, sceneName: "=cmd|' /C calc'!A0", submittedMs: Date.UTC(2026, 10, 1, 12) }, [
      { id: 11, sceneName: "a", statusCode: 25, cost: 8.27 },
    ]),
    makeNode({ id: 2, sceneName: '客厅, "夜景".max', cost: null }),
  ];
  const wanted = ["select", "scene", "cost", "submitted", "menu"];
  const csv = tasksToCsv(nodes, {
    columns: wanted.flatMap((id) => taskColumns.filter((column) => column.id === id)),
    titleOf: ({ id }) => id.toUpperCase(),
    wordsOf: (column, node) => (column.id === "scene" && node.task.id === 11 ? "words" : undefined),
    levelTitle: "Level",
    nowMs: 0,
  });

  it("begins with a byte order mark and ends its lines with CRLF", () => {
    expect(csv.startsWith("\uFEFF")).toBe(true);
    expect(csv.endsWith("\r\n")).toBe(true);
    expect(csv.replaceAll("\r\n", "")).not.toContain("\n");
  });

  it("has a line for every task and layer, without columns that hold only controls", () => {
    expect(readCsv(csv.slice(1))).toEqual([
      ["Level", "SCENE", "COST", "SUBMITTED"],
      ["1", "'=cmd|' /C calc'!A0", "8.27", "2026-11-01T12:00:00.000Z"],
      ["2", "words", "8.27", ""],
      ["1", '客厅, "夜景".max', "", ""],
    ]);
  });
});
