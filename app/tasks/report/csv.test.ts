// @vitest-environment jsdom
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { makeNode, makeShell } from "../../test/make-task";
import { taskColumns } from "../grid/task-columns";
import { csvCell, csvFields, tasksToCsv } from "./csv";

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
    "escapes the formula %j",
    (text) => {
      expect(readCsv(`${csvCell(text)}\r\n`)).toEqual([[`'${text}`]]);
    },
  );

  it("writes numbers as they are, negative ones too, and null as empty", () => {
    expect([csvCell(-3.5), csvCell(0), csvCell(null), csvCell("")]).toEqual(["-3.5", "0", "", ""]);
  });

  it("reads back as it was, whatever it contains", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 }).filter((one) => !/^[=+\-@\t\r]/.test(one));
    const hostile = fc.stringMatching(/^[a",\r\n衣 ]*$/).filter((one) => !one.startsWith("\r"));
    fc.assert(
      fc.property(fc.array(fc.oneof(text, hostile), { minLength: 1, maxLength: 5 }), (cells) => {
        expect(readCsv(`${cells.map(csvCell).join(",")}\r\n`)).toEqual([cells]);
      }),
    );
  });
});

const write = (
  given: readonly TaskNode[],
  columns: readonly string[],
  expanded: readonly number[] = [],
  dataReadAtMs = 0,
) => {
  const fields = csvFields(
    columns.flatMap((id) => taskColumns.filter((column) => column.id === id)),
    {
      titleOf: ({ id }) => id.toUpperCase(),
      done: "Done",
      total: "Total",
      etaFrom: "From",
      etaTo: "To",
      seconds: (title) => `${title} (s)`,
      money: (title) => `${title} CNY`,
      statusOf: () => "status label",
      sceneOf: ({ task }) => (task.id === 11 ? "layer label" : task.sceneName),
    },
    dataReadAtMs,
  );
  return tasksToCsv(given, fields, { levelTitle: "Level", expanded: new Set(expanded) });
};

describe("the tasks as CSV", () => {
  const HOUR = 3_600_000;
  const nodes = [
    makeShell({ id: 1, sceneName: "=cmd|' /C calc'!A0", submittedMs: Date.UTC(2026, 10, 1, 12) }, [
      { id: 11, sceneName: "a", statusCode: 25, totalFrames: 24, doneFrames: 12, cost: 8.27, machineSeconds: 90 },
    ]),
    makeNode({ id: 2, sceneName: '客厅, "夜景".max', cost: null }),
  ];
  const csv = write(nodes, ["select", "scene", "cost", "submitted", "menu"]);

  it("begins with a byte order mark and ends its lines with CRLF", () => {
    expect(csv.startsWith("\uFEFF")).toBe(true);
    expect(csv.endsWith("\r\n")).toBe(true);
    expect(csv.replaceAll("\r\n", "")).not.toContain("\n");
  });

  it("has a line for every task, without the columns of controls", () => {
    expect(readCsv(csv.slice(1))).toEqual([
      ["Level", "SCENE", "COST CNY", "SUBMITTED"],
      ["1", "'=cmd|' /C calc'!A0", "8.27", "2026-11-01T12:00:00.000Z"],
      ["1", '客厅, "夜景".max', "", ""],
    ]);
  });

  it("has only the layers of expanded tasks, since the sum of a column would count them twice", () => {
    expect(readCsv(write(nodes, ["scene"], [1]).slice(1))).toEqual([
      ["Level", "SCENE"],
      ["1", "'=cmd|' /C calc'!A0"],
      ["2", "layer label"],
      ["1", '客厅, "夜景".max'],
    ]);
    expect(readCsv(write(nodes, ["scene"], [2]).slice(1))).toHaveLength(3);
  });

  it("writes counts as two numbers, and units in the header", () => {
    expect(readCsv(write(nodes.slice(0, 1), ["status", "progress", "machineTime"]).slice(1))).toEqual([
      ["Level", "STATUS", "Done", "Total", "MACHINETIME (s)"],
      ["1", "status label", "12", "24", "90"],
    ]);
  });

  it("writes an estimate as the ends of its range", () => {
    const rendering = makeNode({
      id: 3,
      statusCode: 5,
      totalFrames: 100,
      doneFrames: 50,
      executingFrames: 5,
      startedMs: HOUR,
    });
    const [head, [, from = "", to = ""] = []] = readCsv(write([rendering], ["eta"], [], 2 * HOUR).slice(1));
    expect(head).toEqual(["Level", "From", "To"]);
    expect(Date.parse(from)).toBeGreaterThan(2 * HOUR);
    expect(Date.parse(to)).toBeGreaterThan(Date.parse(from));
  });
});
