/** Task writes and their effects over time. */
import { describe, expect, it } from "vitest";
import { addLeaf, historyOf } from "../scenarios/add-leaf";
import { type TestFarm, testFarm } from "../test-farm";
import { mainFrames } from "./frame-plan";
import type { Job } from "./leaf";

/** The id of the newest leaf in this state. */
function leafIn(farm: TestFarm, status: number): number {
  const { rows } = farm.read("getTaskList", { pageNum: 1, pageSize: 100, statusList: [status] });
  const leaves = rows.flatMap((task) => (task.isShell ? task.children : [task]));
  const match = leaves.find((leaf) => leaf.statusCode === status);
  if (!match) throw new Error(`No task in state ${status}`);
  return match.id;
}

const sceneId = (farm: TestFarm, searchKeyword: string): number => {
  const [task] = farm.read("getTaskList", { pageNum: 1, pageSize: 1, searchKeyword }).rows;
  if (!task) throw new Error(`No task called ${searchKeyword}`);
  return task.id;
};

const money = (farm: TestFarm): number => {
  const { rmbbalance, coupon } = farm.read("queryUserProfile");
  return (rmbbalance ?? 0) + (coupon ?? 0);
};

describe("a farm whose clock advances", () => {
  it("renders frames, adds cost and machine time, and takes the money", () => {
    const farm = testFarm();
    const id = sceneId(farm, "dragon_s010_sh0200");
    const before = farm.leaf(id);
    const moneyBefore = money(farm);
    farm.pass(120);
    const after = farm.leaf(id);
    expect(after.done).toBeGreaterThan(before.done);
    expect(after.cost).toBeGreaterThan(before.cost);
    expect(after.machineSeconds).toBeGreaterThan(before.machineSeconds);
    expect(money(farm)).toBeLessThan(moneyBefore);
    expect(after.executing).toBe(24);
  });

  it("takes money from the coupon first", () => {
    const farm = testFarm();
    const before = farm.read("queryUserProfile");
    farm.pass(60);
    const after = farm.read("queryUserProfile");
    expect(after.coupon).toBeLessThan(before.coupon ?? 0);
    expect(after.rmbbalance).toBe(before.rmbbalance);
  });

  it("uses no more machines than the limit of the task", () => {
    const farm = testFarm();
    const id = sceneId(farm, "tvc_s001_sh0010");
    expect(farm.leaf(id).executing).toBe(10);
    farm.pass(200);
    expect(farm.leaf(id).executing).toBe(10);
  });

  it("moves a new task from submission through analysis and preprocessing to waiting", () => {
    const farm = testFarm();
    const id = leafIn(farm, 60);
    const states = [60];
    for (let second = 0; second < 200; second += 5) {
      farm.pass(5);
      const { status } = farm.leaf(id);
      if (states.at(-1) !== status) states.push(status);
    }
    expect(states.slice(0, 4)).toEqual([60, 50, 8, 0]);
    expect(states).not.toContain(45);
  });

  it("starts the main picture 4 to 11 seconds after its photon pass", () => {
    const farm = testFarm();
    const { rows } = farm.read("getTaskList", { pageNum: 1, pageSize: 100, statusList: [5] });
    const shell = rows.find(
      (task) => task.children[0]?.taskType === "RenderPhoton" && task.children[0].statusCode === 5,
    );
    const [photonId, mainId] = shell?.children.map((child) => child.id) ?? [];
    if (photonId === undefined || mainId === undefined) throw new Error("No photon pass is rendering");
    expect(farm.leaf(photonId).frames.at(-1)?.status).toBe(7);
    expect(farm.leaf(mainId)).toMatchObject({ status: 0, executing: 0 });
    for (let minute = 0; minute < 90 && farm.leaf(photonId).status === 5; minute += 1) farm.pass(60);
    farm.pass(15);
    expect(farm.leaf(photonId)).toMatchObject({ status: 25, waiting: 0 });
    expect(farm.leaf(mainId).status).toBe(5);
    const page = farm.read("queryTaskInfo", { taskIds: [photonId, mainId] });
    const gap = (page.rows[1]?.startedMs ?? 0) - (page.rows[0]?.completedMs ?? 0);
    expect(gap).toBeGreaterThanOrEqual(4000);
    expect(gap).toBeLessThanOrEqual(11_000);
  });

  it("stops the tasks of a user when the wallet is empty, with arrears for the last frames", () => {
    const farm = testFarm();
    const id = sceneId(farm, "🐉");
    expect(farm.leaf(id).status).toBe(5);
    farm.pass(3600);
    const stopped = farm.leaf(id);
    expect(stopped).toMatchObject({ status: 20, executing: 0, waiting: 0 });
    expect(stopped.arrears).toBeGreaterThan(0);
    expect(stopped.stopped).toBeGreaterThan(0);
    expect(farm.code("startTask", { taskParam: [id] })).toBe(507);
    farm.pass(10);
    expect(farm.leaf(id).status).toBe(20);
    expect(farm.leaf(sceneId(farm, "dragon_s010_sh0200")).status).toBe(5);
  });
});

