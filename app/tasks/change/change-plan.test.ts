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
const plain = makeNode({ id: 1, timeLimitSeconds: DAY, userLevel: 50, tags: ["urgent"], cgId: 2001 });
const layered = makeShell({ id: 2, userLevel: 60, tags: ["client"], timeLimitSeconds: null }, [
  { id: 21, timeLimitSeconds: DAY, tags: ["urgent"], cgId: 2000 },
  { id: 22, timeLimitSeconds: 3600, cgId: 2000 },
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
const sent = (change: TaskChange) => planChange(change, both).targets.map(({ rowId, sendIds }) => [rowId, sendIds]);

describe("the form", () => {
  it("changes nothing that was not touched", () => {
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
  ])("takes %s hours and %s minutes for a mistake", (hours, minutes) => {
    const { changes, errors } = draft({ hours, minutes });
    expect([changes, [...errors]]).toEqual([[], ["timeLimit"]]);
  });

  it("reads tags with commas of either script, each once; a new one is not taken off", () => {
    expect(draft({ added: " a, b，a ,,", removed: new Set(["b", "c"]) }).changes).toEqual([
      { kind: "addTag", tag: "a" },
      { kind: "addTag", tag: "b" },
      { kind: "removeTag", tag: "c" },
    ]);
    expect([...draft({ added: "x".repeat(65) }).errors]).toEqual(["tags"]);
  });
});

describe("what is sent", () => {
  it("names the leaves whose time limit differs", () => {
    expect(sent({ kind: "timeLimit", seconds: 3600 })).toEqual([
      [1, [1]],
      [2, [21]],
    ]);
  });

  it("names a task once for its priority, if it has another", () => {
    expect(sent({ kind: "priority", level: 60 })).toEqual([[1, [1]]]);
  });

  it("puts a tag on the leaves without it, and takes it off whatever carries it", () => {
    expect(sent({ kind: "addTag", tag: "urgent" })).toEqual([[2, [22]]]);
    expect(sent({ kind: "removeTag", tag: "client" })).toEqual([[2, [2]]]);
    expect(sent({ kind: "removeTag", tag: "urgent" })).toEqual([
      [1, [1]],
      [2, [21]],
    ]);
  });

  it("moves all leaves to a machine type", () => {
    expect(sent({ kind: "hardware", hardware: machine })).toEqual([
      [1, [1]],
      [2, [21, 22]],
    ]);
  });

  it("counts a layer once when its task is selected too", () => {
    const subjects = [...both, ...(layer ? [{ node: layer, topId: 2 }] : [])];
    expect(planChange({ kind: "timeLimit", seconds: 60 }, subjects).targets.map(({ rowId }) => rowId)).toEqual([1, 2]);
    expect(hardwareIdsOf(subjects)).toEqual([1, 21, 22]);
  });
});

describe("what is so now", () => {
  it("is told by value, with how many tasks have it", () => {
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

  it("shows a change once every part has it", () => {
    const limit: TaskChange = { kind: "timeLimit", seconds: DAY };
    expect([showsChange(limit, plain), showsChange(limit, layered)]).toEqual([true, false]);
    expect(showsChange({ kind: "removeTag", tag: "urgent" }, layered)).toBe(false);
    expect(showsChange({ kind: "priority", level: 60 }, layered)).toBe(true);
    // Which machine a task runs on is asked for apart.
    expect(showsChange({ kind: "hardware", hardware: machine }, plain)).toBe(false);
  });
});
