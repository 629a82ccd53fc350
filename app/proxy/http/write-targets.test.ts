import { expect, it } from "vitest";
import { writeTargets } from "./write-targets";

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