describe("stopTask and startTask", () => {
  it("stop all open frames and their cost, then continue with the same frames", () => {
    const farm = testFarm();
    const id = sceneId(farm, "dragon_s010_sh0200");
    const { done, failed, total } = farm.leaf(id);
    expect(farm.code("stopTask", { taskParam: [id] })).toBe(200);
    const stopped = farm.leaf(id);
    expect(stopped).toMatchObject({
      status: 10,
      executing: 0,
      waiting: 0,
      done,
      failed,
      stopped: total - done - failed,
    });
    farm.pass(600);
    expect(farm.leaf(id).cost).toBe(stopped.cost);
    expect(farm.code("startTask", { taskParam: [id] })).toBe(200);
    expect(farm.leaf(id)).toMatchObject({ status: 5, stopped: 0, done });
    farm.pass(300);
    const resumed = farm.leaf(id);
    expect(resumed.executing).toBe(24);
    expect(resumed.done).toBeGreaterThan(done);
    expect(resumed.frames.every((frame) => frame.resubmits === 0)).toBe(true);
  });

  it("stop the leaves of a shell that allow it and skip the others", () => {
    const farm = testFarm();
    const id = sceneId(farm, "city_s030_sh0040");
    farm.code("stopTask", { taskIds: [id] });
    const [task] = farm.read("queryTaskInfo", { taskIds: [id] }).rows;
    expect(task?.children.map((child) => child.statusCode)).toEqual([25, 10, 10, 10]);
  });

  it("do not change a finished task", () => {
    const farm = testFarm({ tasks: 2 });
    farm.code("stopTask", { taskParam: [18281] });
    expect(farm.leaf(18281)).toMatchObject({ status: 25, done: 17 });
  });
});

describe("abortTask and deleteTask", () => {
  it("abandon a task, which cannot start again", () => {
    const farm = testFarm();
    const id = sceneId(farm, "dragon_s010_sh0200");
    farm.code("abortTask", { taskParam: [id] });
    farm.code("startTask", { taskParam: [id] });
    farm.pass(60);
    expect(farm.leaf(id)).toMatchObject({ status: 35, executing: 0, waiting: 0 });
  });

  it("remove a deleted task from the list, set isDelete 0 and refuse writes to it", () => {
    const farm = testFarm({ tasks: 2 });
    farm.code("deleteTask", { taskParam: [18278] });
    expect(farm.read("getTaskList", { pageNum: 1, pageSize: 10 })).toMatchObject({ total: 1 });
    expect(farm.read("queryTaskInfo", { taskIds: [18278] }).rows).toMatchObject([{ id: 18278, isDeleted: true }]);
    expect(farm.code("startTask", { taskParam: [18278] })).toBe(937);
    expect(farm.code("queryTaskFrames", { taskId: 18281, pageNum: 1, pageSize: 1 })).toBe(937);
    expect(farm.read("queryAllFrameStats").totalFrames).toBe(18);
  });

  it("do not delete a rendering task", () => {
    const farm = testFarm();
    const id = sceneId(farm, "dragon_s010_sh0200");
    expect(farm.code("deleteTask", { taskParam: [id] })).toBe(200);
    expect(farm.leaf(id)).toMatchObject({ status: 5, deleted: false });
  });
});

