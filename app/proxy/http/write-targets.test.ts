import { expect, it } from "vitest";
import { writeDetails, writeTargets, writeTasks } from "./write-targets";

const ids = (count: number) => Array.from({ length: count }, (_, index) => index);

it.each([
  [
    { taskId: 1, selectAll: 0, ids: [2, 3] },
    { taskId: 1, ids: [2, 3] },
  ],
  [{ taskParam: [1] }, { taskParam: [1] }],
  [{ taskIds: [1], overTime: 60 }, { taskIds: [1] }],
  [{ editName: "a", cgName: "Maya" }, { editName: "a" }],
  [{ newName: "a", status: 1 }, { newName: "a" }],
  [{ delName: "a" }, { delName: "a" }],
  [
    { labelNames: ["a"], label: "b" },
    { labelNames: ["a"], label: "b" },
  ],
  [{ count: 3 }, {}],
])("a write %j concerns %j", (body, targets) => {
  expect(writeTargets(body)).toEqual(targets);
});

it("of more than 100 ids the first 100 and their number are named", () => {
  expect(writeTargets({ ids: ids(100) })).toEqual({ ids: ids(100) });
  expect(writeTargets({ ids: ids(101) })).toEqual({ ids: { first: ids(100), count: 101 } });
  expect(writeTargets({ label: "x".repeat(101) })).toEqual({ label: "x".repeat(101) });
});

it("has the choices of a write in its details, but no other member", () => {
  expect(writeDetails({ taskIds: [1], overTime: 60, keyValueText: "x" })).toEqual({ taskIds: [1], overTime: 60 });
  expect(writeDetails({ cgId: 2, editName: "a", pluginList: [{ name: "secret" }] })).toEqual({
    cgId: 2,
    editName: "a",
  });
});

it("names every task and layer once, and no frame", () => {
  expect(writeTasks({ taskId: 1, selectAll: 0, ids: [2, 3] })).toEqual(["1"]);
  expect(writeTasks({ taskParam: [1, 2, 1] })).toEqual(["1", "2"]);
  expect(writeTasks({ taskIds: ids(1000) })).toHaveLength(1000);
  expect(writeTasks({ editName: "1" })).toEqual([]);
});
