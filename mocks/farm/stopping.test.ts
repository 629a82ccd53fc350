/** What it costs to stop, and what a task is afterwards. */
import { describe, expect, it } from "vitest";
import { answer } from "./answer";
import { type TestFarm, testFarm } from "./test-farm";

const RUNNING = "dragon_s010_sh0200";

function idOf(farm: TestFarm, searchKeyword: string): number {
  const [task] = farm.read("getTaskList", { pageNum: 1, pageSize: 1, searchKeyword }).rows;
  if (!task) throw new Error(`No task called ${searchKeyword}`);
  return task.id;
}

/** Ended frames of a task as they are told, and the task. */
function told(farm: TestFarm, taskId: number) {
  const { rows } = farm.read("queryTaskFrames", { taskId, pageNum: 1, pageSize: 1000 });
  const more = [2, 3].flatMap((pageNum) => farm.read("queryTaskFrames", { taskId, pageNum, pageSize: 1000 }).rows);
  const [task] = farm.read("queryTaskInfo", { taskIds: [taskId] }).rows;
  if (!task) throw new Error(`No task ${taskId}`);
  return { frames: [...rows, ...more].filter((frame) => frame.statusCode !== 2), task };
}

const sum = (values: readonly (number | null)[]) => values.reduce<number>((whole, value) => whole + (value ?? 0), 0);

function expectToAddUp(farm: TestFarm, taskId: number): void {
  const { frames, task } = told(farm, taskId);
  expect(sum(frames.map((frame) => frame.renderSeconds))).toBe(task.machineSeconds);
  expect(sum(frames.flatMap((frame) => [frame.accountCost, frame.couponCost]))).toBeCloseTo(task.cost ?? -1, 9);
}

describe("a frame that is stopped while it executes", () => {
  it("costs what it used", () => {
    const farm = testFarm();
    const id = idOf(farm, RUNNING);
    farm.pass(30);
    const before = farm.leaf(id);
    const balance = () => {
      const { rmbbalance, coupon } = farm.read("queryUserProfile");
      return (rmbbalance ?? 0) + (coupon ?? 0);
    };
    const had = balance();
    farm.code("stopTask", { taskIds: [id] });
    const after = farm.leaf(id);
    expect(after.machineSeconds).toBeGreaterThan(before.machineSeconds);
    expect(after.cost).toBeGreaterThan(before.cost);
    expect(had - balance()).toBeCloseTo(after.cost - before.cost, 9);
    expectToAddUp(farm, id);
  });

  it("costs that one by one, when the time limit of another ends the task, and when the money has run out", () => {
    const farm = testFarm();
    const [one, limited, owing] = [idOf(farm, RUNNING), idOf(farm, "tvc_s001_sh0010"), idOf(farm, "🐉")];
    answer(farm.farm, "stopTaskFrames", { taskId: one, selectAll: 1, status: [2] });
    expectToAddUp(farm, one);
    answer(farm.farm, "setTaskOverTimeStop", { taskIds: [limited], overTime: 75 });
    farm.pass(3600);
    expect(farm.leaf(limited)).toMatchObject({ status: 23 });
    expectToAddUp(farm, limited);
    const { frames, task } = told(farm, owing);
    expect(task.statusCode).toBe(20);
    expect(sum(frames.map((frame) => frame.renderSeconds))).toBe(task.machineSeconds);
    expect(sum(frames.map((frame) => frame.arrears))).toBeCloseTo(task.arrears ?? -1, 9);
    expect(task.arrears).toBeGreaterThan(0);
  });

  it("can take the last of the money, which stops the others as well", () => {
    const farm = testFarm();
    const id = idOf(farm, "🐉");
    const { purse } = farm.farm.leavesById.get(id)?.job ?? {};
    if (!purse) throw new Error("Nobody pays");
    purse.balanceCents = 1;
    answer(farm.farm, "stopTaskFrames", { taskId: id, selectAll: 1, status: [2] });
    expect(purse.balanceCents).toBe(0);
    expect(farm.leaf(id)).toMatchObject({ status: 20, executing: 0, waiting: 0 });
  });
});
