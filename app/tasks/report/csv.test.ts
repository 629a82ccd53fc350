// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { makeNode, makeShell } from "../../test/make-task";
import { readCsv } from "../../test/read-csv";
import { taskColumns } from "../grid/task-columns";
import { csvFields, tasksToCsv } from "./csv";

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
