/** Operations of the current dialect only: logs, machines, approval, tags, operation record, output files. */

import { describe, expect, it } from "vitest";
import {
  type CurrentOperationName,
  endpoints,
  type OperationName,
  operationNames,
  type ResponseOf,
} from "../../../app/protocol/endpoints";
import type { Frame } from "../../../app/protocol/frames/frame";
import { framePageSchema } from "../../../app/protocol/frames/frame";
import { logLines, parseLogLine } from "../../../app/protocol/frames/frame-log";
import { taskPageSchema } from "../../../app/protocol/tasks/task-info";
import { answerRequest } from "../answer";
import { type TestFarm, testFarm } from "../test-farm";
import { matchRoute, routeOf } from "../wire/routes";

/** Calls an operation of the current dialect as the page does. */
const call = <Name extends CurrentOperationName>(world: TestFarm, name: Name, body: unknown = {}): ResponseOf<Name> =>
  world.read(name, body);

/** The code of the response to a request in the current dialect. */
const code = ({ farm }: TestFarm, name: OperationName, body: unknown) =>
  answerRequest(farm, name, body, "current").code;

function idOf({ farm }: TestFarm, scene: string): number {
  const job = farm.jobs.find((one) => one.sceneName === scene);
  if (!job) throw new Error(`There is no ${scene}`);
  return job.id;
}

const ROBOT = "robot_s040_sh0110_fx_v003.ma";
const VILLA = "别墅外立面_黄昏_v010.max";
const FOREST = "forest_s011_sh0090_lighting_v006.ma";
const RUNNING = "dragon_s010_sh0200_lighting_v012.ma";

const createWorld = () => testFarm({ tasks: 40 });

/** All frames of a task in the current dialect. */
function framesOf({ farm }: TestFarm, taskId: number): Frame[] {
  const frames: Frame[] = [];
  for (let pageNum = 1; ; pageNum += 1) {
    const { data } = answerRequest(farm, "queryTaskFrames", { taskId, pageNum }, "current");
    const { rows: page } = framePageSchema.parse(data);
    if (page.length === 0) return frames;
    frames.push(...page);
  }
}

const tasksOf = ({ farm }: TestFarm, ids: readonly number[]) =>
  taskPageSchema.parse(answerRequest(farm, "queryTaskInfo", { taskIds: ids }, "current").data).rows;

function logOf(world: TestFarm, id: number): string[] {
  const first = call(world, "showLog", { id, pageNum: 1 });
  const others = Array.from({ length: Math.max(0, (first.pageCount ?? 0) - 1) }, (_, index) =>
    call(world, "showLog", { id, pageNum: index + 2 }),
  );
  return logLines([first, ...others]);
}

const statusCounts = (frames: readonly Frame[]) => {
  const counts: Record<number, number> = {};
  for (const { statusCode } of frames) counts[statusCode ?? -1] = (counts[statusCode ?? -1] ?? 0) + 1;
  return counts;
};

