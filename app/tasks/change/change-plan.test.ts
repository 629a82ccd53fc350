import { describe, expect, it } from "vitest";
import type { Hardware } from "../../protocol/tasks/hardware";
import type { TaskChange } from "../../queries/tasks/task-changes";
import { makeNode, makeShell } from "../../test/make-task";
import {
  type Draft,
  emptyDraft,
  hardwareIdsOf,
  planChange,
  readDraft,
  showsChange,
  softwareOf,
  tagsOf,
  timeLimitsOf,
  valuesOf,
} from "./change-plan";

const DAY = 86_400;
const plain = makeNode({ id: 1, frameLimitSeconds: DAY, userLevel: 50, tags: ["urgent"], cgId: 2001 });
const layered = makeShell({ id: 2, userLevel: 60, tags: ["client"], frameLimitSeconds: null }, [
  { id: 21, frameLimitSeconds: DAY, tags: ["urgent"], cgId: 2000 },
  { id: 22, frameLimitSeconds: 3600, cgId: 2000 },
]);
const [layer] = layered.children;
const both = [
  { node: plain, topId: 1 },
  { node: layered, topId: 2 },
];
const machine: Hardware = {
  id: 302,
  kind: "cpu",
  model: "28C",
  ram: "64GB",
  gpus: null,
  platform: 2,
  isCurrent: false,
  excludedSoftware: [],
  isAvailable: true,
};
const draft = (members: Partial<Draft>) => readDraft({ ...emptyDraft, ...members });
const sentIds = (change: TaskChange) => planChange(change, both).targets.map(({ rowId, sendIds }) => [rowId, sendIds]);

describe("readDraft", () => {
  it("has no change for an untouched form", () => {
    expect(draft({})).toEqual({ changes: [], errors: new Set() });
  });

  it.each([
    [12, "", 43_200],
    ["", 90, 5400],
    [1, 30, 5400],
    [720, 0, 2_592_000],
    ["", 1, 60],
  ])("reads %s hours and %s minutes as seconds", (hours, minutes, seconds) => {
    expect(draft({ hours, minutes }).changes).toEqual([{ kind: "timeLimit", seconds }]);
  });

  it.each([
    [0, 0],
    [720, 1],
    ["-", ""],
    ["", 0.01],
    [-1, 90],
  ])("rejects %s hours and %s minutes", (hours, minutes) => {
    const { changes, errors } = draft({ hours, minutes });
    expect([changes, [...errors]]).toEqual([[], ["timeLimit"]]);
  });

  it("splits tags at Latin and Chinese commas, each once, and does not remove an added tag", () => {
    expect(draft({ added: " a, b，a ,,", removed: new Set(["b", "c"]) }).changes).toEqual([
      { kind: "addTag", tag: "a" },
      { kind: "addTag", tag: "b" },
      { kind: "removeTag", tag: "c" },
    ]);
    expect([...draft({ added: "x".repeat(65) }).errors]).toEqual(["tags"]);
  });
});

describe("planChange", () => {
  it("sends the leaves whose time limit differs", () => {
    expect(sentIds({ kind: "timeLimit", seconds: 3600 })).toEqual([
      [1, [1]],
      [2, [21]],
    ]);
  });

  it("sends a task once for a different priority", () => {
    expect(sentIds({ kind: "priority", level: 60 })).toEqual([[1, [1]]]);
  });

  it("adds a tag to the leaves without it, and removes it from every node that has it", () => {
    expect(sentIds({ kind: "addTag", tag: "urgent" })).toEqual([[2, [22]]]);
    expect(sentIds({ kind: "removeTag", tag: "client" })).toEqual([[2, [2]]]);
    expect(sentIds({ kind: "removeTag", tag: "urgent" })).toEqual([
      [1, [1]],
      [2, [21]],
    ]);
  });

  it("sends all leaves for a machine type", () => {
    expect(sentIds({ kind: "hardware", hardware: machine })).toEqual([
      [1, [1]],
      [2, [21, 22]],
    ]);
  });

  it("leaves out what is being updated, except for tags", () => {
    const updating = makeNode({ id: 3, statusCode: 100, frameLimitSeconds: DAY, userLevel: 50 });
    const updatedLayer = makeShell({ id: 4, userLevel: 50 }, [
      { id: 41, statusCode: 100, frameLimitSeconds: DAY },
      { id: 42, statusCode: 5, frameLimitSeconds: DAY },
    ]);
    const refs = [updating, updatedLayer].map((node) => ({ node, topId: node.task.id }));
    const sent = (change: TaskChange) =>
      planChange(change, refs).targets.map(({ rowId, sendIds }) => [rowId, sendIds] as const);
    expect(sent({ kind: "timeLimit", seconds: 3600 })).toEqual([[4, [42]]]);
    expect(sent({ kind: "priority", level: 60 })).toEqual([[4, [4]]]);
    expect(sent({ kind: "hardware", hardware: machine })).toEqual([[4, [42]]]);
    expect(sent({ kind: "addTag", tag: "urgent" })).toEqual([
      [3, [3]],
      [4, [41, 42]],
    ]);
    expect(showsChange({ kind: "timeLimit", seconds: 3600 }, updating)).toBe(false);
  });

  it("counts a layer once when its task is selected too", () => {
    const refs = [...both, ...(layer ? [{ node: layer, topId: 2 }] : [])];
    expect(planChange({ kind: "timeLimit", seconds: 60 }, refs).targets.map(({ rowId }) => rowId)).toEqual([1, 2]);
    expect(hardwareIdsOf(refs)).toEqual([1, 21, 22]);
  });
});

describe("the current values", () => {
  it("have the number of tasks of each, most frequent first", () => {
    expect(valuesOf(both, timeLimitsOf)).toEqual([
      [DAY, 2],
      [3600, 1],
    ]);
    expect(valuesOf(both, tagsOf)).toEqual([
      ["urgent", 2],
      ["client", 1],
    ]);
    expect(softwareOf(both)).toEqual([2001, 2000]);
  });

  it("show a change when every part has it", () => {
    const limit: TaskChange = { kind: "timeLimit", seconds: DAY };
    expect([showsChange(limit, plain), showsChange(limit, layered)]).toEqual([true, false]);
    expect(showsChange({ kind: "removeTag", tag: "urgent" }, layered)).toBe(false);
    expect(showsChange({ kind: "priority", level: 60 }, layered)).toBe(true);
    // The machine type is read separately.
    expect(showsChange({ kind: "hardware", hardware: machine }, plain)).toBe(false);
  });
});
