/** Settings of a task from createTask and submitTask to queryTaskInfo. */
import { describe, expect, it } from "vitest";
import { createdTasksSchema } from "../../../app/protocol/account/catalogue";
import { taskPageSchema } from "../../../app/protocol/tasks/task-info";
import { answerRequest } from "../answer";
import { type TestFarm, testFarm } from "../test-farm";

const send = ({ farm }: TestFarm, name: "createTask" | "submitTask" | "queryTaskInfo", body: object) =>
  answerRequest(farm, name, body, "current");

function reserveIds(world: TestFarm, body: object): number[] {
  const { taskIdList } = createdTasksSchema.parse(
    send(world, "createTask", { count: 1, taskUserLevel: 50, ...body }).data,
  );
  return taskIdList;
}

const infoOf = (world: TestFarm, taskIds: readonly number[]) =>
  taskPageSchema.parse(send(world, "queryTaskInfo", { taskIds }).data).rows;

describe("a submitted task", () => {
  it("has the priority, tags, original and artist of its reservation", () => {
    const world = testFarm({ tasks: 3 });
    const settings = { count: 2, taskUserLevel: 60, labels: ["hero", " 夜景 "], cloneOriginalId: 18281, artist: "Lin" };
    const ids = reserveIds(world, settings);
    const [plain] = reserveIds(world, {});
    for (const taskId of [...ids, plain]) expect(send(world, "submitTask", { taskId }).code).toBe(200);
    const expected = { userLevel: 60, tags: ["hero", "夜景"], cloneOriginalId: 18281, producer: "Lin" };
    expect(infoOf(world, ids)).toMatchObject([expected, expected]);
    expect(infoOf(world, [plain ?? 0])).toMatchObject([
      { userLevel: 50, tags: [], cloneOriginalId: null, producer: null },
    ]);
  });

  it("has equal tag ids for equal tag names only", () => {
    const world = testFarm({ tasks: 3 });
    const [first, second] = [
      reserveIds(world, { labels: ["a", "b"] }),
      reserveIds(world, { labels: ["c", "a"] }),
    ].flat();
    for (const taskId of [first, second]) send(world, "submitTask", { taskId });
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

  it("has the producer of submitTask if there is one", () => {
    const world = testFarm({ tasks: 3 });
    const [taskId] = reserveIds(world, { artist: "Lin" });
    send(world, "submitTask", { taskId, producer: "王工" });
    expect(infoOf(world, [taskId ?? 0])).toMatchObject([{ producer: "王工" }]);
  });

  it.each([
    [{ labels: ["x".repeat(65)] }, 600],
    [{ labels: "hero" }, 600],
    [{ labels: [["hero"]] }, 600],
    [{ labels: [" "] }, 601],
    [{ cloneOriginalId: 999_999 }, 937],
    [{ cloneOriginalId: "the last one" }, 600],
    [{ artist: ["Lin"] }, 600],
    [{ labels: [], cloneOriginalId: 0, artist: "" }, 200],
  ])("createTask %j is answered with code %i", (body, code) => {
    const world = testFarm({ tasks: 2 });
    expect(send(world, "createTask", { count: 1, taskUserLevel: 50, ...body }).code).toBe(code);
    expect(world.farm.reservations.size).toBe(code === 200 ? 1 : 0);
  });
});