describe("a machine", () => {
  it("causes most failures of a task and renders few other frames", () => {
    const world = createWorld();
    const frames = framesOf(world, idOf(world, ROBOT));
    const failed = frames.filter(({ statusCode }) => statusCode === 5);
    const share = (node: string | null) => failed.filter((frame) => frame.node === node);
    const [faultyNode = null] = failed.map(({ node }) => node).toSorted((a, b) => share(b).length - share(a).length);
    const itsFailures = share(faultyNode);
    expect(failed).toHaveLength(12);
    expect(itsFailures.length).toBeGreaterThanOrEqual(8);
    const good = frames.filter(({ node, statusCode }) => node === faultyNode && statusCode === 4);
    expect(good.length).toBeLessThan(itsFailures.length);
    expect(new Set(frames.map(({ node }) => node)).size).toBeGreaterThan(10);
    expect(faultyNode).toMatch(/^10\.60\.\d+\.\d+$/);
  });

  it("is assigned again when failed frames are restarted, and the frames succeed", () => {
    const world = createWorld();
    const id = idOf(world, ROBOT);
    const failed = framesOf(world, id).filter(({ statusCode }) => statusCode === 5);
    expect(code(world, "recommitTasks", { taskIds: [id], status: [5] })).toBe(200);
    expect(framesOf(world, id).filter(({ node }) => node === null)).toHaveLength(12);
    world.pass(3600);
    const rerendered = framesOf(world, id).filter((frame) => failed.some((one) => one.id === frame.id));
    expect(statusCounts(rerendered)).toEqual({ 4: 12 });
    expect(rerendered.every((frame) => frame.resubmits === 1 && frame.node !== null)).toBe(true);
  });

  it("uses almost no CPU for a hanging frame and much for the others", () => {
    const world = testFarm({ tasks: 3, frames: 2000 });
    const id = world.farm.jobs.find((job) => job.sceneName.startsWith("crowd"))?.id ?? 0;
    const executing: Frame[] = [];
    for (let hours = 0; hours < 5; hours += 1) {
      executing.push(...framesOf(world, id).filter(({ statusCode }) => statusCode === 2));
      world.pass(240);
    }
    const loads = executing.map(({ cpuPercent }) => cpuPercent ?? -1);
    expect(loads.filter((load) => load <= 1).length).toBeGreaterThan(0);
    expect(loads.filter((load) => load >= 60).length).toBeGreaterThan(loads.length / 2);
    expect(executing.every(({ memoryBytes }) => (memoryBytes ?? 0) > 1e9)).toBe(true);
  });
});

describe("the log of a frame", () => {
  it("has the error code of a failed frame, which queryErrorDetail explains", () => {
    const world = createWorld();
    const failed = framesOf(world, idOf(world, ROBOT)).find(({ statusCode }) => statusCode === 5);
    const lines = logOf(world, failed?.id ?? 0);
    const errors = lines.map(parseLogLine).filter(({ kind }) => kind === "error");
    const [errorCode] = errors.map((line) => line.errorCode);
    expect(world.read("queryErrorDetail", { code: errorCode, language: "1" }).rows).toHaveLength(1);
    expect(logOf(world, failed?.id ?? 0)).toEqual(lines);
  });

  it("has several pages, its length in characters, and no error for a done frame", () => {
    const world = createWorld();
    const done = framesOf(world, idOf(world, RUNNING)).find(({ statusCode }) => statusCode === 4);
    const first = call(world, "showLog", { id: done?.id, pageNum: 1 });
    const beyond = call(world, "showLog", { id: done?.id, pageNum: (first.pageCount ?? 0) + 1 });
    expect(first.size).toBe(16_384);
    expect(call(world, "showLog", { id: done?.id, pageNum: 0 }).rows).toEqual(first.rows);
    expect(beyond.rows).toEqual([]);
    const lines = logOf(world, done?.id ?? 0);
    expect(`${lines.join("\n")}\n`).toHaveLength(first.total ?? 0);
    expect(lines.map(parseLogLine).filter(({ kind }) => kind === "error")).toEqual([]);
    expect(lines.at(-1)).toContain("with 0 errors");
  });

  it("grows while the frame renders and is empty before", () => {
    const world = createWorld();
    const frames = framesOf(world, idOf(world, RUNNING));
    const executing = frames.filter(({ statusCode }) => statusCode === 2).map(({ id }) => id);
    const before = executing.map((id) => logOf(world, id));
    world.pass(5);
    const after = executing.map((id) => logOf(world, id));
    expect(after.every((lines, index) => lines.length >= (before[index]?.length ?? 0))).toBe(true);
    expect(after.flat().length).toBeGreaterThan(before.flat().length + executing.length);
    expect(after.map((lines, index) => lines.slice(0, before[index]?.length))).toEqual(before);
    expect(logOf(world, frames.findLast(({ statusCode }) => statusCode === 1)?.id ?? 0)).toEqual([]);
    expect(code(world, "showLog", { renderingType: "render", id: 5, pageNum: 1, pageSize: 1 })).toBe(404);
  });
});

