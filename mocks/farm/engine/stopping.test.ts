/** What it costs to stop, and what a task is afterwards. */
import { describe, expect, it } from "vitest";
import { answer } from "../answer";
import { addLeaf, historyOf } from "../scenarios/add-leaf";
import { type TestFarm, testFarm } from "../test-farm";
import { mainFrames } from "./frame-plan";
import type { Job, Purse } from "./leaf";

const RUNNING = "dragon_s010_sh0200";

function idOf(farm: TestFarm, searchKeyword: string): number {
  const [task] = farm.read("getTaskList", { pageNum: 1, pageSize: 1, searchKeyword }).rows;
  if (!task) throw new Error(`No task called ${searchKeyword}`);
  return task.id;
}

/** A job of a single task with so many frames, stopped before it began, and the money that pays for it. */
function addJob({ farm }: TestFarm, id: number, frames: number, purse: Purse): void {
  const [example] = farm.jobs;
  if (!example) throw new Error("The farm is empty");
  const job: Job = { ...example, id, isShell: false, purse, leaves: [] };
  const draft = {
    plan: mainFrames(frames),
    history: historyOf({ rest: 3 }),
    status: 10,
    machines: 1,
    frameSeconds: 60,
  };
  addLeaf(job, draft, { id, firstFrameId: id * 100, seed: 1, startedAt: null, completedAt: null });
  farm.addJob(job);
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

describe("a frame that has run longer than a new time limit", () => {
  it("took, and costs, the time from its start to its end", () => {
    const farm = testFarm();
    const id = idOf(farm, RUNNING);
    const started = new Map(
      farm
        .read("queryTaskFrames", { taskId: id, pageNum: 1, pageSize: 1000 })
        .rows.filter((frame) => frame.statusCode === 2)
        .map((frame) => [frame.id, frame.startedMs ?? 0]),
    );
    answer(farm.farm, "setTaskOverTimeStop", { taskIds: [id], overTime: 60 });
    farm.pass(1);
    expect(farm.leaf(id).status).toBe(23);
    const timedOut = told(farm, id).frames.filter((frame) => frame.statusCode === 11);
    expect(timedOut.length).toBeGreaterThan(0);
    for (const frame of timedOut) {
      expect(frame.startedMs).toBe(started.get(frame.id));
      expect(frame.renderSeconds).toBe(((frame.endedMs ?? 0) - (frame.startedMs ?? 0)) / 1000);
      expect(frame.renderSeconds).toBeGreaterThan(60);
    }
    expectToAddUp(farm, id);
  });
});

describe("a task whose last frame took the last of the money", () => {
  it("has finished, while those with frames left stop for want of it", () => {
    const farm = testFarm({ tasks: 2 });
    const purse: Purse = { couponCents: 0, balanceCents: 1 };
    addJob(farm, 50_000, 1, purse);
    addJob(farm, 50_001, 9, purse);
    addJob(farm, 50_002, 9, purse);
    farm.code("startTask", { taskIds: [50_000, 50_001] });
    farm.pass(3);
    farm.read("queryUserSetting");
    farm.pass(((farm.farm.leavesById.get(50_000)?.nextAt ?? 0) - farm.now()) / 1000 - 1);
    farm.code("startTask", { taskIds: [50_002] });
    answer(farm.farm, "stopTaskFrames", { taskId: 50_002, selectAll: 1 });
    farm.pass(5);
    expect(farm.leaf(50_000)).toMatchObject({ status: 25, done: 1 });
    expect(farm.leaf(50_001)).toMatchObject({ status: 20, stopped: 9 });
    expect(farm.leaf(50_002)).toMatchObject({ status: 70, stopped: 9 });
    expect(purse.balanceCents).toBe(0);
  });
});

describe("a task that waits after its test frames", () => {
  const VILLA = "别墅外立面_黄昏_v010";

  it("has finished with stopped frames once all the others are stopped, and starts again", () => {
    const farm = testFarm();
    const id = idOf(farm, VILLA);
    const { waiting, frames } = farm.leaf(id);
    const [first] = frames.filter((frame) => frame.status === 8);
    answer(farm.farm, "stopTaskFrames", { taskId: id, selectAll: 0, ids: [first?.id] });
    expect(farm.leaf(id)).toMatchObject({ status: 40, waiting: waiting - 1, stopped: 1 });
    answer(farm.farm, "stopTaskFrames", { taskId: id, selectAll: 1 });
    expect(farm.leaf(id)).toMatchObject({ status: 70, waiting: 0, stopped: waiting });
    expect(farm.read("queryTaskInfo", { taskIds: [id] }).rows[0]?.completedMs).toBe(farm.now());
    farm.code("startTask", { taskIds: [id] });
    farm.pass(3600);
    expect(farm.leaf(id).stopped).toBe(0);
    expect(farm.leaf(id).done).toBeGreaterThan(4);
  });
});
