/** A refused write changes nothing: the vendor's clients send a refused write five times (endpoints-2018 section 1). */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endpoints, type OperationName, type OperationName2018, operationNames } from "../../../app/protocol/endpoints";
import { answerRequest } from "../answer";
import { type TestFarm, testFarm } from "../test-farm";
import type { FarmDialect } from "../wire/routes";

const writes = operationNames.filter((name) => endpoints[name].kind === "write");

/** Everything that a write can change. */
function snapshot({ farm }: TestFarm): string {
  const leaves = [...farm.leavesById.values()].map(
    ({ id, status, deleted, counts, limitSeconds, tags, wakeAt, store, job }) =>
      [id, status, deleted, counts, limitSeconds, [...tags], wakeAt, store?.resubmits.join(""), job.userLevel] as const,
  );
  const { jobs, reservations, account, environments, hardware, auditLog } = farm;
  const shells = jobs.map(({ id, tags }) => [id, [...tags]] as const);
  return JSON.stringify([leaves, shells, [...reservations], account, environments, [...hardware], auditLog]);
}

const { taskIdList } = testFarm({ tasks: 2 }).read("createTask", { count: 2 });

const taskIds = fc.constantFrom<unknown>(18278, 18281, "19088", 19088, 19087, 19084, 999_999, ...taskIdList);
const idLists = fc.oneof(
  { arbitrary: fc.array(taskIds, { minLength: 1, maxLength: 2 }), weight: 4 },
  { arbitrary: fc.oneof(taskIds, fc.constant([]), fc.anything()), weight: 3 },
);
const number = fc.oneof(fc.constantFrom<unknown>(0, 1, 2, 50, 60, "1", 3600, 1_546_598, 1_544_101), fc.anything());
const list = fc.oneof(fc.array(number, { maxLength: 3 }), fc.constant([]));
const names = fc.oneof(fc.constantFrom<unknown>("myLabel", "testRenderEnv332", "hero", "", 5), fc.anything());

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });

const bodies = fc.record({
  taskId: optional(idLists),
  taskIds: optional(idLists),
  taskParam: optional(idLists),
  ids: optional(list),
  selectAll: optional(fc.constantFrom<unknown>(0, 1, 2)),
  status: optional(fc.oneof(list, number)),
  overTime: optional(number),
  taskOverTime: optional(number),
  taskUserLevel: optional(number),
  count: optional(number),
  label: optional(names),
  labelNames: optional(fc.array(names, { maxLength: 2 })),
  labelIds: optional(list),
  newName: optional(names),
  delName: optional(names),
  editName: optional(names),
  producer: optional(names),
  labels: optional(fc.array(names, { maxLength: 2 })),
});

describe("a write", () => {
  it("changes nothing when it is refused", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...writes),
        bodies,
        fc.constantFrom<FarmDialect>("2018", "current"),
        (operation, body, dialect) => {
          const world = testFarm({ tasks: 2 });
          world.code("createTask", { count: 2 });
          answerRequest(world.farm, "addTaskLabel", { label: "hero", taskIds: [18281] });
          const before = snapshot(world);
          const { code } = answerRequest(world.farm, operation, body, dialect);
          expect(code === 200 ? before : snapshot(world)).toBe(before);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each<[OperationName, object, FarmDialect]>([
    ["stopTask", { taskParam: [40_001], taskIds: [] }, "2018"],
    ["restartFrame", { taskId: 19088, taskIds: [], selectAll: 1, ids: [] }, "2018"],
    ["restartFrame", { taskId: 19088, taskIds: ["all"], selectAll: 1, ids: [] }, "2018"],
    ["deleteTaskLabel", { labelIds: [7001], labelNames: [], taskIds: [] }, "current"],
    ["deleteTaskLabel", { labelIds: [7001], labelNames: [], taskIds: "all" }, "current"],
  ])("%s %j is carried out although other members are invalid", (operation, body, dialect) => {
    const world = testFarm({ tasks: 3 });
    answerRequest(world.farm, "addTaskLabel", { label: "hero", taskIds: [18281] });
    expect(answerRequest(world.farm, operation, body, dialect).code).toBe(200);
  });

  it("is recorded with the tasks that it changed", () => {
    const { farm, code } = testFarm({ tasks: 2 });
    const recordedTasks = (operation: OperationName2018, body: object) => {
      expect(code(operation, body)).toBe(200);
      return farm.auditLog.at(-1)?.tasks;
    };
    expect(recordedTasks("startTask", { taskParam: [19088], taskIds: [18281] })).toEqual(["P19088"]);
    expect(recordedTasks("stopTask", { taskIds: ["19088"], taskId: 18281 })).toEqual(["P19088"]);
    expect(recordedTasks("restartFrame", { taskIds: 19088, selectAll: 1 })).toEqual(["P19088"]);
    expect(recordedTasks("restartFrame", { taskId: 19087, taskIds: [19088], selectAll: 1 })).toEqual(["P19087"]);
  });
});