describe("stopped and restarted frames", () => {
  it("are selected by id, by state, or all; the task ends with the last", () => {
    const world = createWorld();
    const id = idOf(world, RUNNING);
    const frames = framesOf(world, id);
    const [executing, waiting] = [2, 1].map((state) => frames.filter(({ statusCode }) => statusCode === state));
    const before = statusCounts(frames);
    const ids = [executing?.[0]?.id, waiting?.[0]?.id];
    call(world, "stopTaskFrames", { taskId: id, selectAll: 0, ids });
    expect(
      framesOf(world, id)
        .filter((frame) => frame.statusCode === 3)
        .map((frame) => frame.id),
    ).toEqual(ids);
    call(world, "stopTaskFrames", { taskId: id, selectAll: 1, status: [1] });
    expect(statusCounts(framesOf(world, id))).toEqual({
      2: (before[2] ?? 0) - 1,
      3: (before[1] ?? 0) + 1,
      4: before[4],
      5: before[5],
    });
    expect(world.leaf(id).status).toBe(5);
    call(world, "stopTaskFrames", { taskId: id, selectAll: 1 });
    world.pass(10);
    expect(world.leaf(id)).toMatchObject({ status: 30, executing: 0, waiting: 0 });
    expect(code(world, "stopTaskFrames", { taskId: id, selectAll: 0, ids: [5] })).toBe(404);
  });

  it("of a waiting task stop the task when they are all of it", () => {
    const world = createWorld();
    const id = world.farm.jobs.find((job) => !job.isShell && job.leaves[0]?.status === 0)?.id ?? 0;
    call(world, "stopTaskFrames", { taskId: id, selectAll: 1 });
    expect(world.leaf(id)).toMatchObject({ status: 10, waiting: 0 });
  });

  it("are only those in the given states", () => {
    const world = createWorld();
    const id = idOf(world, ROBOT);
    call(world, "recommitTasks", { taskIds: [id], status: [4] });
    expect(world.leaf(id)).toMatchObject({ failed: 12, done: 0, waiting: 188, status: 5 });
  });

  it("time out at a new time limit", () => {
    const world = createWorld();
    const id = idOf(world, RUNNING);
    call(world, "setTaskOverTimeStop", { taskIds: [id], overTime: 60 });
    expect(tasksOf(world, [id])).toMatchObject([{ frameLimitSeconds: 60 }]);
    world.pass(200);
    expect(world.leaf(id).status).toBe(23);
    expect(statusCounts(framesOf(world, id))[11]).toBeGreaterThan(0);
  });
});

