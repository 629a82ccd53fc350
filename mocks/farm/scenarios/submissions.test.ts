/** What a task is told when its id is reserved and when it is submitted, and what it says of itself later. */
import { describe, expect, it } from "vitest";
import { endpoints } from "../../../app/protocol/endpoints";
import { answer } from "../answer";
import { type TestFarm, testFarm } from "../test-farm";

const ask = ({ farm }: TestFarm, name: "createTask" | "submitTask" | "queryTaskInfo", body: object) =>
  answer(farm, name, body, "current");

function created(world: TestFarm, body: object): number[] {
  const { taskIdList } = endpoints.createTask.response.parse(
    ask(world, "createTask", { count: 1, taskUserLevel: 50, ...body }).data,
  );
  return taskIdList;
}

const infoOf = (world: TestFarm, taskIds: readonly number[]) =>
  endpoints.queryTaskInfo.response.parse(ask(world, "queryTaskInfo", { taskIds }).data).rows;

describe("a task that is submitted", () => {
  it("has the priority, tags, origin and artist its id was reserved with", () => {
    const world = testFarm({ tasks: 3 });
    const told = { count: 2, taskUserLevel: 60, labels: ["hero", " 夜景 "], cloneOriginalId: 18281, artist: "Lin" };
    const ids = created(world, told);
    const [plain] = created(world, {});
    for (const taskId of [...ids, plain]) expect(ask(world, "submitTask", { taskId }).code).toBe(200);
    const asTold = { userLevel: 60, tags: ["hero", "夜景"], cloneOriginalId: 18281, producer: "Lin" };
    expect(infoOf(world, ids)).toMatchObject([asTold, asTold]);
    expect(infoOf(world, [plain ?? 0])).toMatchObject([
      { userLevel: 50, tags: [], cloneOriginalId: null, producer: null },
    ]);
  });

  it("gives a tag of the same name the same id, and one of another name another", () => {
    const world = testFarm({ tasks: 3 });
    const [first, second] = [created(world, { labels: ["a", "b"] }), created(world, { labels: ["c", "a"] })].flat();
    for (const taskId of [first, second]) ask(world, "submitTask", { taskId });
    const tags = [first, second].map((id) => [...(world.farm.leavesById.get(id ?? 0)?.tags ?? [])]);
    expect(tags).toEqual([
      [
        ["a", 7001],
        ["b", 7002],
      ],
      [
        ["c", 7003],
        ["a", 7001],
      ],
    ]);
  });

  it("has the producer it was submitted with, if one is named", () => {
    const world = testFarm({ tasks: 3 });
    const [taskId] = created(world, { artist: "Lin" });
    ask(world, "submitTask", { taskId, producer: "王工" });
    expect(infoOf(world, [taskId ?? 0])).toMatchObject([{ producer: "王工" }]);
  });

  it.each([
    [{ labels: ["x".repeat(65)] }, 600],
    [{ labels: "hero" }, 600],
    [{ labels: [["hero"]] }, 600],
    [{ labels: [" "] }, 601],
    [{ cloneOriginalId: 999_999 }, 404],
    [{ cloneOriginalId: "the last one" }, 600],
    [{ artist: ["Lin"] }, 600],
    [{ labels: [], cloneOriginalId: 0, artist: "" }, 200],
  ])("%j: %i", (body, code) => {
    const world = testFarm({ tasks: 2 });
    expect(ask(world, "createTask", { count: 1, taskUserLevel: 50, ...body }).code).toBe(code);
    expect(world.farm.reserved.size).toBe(code === 200 ? 1 : 0);
  });
});
