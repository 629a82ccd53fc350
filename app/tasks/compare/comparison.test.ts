import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordedAttempt, TaskLife } from "../../mirror/recorded-history";
import { FRAME } from "../../protocol/frames/frame-status";
import type { Task } from "../../protocol/tasks/task";
import { TASK } from "../../protocol/tasks/task-status";
import { makeNode } from "../../test/make-task";
import { compareFacts, compareTasks, groups, type RowName, type Side } from "./comparison";

const NOW = 10_000_000;

const sideOf = (members: Partial<Task> = {}, life: TaskLife | null = null): Side => ({
  node: makeNode({
    id: 1,
    statusCode: TASK.finished,
    totalFrames: 100,
    doneFrames: 80,
    accountCost: 10,
    couponCost: 0,
    arrears: 0,
    machineSeconds: 4000,
    submittedMs: 1000,
    startedMs: 2000,
    completedMs: 62_000,
    cgId: 2000,
    ...members,
  }),
  life,
  nowMs: NOW,
});

const attempt = (renderSeconds: number, statusCode: number): RecordedAttempt => ({
  leafId: "1",
  frameId: String(renderSeconds),
  frameName: "1",
  node: "",
  startedMs: 0,
  endedMs: 1,
  statusCode,
  renderSeconds,
  accountCost: null,
  couponCost: null,
  arrears: null,
});

const lifeOf = (members: Partial<TaskLife> = {}): TaskLife => ({
  format: 1,
  recordingSinceMs: 0,
  events: [],
  actions: [],
  samples: [],
  attempts: [],
  attemptCount: 0,
  ...members,
});

const rowsOf = (from: Side, to: Side) => groups.flatMap((group) => compareTasks(from, to, group));
function rowOf(name: RowName, from: Side, to: Side) {
  const row = rowsOf(from, to).find((one) => one.name === name);
  if (!row) throw new Error(`no row ${name}`);
  return row;
}

const differentRows = (from: Side, to: Side) =>
  rowsOf(from, to)
    .filter(({ isDifferent }) => isDifferent)
    .map(({ name }) => name);

const withFacts = (keyValueText: string) => makeNode({ id: 1, keyValueText });

describe("two tasks", () => {
  it("have cost and machine time per finished frame", () => {
    const row = rowOf("costPerFrame", sideOf(), sideOf({ doneFrames: 40 }));
    expect([row.from.value, row.to.value, row.change]).toEqual([0.125, 0.25, 1]);
    expect(rowOf("machinePerFrame", sideOf(), sideOf({ doneFrames: 100 })).to.value).toBe(40);
    expect(rowOf("machinePerFrame", sideOf(), sideOf({ doneFrames: 0 })).to.value).toBeNull();
    expect(rowOf("elapsed", sideOf(), sideOf()).from.value).toBe(60);
  });

  it("have settings; one that the farm does not name is none, and differs from one that it names", () => {
    const row = rowOf("machineLimit", sideOf({ machineLimit: null }), sideOf({ machineLimit: 5 }));
    expect([row.from.value, row.to.value, row.isDifferent, row.change]).toEqual(["", 5, true, null]);
    expect(rowOf("software", sideOf(), sideOf({ cgId: 2001 })).to.value).toBe("3ds Max");
  });

  it("have moments that never count as a difference", () => {
    expect(rowOf("submitted", sideOf(), sideOf({ submittedMs: 5 }))).toMatchObject({
      isDifferent: false,
      change: null,
    });
  });

  it("do not differ where an amount is not known, or only a lower bound", () => {
    const unknown = sideOf({ accountCost: null, couponCost: null, arrears: null });
    expect(rowOf("cost", sideOf(), unknown)).toMatchObject({ isDifferent: false, change: null, to: { value: null } });
    const shell = (amount: number | null) => ({
      isShell: true,
      children: [1, amount].map(
        (accountCost, index) => sideOf({ id: index + 2, accountCost, couponCost: null, arrears: null }).node.task,
      ),
    });
    expect(rowOf("cost", sideOf(shell(1)), sideOf(shell(null)))).toMatchObject({
      isDifferent: false,
      from: { value: 2, isLowerBound: false },
      to: { value: 1, isLowerBound: true },
    });
  });

  it("have recorded runs: the median of finished ones, and restarts, lower bounds if recording began later", () => {
    const life = lifeOf({
      attempts: [attempt(10, FRAME.done), attempt(30, FRAME.done), attempt(50, FRAME.done), attempt(900, FRAME.failed)],
      attemptCount: 4,
      events: [
        { seq: 1, type: "restarted", atMs: 1 },
        { seq: 2, type: "failed", atMs: 2 },
      ],
    });
    const [from, to] = [sideOf({}, life), sideOf({}, { ...life, recordingSinceMs: 5000 })];
    expect(rowOf("medianRun", from, to).from.value).toBe(30);
    expect(rowOf("runs", from, to)).toMatchObject({
      from: { value: 4, isLowerBound: false },
      to: { value: 4, isLowerBound: true },
    });
    expect(rowOf("restarts", from, to).from.value).toBe(1);
  });

  it("have unknown figures without a memory, and unknown runs where none was seen", () => {
    for (const life of [null, lifeOf({ recordingSinceMs: null })]) {
      const side = sideOf({}, life);
      for (const name of ["medianRun", "runs", "restarts"] as const)
        expect(rowOf(name, side, side).from).toEqual({ value: null, isLowerBound: false });
    }
    const side = sideOf({}, lifeOf());
    expect([rowOf("runs", side, side).from.value, rowOf("restarts", side, side).from.value]).toEqual([null, 0]);
  });

  const task = fc.record({
    doneFrames: fc.nat(100),
    failedFrames: fc.nat(20),
    accountCost: fc.option(fc.nat(1000), { nil: null }),
    camera: fc.constantFrom("", "cam1", "cam2"),
    machineLimit: fc.option(fc.nat(3), { nil: null }),
  });

  it("have the rows that differ first in each group, all rows once, and none that differ from themselves", () => {
    fc.assert(
      fc.property(task, task, (a, b) => {
        for (const group of groups) {
          const differs = compareTasks(sideOf(a), sideOf(b), group).map(({ isDifferent }) => isDifferent);
          expect(differs).toEqual(differs.toSorted((x, y) => Number(y) - Number(x)));
        }
        const rows = rowsOf(sideOf(a), sideOf(b));
        expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
        expect(rowsOf(sideOf(a), sideOf(a)).some(({ isDifferent }) => isDifferent)).toBe(false);
      }),
    );
  });

  it("differ in the same rows when their sides are swapped", () => {
    fc.assert(
      fc.property(task, task, (a, b) => {
        expect(differentRows(sideOf(a), sideOf(b))).toEqual(differentRows(sideOf(b), sideOf(a)));
      }),
    );
  });
});

it("the facts of two scenes differ by key", () => {
  expect(compareFacts(withFacts("width:1920::gi:1::aa:4::"), withFacts("width:960::gi:1::noise:2::"))).toEqual({
    differences: [
      { key: "aa", from: "4", to: "" },
      { key: "noise", from: "", to: "2" },
      { key: "width", from: "1920", to: "960" },
    ],
    same: 1,
  });
});