describe("a task", () => {
  it("continues after its test frames only when they are approved", () => {
    const world = createWorld();
    const id = idOf(world, VILLA);
    world.pass(7200);
    expect(world.leaf(id)).toMatchObject({ status: 40, done: 4 });
    call(world, "fullSpeedRendering", { taskIds: [id, idOf(world, ROBOT)] });
    expect(world.leaf(id).status).toBe(5);
    expect(world.leaf(idOf(world, ROBOT)).status).toBe(30);
    world.pass(36_000);
    expect(world.leaf(id)).toMatchObject({ waiting: 0, executing: 0 });
    expect([25, 30]).toContain(world.leaf(id).status);
  });

  it("accepts priority 50 and 60 only", () => {
    const world = createWorld();
    const id = idOf(world, ROBOT);
    for (const taskUserLevel of [60, 50]) {
      call(world, "updateTaskUserLevel", { taskId: id, taskUserLevel });
      expect(tasksOf(world, [id])).toMatchObject([{ userLevel: taskUserLevel }]);
    }
    expect(code(world, "updateTaskUserLevel", { taskId: id, taskUserLevel: 55 })).toBe(600);
  });

  it("gets another number of machines, a shell for each of its layers", () => {
    const world = createWorld();
    const [shell, plain] = [idOf(world, FOREST), idOf(world, ROBOT)];
    for (const taskId of [shell, plain]) call(world, "updateTaskLimit", { taskId, taskLimit: 7 });
    const [task] = tasksOf(world, [plain]);
    expect(task).toMatchObject({ machineLimit: 7 });
    expect(world.farm.jobsById.get(shell)?.leaves.map(({ machineLimit }) => machineLimit)).toEqual([7, 7, 7]);
    for (const taskLimit of [0, 1001]) expect(code(world, "updateTaskLimit", { taskId: plain, taskLimit })).toBe(600);
  });

  it("gets tags and loses them by name and by id, shells and leaves alike", () => {
    const world = createWorld();
    const [shell, plain] = [idOf(world, FOREST), idOf(world, ROBOT)];
    const layer = world.farm.jobsById.get(shell)?.leaves[0]?.id ?? 0;
    call(world, "addTaskLabel", { label: "hero", taskIds: [shell, plain] });
    call(world, "addTaskLabel", { label: "夜景", taskIds: [layer, plain] });
    const tags = () => tasksOf(world, [shell, layer, plain]).map((one) => one.tags);
    expect(tags()).toEqual([["hero"], ["夜景"], ["hero", "夜景"]]);
    call(world, "deleteTaskLabel", { labelNames: ["hero"], taskIds: [plain] });
    expect(tags()).toEqual([["hero"], ["夜景"], ["夜景"]]);
    expect(code(world, "deleteTaskLabel", { labelIds: [7002] })).toBe(200);
    expect(tags()).toEqual([["hero"], [], []]);
  });

  it("gets a machine type that is available and runs its software", () => {
    const world = createWorld();
    const id = idOf(world, ROBOT);
    const used = () => call(world, "hardwareConfigList", { taskIds: [id] }).rows.filter((one) => one.isCurrent);
    expect(used()).toMatchObject([{ id: 301, model: "Default" }]);
    const chosen = { taskIds: [String(id)], gpuNum: "2*GPU", ram: "128GB" };
    expect(code(world, "editTaskHardwareConfig", { ...chosen, hardwareConfigId: ["402"], model: "2080Ti" })).toBe(200);
    expect(used()).toMatchObject([{ id: 402, kind: "gpu" }]);
    expect(code(world, "editTaskHardwareConfig", { ...chosen, hardwareConfigId: ["401"], model: "1080Ti" })).toBe(600);
    expect(code(world, "editTaskHardwareConfig", { ...chosen, hardwareConfigId: ["999"], model: "x" })).toBe(404);
  });

  it("moves with its layers to the deleted tasks and loses its files when it is deleted", () => {
    const world = createWorld();
    const id = idOf(world, FOREST);
    expect(call(world, "getDeletedTasks", { pageNum: 1, pageSize: 10 }).rows).toEqual([]);
    const names = () => call(world, "getOutputUserDirFile", { treePath: "/" }).rows.map(({ name }) => name);
    expect(names().filter((name) => name.endsWith("_forest_s011_sh0090_lighting_v006"))).toHaveLength(3);
    expect(code(world, "deleteTask", { taskIds: [id] })).toBe(200);
    const { rows: deleted, total } = call(world, "getDeletedTasks", { pageNum: 1, pageSize: 10 });
    expect({ deleted, total }).toMatchObject({ total: 1, deleted: [{ id, isDeleted: true, isShell: true }] });
    expect(deleted[0]?.children).toHaveLength(3);
    expect(names().filter((name) => name.endsWith("_forest_s011_sh0090_lighting_v006"))).toEqual([]);
  });

  it("of 3ds Max has tile progress, other software is refused", () => {
    const world = createWorld();
    const tiled = world.farm.jobs.find((job) => job.leaves[0]?.plan.kind === "tiles" && job.leaves[0].status === 5);
    const { grabInfo, block } = call(world, "loadTaskProcessImg", { taskId: tiled?.id });
    expect(block).toBe(16);
    expect(grabInfo.rows.map(({ tile }) => tile)).toEqual(Array.from({ length: 16 }, (_, index) => String(index + 1)));
    expect(grabInfo.rows.some(({ percent, statusCode }) => statusCode === 2 && (percent ?? 0) > 0)).toBe(true);
    expect(code(world, "loadTaskProcessImg", { taskId: idOf(world, ROBOT) })).toBe(600);
  });
});

