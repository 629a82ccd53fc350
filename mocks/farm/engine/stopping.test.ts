/** Cost of stopped frames, and the task status after stops, time limits and an empty wallet. */
import { describe, expect, it } from "vitest";
import { answerRequest } from "../answer";
import { addLeaf, historyOf } from "../scenarios/add-leaf";
import { type TestFarm, testFarm } from "../test-farm";
import { mainFrames } from "./frame-plan";
import type { Job, Wallet } from "./leaf";

const RUNNING = "dragon_s010_sh0200";

function idOf(farm: TestFarm, searchKeyword: string): number {
  const [task] = farm.read("getTaskList", { pageNum: 1, pageSize: 1, searchKeyword }).rows;
  if (!task) throw new Error(`No task called ${searchKeyword}`);
  return task.id;
}

/** Adds a plain task with `frames` frames, stopped before it started, that `wallet` pays for. */
function addJob({ farm }: TestFarm, id: number, frames: number, wallet: Wallet): void {
  const [example] = farm.jobs;
  if (!example) throw new Error("The farm is empty");
  const job: Job = { ...example, id, isShell: false, wallet, leaves: [] };
  const template = {
    plan: mainFrames(frames),
    history: historyOf({ restStatus: 3 }),
    status: 10,
    machines: 1,
    frameSeconds: 60,
  };
  addLeaf(job, template, { id, firstFrameId: id * 100, seed: 1, startedAt: null, completedAt: null });
  farm.addJob(job);
}

/** A task and its frames that do not render, from responses of the farm. */
function readTask(farm: TestFarm, taskId: number) {
  const { rows } = farm.read("queryTaskFrames", { taskId, pageNum: 1, pageSize: 1000 });
  const more = [2, 3].flatMap((pageNum) => farm.read("queryTaskFrames", { taskId, pageNum, pageSize: 1000 }).rows);
  const [task] = farm.read("queryTaskInfo", { taskIds: [taskId] }).rows;
  if (!task) throw new Error(`No task ${taskId}`);
  return { frames: [...rows, ...more].filter((frame) => frame.statusCode !== 2), task };
}

const sum = (values: readonly (number | null)[]) => values.reduce<number>((whole, value) => whole + (value ?? 0), 0);

function expectToAddUp(farm: TestFarm, taskId: number): void {
  const { frames, task } = readTask(farm, taskId);
  expect(sum(frames.map((frame) => frame.renderSeconds))).toBe(task.machineSeconds);
  expect(sum(frames.flatMap((frame) => [frame.accountCost, frame.couponCost]))).toBeCloseTo(task.cost ?? -1, 9);
}

describe("a frame that is stopped while it renders", () => {
  it("costs its machine time so far", () => {
    const farm = testFarm();
    const id = idOf(farm, RUNNING);
    farm.pass(30);
    const before = farm.leaf(id);
    const balance = () => {
      const { rmbbalance, coupon } = farm.read("queryUserProfile");
      return (rmbbalance ?? 0) + (coupon ?? 0);
    };
    const balanceBefore = balance();
    farm.code("stopTask", { taskIds: [id] });
    const after = farm.leaf(id);
    expect(after.machineSeconds).toBeGreaterThan(before.machineSeconds);
    expect(after.cost).toBeGreaterThan(before.cost);
    expect(balanceBefore - balance()).toBeCloseTo(after.cost - before.cost, 9);
    expectToAddUp(farm, id);
  });

  it("costs the same when stopped alone, by the time limit of another frame, or by an empty wallet", () => {
    const farm = testFarm();
    const [one, limited, owing] = [idOf(farm, RUNNING), idOf(farm, "tvc_s001_sh0010"), idOf(farm, "🐉")];
    answerRequest(farm.farm, "stopTaskFrames", { taskId: one, selectAll: 1, status: [2] });
    expectToAddUp(farm, one);
    answerRequest(farm.farm, "setTaskOverTimeStop", { taskIds: [limited], overTime: 75 });
    farm.pass(3600);
    expect(farm.leaf(limited)).toMatchObject({ status: 23 });
    expectToAddUp(farm, limited);
    const { frames, task } = readTask(farm, owing);
    expect(task.statusCode).toBe(20);
    expect(sum(frames.map((frame) => frame.renderSeconds))).toBe(task.machineSeconds);
    expect(sum(frames.map((frame) => frame.arrears))).toBeCloseTo(task.arrears ?? -1, 9);
    expect(task.arrears).toBeGreaterThan(0);
  });

  it("can take the last of the money, which stops all other frames", () => {
    const farm = testFarm();
    const id = idOf(farm, "🐉");
    const { wallet } = farm.farm.leavesById.get(id)?.job ?? {};
    if (!wallet) throw new Error("The task has no wallet");
    wallet.balanceCents = 1;
    answerRequest(farm.farm, "stopTaskFrames", { taskId: id, selectAll: 1, status: [2] });
    expect(wallet.balanceCents).toBe(0);
    expect(farm.leaf(id)).toMatchObject({ status: 20, executing: 0, waiting: 0 });
  });
});

