/** A write is carried out or refused, never both: the vendor's clients send a refused one five times (endpoints-2018 section 1). */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endpoints, type OperationName, type OperationName2018, operationNames } from "../../../app/protocol/endpoints";
import { answer } from "../answer";
import { type TestFarm, testFarm } from "../test-farm";
import type { Speech } from "../wire/routes";

const writes = operationNames.filter((name) => endpoints[name].kind === "write");

/** All that a write can change. */
function snapshot({ farm }: TestFarm): string {
  const leaves = [...farm.leavesById.values()].map(
    ({ id, status, deleted, counts, limitSeconds, tags, wakeAt, store, job }) =>
      [id, status, deleted, counts, limitSeconds, [...tags], wakeAt, store?.resubmits.join(""), job.userLevel] as const,
  );
  const { jobs, reserved, wishes, account, environments, hardware, record } = farm;
  const shells = jobs.map(({ id, tags }) => [id, [...tags]] as const);
  return JSON.stringify([leaves, shells, [...reserved], [...wishes], account, environments, [...hardware], record]);
}

const { taskIdList } = testFarm({ tasks: 2 }).read("createTask", { count: 2 });

const taskIds = fc.constantFrom<unknown>(18278, 18281, "19088", 19088, 19087, 19084, 999_999, ...taskIdList);
const several = fc.oneof(
  { arbitrary: fc.array(taskIds, { minLength: 1, maxLength: 2 }), weight: 4 },
  { arbitrary: fc.oneof(taskIds, fc.constant([]), fc.anything()), weight: 3 },
);
const number = fc.oneof(fc.constantFrom<unknown>(0, 1, 2, 50, 60, "1", 3600, 1_546_598, 1_544_101), fc.anything());
const list = fc.oneof(fc.array(number, { maxLength: 3 }), fc.constant([]));
const name = fc.oneof(fc.constantFrom<unknown>("myLabel", "testRenderEnv332", "hero", "", 5), fc.anything());

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });

const bodies = fc.record({
  taskId: optional(several),
  taskIds: optional(several),
  taskParam: optional(several),
  ids: optional(list),
  selectAll: optional(fc.constantFrom<unknown>(0, 1, 2)),
  status: optional(fc.oneof(list, number)),
  overTime: optional(number),
  taskOverTime: optional(number),
  taskUserLevel: optional(number),
  count: optional(number),
  label: optional(name),
  labelNames: optional(fc.array(name, { maxLength: 2 })),
  labelIds: optional(list),
  newName: optional(name),
  delName: optional(name),
  editName: optional(name),
  producer: optional(name),
  labels: optional(fc.array(name, { maxLength: 2 })),
});

describe("a write", () => {
  it("that is refused has changed nothing", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...writes),
        bodies,
        fc.constantFrom<Speech>("2018", "current"),
        (operation, body, speech) => {
          const world = testFarm({ tasks: 2 });
          world.code("createTask", { count: 2 });
          answer(world.farm, "addTaskLabel", { label: "hero", taskIds: [18281] });
          const before = snapshot(world);
          const { code } = answer(world.farm, operation, body, speech);
          expect(code === 200 ? before : snapshot(world)).toBe(before);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each<[OperationName, object, Speech]>([
    ["stopTask", { taskParam: [40_001], taskIds: [] }, "2018"],
    ["restartFrame", { taskId: 19088, taskIds: [], selectAll: 1, ids: [] }, "2018"],
    ["restartFrame", { taskId: 19088, taskIds: ["all"], selectAll: 1, ids: [] }, "2018"],
    ["deleteTaskLabel", { labelIds: [7001], labelNames: [], taskIds: [] }, "current"],
    ["deleteTaskLabel", { labelIds: [7001], labelNames: [], taskIds: "all" }, "current"],
  ])("%s %j is carried out and granted, whatever else the body has", (operation, body, speech) => {
    const world = testFarm({ tasks: 3 });
    answer(world.farm, "addTaskLabel", { label: "hero", taskIds: [18281] });
    expect(answer(world.farm, operation, body, speech).code).toBe(200);
  });

  it("is recorded with the tasks it was carried out on", () => {
    const { farm, code } = testFarm({ tasks: 2 });
    const recorded = (name: OperationName2018, body: object) => {
      expect(code(name, body)).toBe(200);
      return farm.record.at(-1)?.tasks;
    };
    expect(recorded("startTask", { taskParam: [19088], taskIds: [18281] })).toEqual(["P19088"]);
    expect(recorded("stopTask", { taskIds: ["19088"], taskId: 18281 })).toEqual(["P19088"]);
    expect(recorded("restartFrame", { taskIds: 19088, selectAll: 1 })).toEqual(["P19088"]);
    expect(recorded("restartFrame", { taskId: 19087, taskIds: [19088], selectAll: 1 })).toEqual(["P19087"]);
  });
});