describe("the operation record", () => {
  it("has the writes of both dialects with their users, newest first, without reads and refusals", () => {
    const world = createWorld();
    const { total } = call(world, "taskRecord", { pageNum: 1, pageSize: 100 });
    expect(total).toBeGreaterThan(3);
    const id = idOf(world, ROBOT);
    world.read("restartFailedFrames", { taskParam: [id] });
    world.pass(60);
    call(world, "addTaskLabel", { label: "hero", taskIds: [id] });
    expect(world.code("stopTask", { taskParam: [5] })).toBe(937);
    const { rows: entries, total: newTotal } = call(world, "taskRecord", { pageNum: 1, pageSize: 3 });
    expect(newTotal).toBe((total ?? 0) + 2);
    expect(entries).toMatchObject([
      {
        operation: "addTaskLabel",
        button: "btn_add_label",
        tasks: [`2W${id}`],
        source: "mainAccount",
        atMs: world.now(),
      },
      { operation: "recommitTasks", button: "btn_restart", tasks: [`2W${id}`], atMs: world.now() - 60_000 },
      { source: "subAccount" },
    ]);
  });

  it("is limited to the requested dates", () => {
    const world = createWorld();
    const later = { pageNum: 1, pageSize: 10, startDate: "2026-11-01 08:00:01" };
    expect(call(world, "taskRecord", later).total).toBe(0);
    world.pass(1);
    call(world, "addTaskLabel", { label: "hero", taskIds: [idOf(world, ROBOT)] });
    expect(call(world, "taskRecord", later).total).toBe(1);
    expect(call(world, "taskRecord", { ...later, endDate: "2026-11-01 08:00:00" }).total).toBe(0);
  });
});

describe("output files", () => {
  it("are in one folder per task and layer, with sizes", () => {
    const world = createWorld();
    const layer = world.farm.jobsById.get(idOf(world, FOREST))?.leaves[0];
    const [folder] = call(world, "getOutputUserDirFile", { treePath: "/", taskId: layer?.id }).rows;
    expect(folder).toMatchObject({ name: layer?.layerName, isFolder: true, sizeBytes: null });
    const { rows: files } = call(world, "getOutputUserDirFile", { treePath: folder?.path });
    expect(files).toHaveLength(layer?.counts.done ?? -1);
    expect(files.every((file) => !file.isFolder && file.type === "exr" && (file.sizeBytes ?? 0) > 1e6)).toBe(true);
    expect(code(world, "getOutputUserDirFile", { treePath: "/nothing" })).toBe(404);
    expect(code(world, "getOutputUserDirFile", { treePath: `${folder?.path}/deeper` })).toBe(404);
  });
});