describe("a frame that has run longer than a new time limit", () => {
  it("ends now, with duration and cost from its real start", () => {
    const farm = testFarm();
    const id = idOf(farm, RUNNING);
    const started = new Map(
      farm
        .read("queryTaskFrames", { taskId: id, pageNum: 1, pageSize: 1000 })
        .rows.filter((frame) => frame.statusCode === 2)
        .map((frame) => [frame.id, frame.startedMs ?? 0]),
    );
    answerRequest(farm.farm, "setTaskOverTimeStop", { taskIds: [id], overTime: 60 });
    farm.pass(1);
    expect(farm.leaf(id).status).toBe(23);
    const timedOut = readTask(farm, id).frames.filter((frame) => frame.statusCode === 11);
    expect(timedOut.length).toBeGreaterThan(0);
    for (const frame of timedOut) {
      expect(frame.startedMs).toBe(started.get(frame.id));
      expect(frame.renderSeconds).toBe(((frame.endedMs ?? 0) - (frame.startedMs ?? 0)) / 1000);
      expect(frame.renderSeconds).toBeGreaterThan(60);
    }
    expectToAddUp(farm, id);
  });
});

describe("a task whose last frame takes the last of the money", () => {
  it("is finished, and tasks with open frames stop with arrears status", () => {
    const farm = testFarm({ tasks: 2 });
    const wallet: Wallet = { couponCents: 0, balanceCents: 1 };
    addJob(farm, 50_000, 1, wallet);
    addJob(farm, 50_001, 9, wallet);
    addJob(farm, 50_002, 9, wallet);
    farm.code("startTask", { taskIds: [50_000, 50_001] });
    farm.pass(3);
    farm.read("queryUserSetting");
    farm.pass(((farm.farm.leavesById.get(50_000)?.nextEventAt ?? 0) - farm.now()) / 1000 - 1);
    farm.code("startTask", { taskIds: [50_002] });
    answerRequest(farm.farm, "stopTaskFrames", { taskId: 50_002, selectAll: 1 });
    farm.pass(5);
    expect(farm.leaf(50_000)).toMatchObject({ status: 25, done: 1 });
    expect(farm.leaf(50_001)).toMatchObject({ status: 20, stopped: 9 });
    expect(farm.leaf(50_002)).toMatchObject({ status: 70, stopped: 9 });
    expect(wallet.balanceCents).toBe(0);
  });
});

describe("a task whose test frames are done", () => {
  const VILLA = "别墅外立面_黄昏_v010";

  it("is finished with stopped frames when all others are stopped, and these can be restarted", () => {
    const farm = testFarm();
    const id = idOf(farm, VILLA);
    const { waiting, frames } = farm.leaf(id);
    const [first] = frames.filter((frame) => frame.status === 8);
    answerRequest(farm.farm, "stopTaskFrames", { taskId: id, selectAll: 0, ids: [first?.id] });
    expect(farm.leaf(id)).toMatchObject({ status: 40, waiting: waiting - 1, stopped: 1 });
    answerRequest(farm.farm, "stopTaskFrames", { taskId: id, selectAll: 1 });
    expect(farm.leaf(id)).toMatchObject({ status: 70, waiting: 0, stopped: waiting });
    expect(farm.read("queryTaskInfo", { taskIds: [id] }).rows[0]?.completedMs).toBe(farm.now());
    const ids = farm
      .leaf(id)
      .frames.filter((frame) => frame.status === 3)
      .map((frame) => frame.id);
    farm.code("restartFrame", { taskId: id, selectAll: 0, ids });
    farm.pass(3600);
    expect(farm.leaf(id).stopped).toBe(0);
    expect(farm.leaf(id).done).toBeGreaterThan(4);
  });
});