describe("a restart", () => {
  it("renders failed frames again, counts up recommitFlag and ends as finished", () => {
    const farm = testFarm();
    const id = sceneId(farm, "robot_s040_sh0110");
    const before = farm.leaf(id);
    expect(before).toMatchObject({ status: 30, failed: 12 });
    farm.code("restartFailedFrames", { taskParam: [id] });
    const restarted = farm.leaf(id);
    expect(restarted).toMatchObject({ status: 5, failed: 0, waiting: 12, done: before.done });
    expect(restarted.frames.filter((frame) => frame.resubmits === 1)).toHaveLength(12);
    farm.pass(900);
    const after = farm.leaf(id);
    expect(after).toMatchObject({ status: 25, done: 200, failed: 0 });
    expect(after.cost).toBeGreaterThan(before.cost);
    expect(after.machineSeconds).toBeGreaterThan(before.machineSeconds);
  });

  it("renders only the given frames again, done ones included", () => {
    const farm = testFarm();
    const id = sceneId(farm, "robot_s040_sh0110");
    const [first, second] = farm.leaf(id).frames.filter((frame) => frame.status === 4);
    if (!first || !second) throw new Error("No frame is done");
    expect(farm.code("restartFrame", { taskId: id, selectAll: 0, ids: [first.id, second.id] })).toBe(200);
    const resubmitted = farm.leaf(id).frames.filter((frame) => frame.resubmits > 0);
    expect(resubmitted.map((frame) => frame.id)).toEqual([first.id, second.id]);
    farm.pass(900);
    expect(farm.leaf(id)).toMatchObject({ status: 30, failed: 12, done: 188 });
  });

  it("renders all frames again", () => {
    const farm = testFarm({ tasks: 2 });
    farm.code("restartFrame", { taskId: 18281, selectAll: 1, ids: [] });
    expect(farm.leaf(18281)).toMatchObject({ status: 5, done: 0, waiting: 17 });
    expect(farm.leaf(18281).frames.at(-1)).toMatchObject({ status: 12, resubmits: 1 });
    farm.pass(7200);
    expect(farm.leaf(18281)).toMatchObject({ status: 25, done: 17 });
  });

  it("starts the main picture when the failed photon pass succeeds", () => {
    const farm = testFarm();
    const id = sceneId(farm, "主卧_日景_v005");
    farm.code("restartFailedFrames", { taskParam: [id] });
    farm.pass(600);
    const [task] = farm.read("queryTaskInfo", { taskIds: [id] }).rows;
    expect(task?.children[0]?.statusCode).toBe(25);
    expect([5, 25]).toContain(task?.children[1]?.statusCode);
  });

  it("continues a timed-out task", () => {
    const farm = testFarm();
    const id = leafIn(farm, 23);
    const before = farm.leaf(id);
    expect(before.frames.filter((frame) => frame.status === 11)).toHaveLength(1);
    farm.code("startTask", { taskParam: [id] });
    expect(farm.leaf(id)).toMatchObject({ status: 5, failed: 0, stopped: 0, done: before.done });
  });

  it("ends with status 23 when a frame reaches the time limit", () => {
    const farm = testFarm({ tasks: 2 });
    const [example] = farm.farm.jobs;
    if (!example) throw new Error("The farm is empty");
    const job: Job = { ...example, id: 50_000, isShell: false, leaves: [] };
    const template = { plan: mainFrames(3), status: 10, machines: 1, frameSeconds: 600, limitSeconds: 300 };
    const placement = { id: 50_000, firstFrameId: 1, seed: 1, startedAt: null, completedAt: null };
    addLeaf(job, { ...template, history: historyOf({ restStatus: 3 }) }, placement);
    farm.farm.addJob(job);
    farm.code("startTask", { taskParam: [50_000] });
    farm.pass(301);
    expect(farm.leaf(50_000)).toMatchObject({ status: 5, executing: 1 });
    farm.pass(2);
    const stopped = farm.leaf(50_000);
    expect(stopped).toMatchObject({ status: 23, failed: 1, stopped: 2, executing: 0, machineSeconds: 300 });
    expect(stopped.frames.map((frame) => frame.status)).toEqual([11, 3, 3]);
  });
});