describe("the current dialect", () => {
  const env = { cgId: 2000, cgName: "Maya", cgVersion: "2020", editName: "mine", pluginIds: [] };

  it.each<[OperationName, object, number]>([
    ["stopTask", { taskParam: [18278] }, 601],
    ["queryTaskInfo", { taskParam: [18278] }, 601],
    ["getTaskList", {}, 200],
    ["getTaskList", { pageNum: 1, pageSize: 101 }, 600],
    ["queryTaskFrames", { taskId: 19088 }, 200],
    ["getDeletedTasks", { recycleFlag: 1 }, 200],
    ["getDeletedTasks", { recycleFlag: 1, searchKeyword: "dragon" }, 600],
    ["updateUserSetting", { taskOverTime: 13 }, 601],
    ["updateUserSetting", { taskOverTimeSec: 43_200 }, 200],
    ["createTask", { count: 1 }, 601],
    ["createTask", { count: 1, taskUserLevel: 50 }, 200],
    ["queryErrorDetail", { codes: ["15000", "15001"], language: 1 }, 200],
    ["querySupportedPlugin", { cgId: 2000 }, 601],
    ["querySupportedPlugin", { cgId: 2000, osName: 1 }, 600],
    ["addRenderEnv", { ...env, renderSystem: "0" }, 600],
    ["addRenderEnv", { ...env, renderSystem: 0 }, 200],
    ["addLabel", { newName: "x", status: "0" }, 600],
    ["getRenderEnv", { cgIds: ["2000", "2001"] }, 200],
    ["restartFrame", { taskIds: 19088, selectAll: 1 }, 601],
    ["restartFrame", { taskId: 19088, selectAll: 1, ids: [] }, 200],
    ["showLog", { id: 1_546_598, pageNum: 1, pageSize: 1 }, 600],
    ["hardwareConfigList", {}, 601],
    ["hardwareConfigList", { cloneTask: false }, 600],
    ["hardwareConfigList", { cloneTask: "false", taskIds: [18278] }, 600],
    ["editTaskHardwareConfig", { taskIds: [18278], hardwareConfigId: ["302"], model: "28C" }, 600],
    ["taskRecord", { pageNum: 1, pageSize: 10 }, 601],
    ["taskRecord", { platform: 2 }, 200],
    ["getOutputUserDirFile", {}, 601],
  ])("answers %s %j with code %i", (name, body, expected) =>
    expect(code(testFarm({ tasks: 2 }), name, body)).toBe(expected),
  );

  it("answers with its own envelope and members", () => {
    const { farm } = testFarm({ tasks: 2 });
    const response = answerRequest(farm, "queryTaskInfo", { taskIds: [18278] }, "current");
    expect(response).toMatchObject({ version: "2.0.0", code: 200, requestId: expect.any(String) });
    expect(response.data).toMatchObject({
      items: [
        {
          taskKeyValueVo: { tiles: expect.any(String), allCamera: expect.stringContaining("VRayCam001") },
          labels: "{}",
          respRenderingTaskList: [{ overTimeStop: 86_400, taskOverTime: 86_400 }, {}],
        },
      ],
    });
    expect(JSON.stringify(response.data)).not.toContain('keyValue"');
  });

  it.each<[string, OperationName, object]>([
    ["setOverTimeStop", "setTaskOverTimeStop", { taskIds: [18281], overTime: 1800 }],
    ["fullSpeed", "fullSpeedRendering", { taskIds: [18281] }],
    ["loadTaskProcessImg", "loadTaskProcessImg", { taskId: 18281 }],
    ["loadingFrameThumbnail", "loadingFrameThumbnail", { id: 1_544_100, frameStatus: 4 }],
    ["addTaskLabel", "addTaskLabel", { label: "hero", taskIds: [18281] }],
    ["deleteTaskLabel", "deleteTaskLabel", { labelIds: [7001] }],
  ])("is not used for the path before 2020-09 (%s)", (path, name, body) => {
    const match = matchRoute(`/api/render/task/${path}`);
    expect(match).toEqual({ name, dialect: "2018" });
    expect(answerRequest(testFarm({ tasks: 2 }).farm, name, body, match?.dialect)).toMatchObject({
      version: "1.0.0",
      code: 200,
    });
  });

  it("has a path for every operation and none that returns secrets", () => {
    for (const path of ["/api/render/transfer/getConfig", "/api/render/transfer/getRaySyncUserKey"])
      expect(matchRoute(path)).toBeUndefined();
    for (const name of operationNames)
      for (const path of routeOf(name).paths)
        expect(matchRoute(path)?.dialect).toBe(path === endpoints[name].path ? "2018" : "current");
  });
});
