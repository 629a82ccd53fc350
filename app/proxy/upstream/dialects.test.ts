// @vitest-environment node
/** Sends every operation in both dialects to the demo farm over signed HTTP: the page parses the same data. */
import { afterEach, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { createFarm, type Farm } from "../../../mocks/farm/farm";
import { type RunningUpstream, startUpstream } from "../../../mocks/upstream";
import {
  type CurrentOperationName,
  currentOperationNames,
  endpoints,
  isIn2018,
  loadResponse,
  type OperationName,
  type OperationName2018,
  operationNames,
  operationNames2018,
} from "../../protocol/endpoints";
import { requests } from "../../protocol/requests";
import { envelopeSchema } from "../../protocol/wire/envelope";
import { Problem } from "../http/problem";
import { Secret } from "../signing/secret";
import { currentRoutes } from "./current-routes";
import type { DialectName } from "./dialect";
import { dialects } from "./dialects";
import { createForwarder, type Forwarder } from "./forwarder";

/** 2026-11-01T00:00:00Z */
const NOW = 1_793_491_200_000;
const credentials = { accessId: "id", accessKey: "key" };

type Connection = { readonly farm: Farm; readonly upstream: RunningUpstream; readonly forwarder: Forwarder };

const connections: Connection[] = [];
afterEach(async () => {
  for (const { forwarder, upstream } of connections.splice(0)) {
    await forwarder.close();
    await upstream.close();
  }
});

async function connect(dialect: DialectName): Promise<Connection> {
  const farm = createFarm({ seed: 1, now: () => NOW, tasks: 40 });
  const upstream = await startUpstream({ farm, ...credentials, now: () => NOW });
  const domain = `127.0.0.1:${upstream.port}`;
  const identity = {
    accessId: credentials.accessId,
    accessKey: new Secret(credentials.accessKey),
    platform: "2",
    channel: "4",
  };
  const forwarder = createForwarder({ protocol: "http", domain, ...identity, dialect }, { localNow: () => NOW });
  const connection = { farm, upstream, forwarder };
  connections.push(connection);
  return connection;
}

const taskIdOfScene = (farm: Farm, scene: string): number => {
  const job = farm.jobs.find(({ sceneName }) => sceneName === scene);
  if (!job) throw new Error(`There is no ${scene}`);
  return job.id;
};
const ROBOT = "robot_s040_sh0110_fx_v003.ma";
const VILLA = "别墅外立面_黄昏_v010.max";

async function call(forwarder: Forwarder, name: OperationName, body: object) {
  const response = await forwarder.forward(name, z.parse(requests[name], body));
  const { code, data } = envelopeSchema.parse(JSON.parse(response.body));
  return { code, data: code === 200 ? z.parse(await loadResponse(name), data) : null };
}

const paging = { pageNum: 1, pageSize: 100 };
const maya = { cgId: 2000, cgName: "Maya", cgVersion: "2020", renderLayerType: 0 as const, pluginIds: [1166] };

/** A successful request of every operation of 2018, in an order that leaves each the tasks it needs. */
const requestBodies: Readonly<Record<OperationName2018, object>> = {
  queryPlatforms: { zone: 1 },
  queryUserProfile: {},
  queryUserSetting: {},
  getTransferBid: {},
  createTask: { count: 2 },
  submitTask: { taskId: 0 },
  queryErrorDetail: { code: "15000", language: "1" },
  getTaskList: { ...paging, pageSize: 30, statusList: [5, 25, 30], searchKeyword: "s0" },
  queryTaskFrames: { ...paging, taskId: 0 },
  queryAllFrameStats: {},
  queryTaskInfo: { taskIds: [18278, 19084] },
  getLabelList: {},
  querySupportedSoftware: {},
  querySupportedPlugin: { cgId: 2000 },
  getRenderEnv: { cgId: 2001 },
  addLabel: { newName: "a label", status: 1 },
  deleteLabel: { delName: "a label" },
  addRenderEnv: { ...maya, editName: "mine", renderSystem: "0" },
  updateRenderEnv: { ...maya, editName: "mine", renderSystem: "1" },
  setDefaultRenderEnv: { editName: "mine" },
  deleteRenderEnv: { editName: "mine" },
  updateUserSetting: { taskOverTime: 13 },
  startTask: { taskParam: [19088] },
  restartFailedFrames: { taskParam: [0] },
  restartFrame: { taskId: 0, selectAll: 1, ids: [] },
  stopTask: { taskParam: [0] },
  abortTask: { taskParam: [0] },
  deleteTask: { taskParam: [0] },
};

/** Replaces task id 0 by the id of the task with failed frames, which depends on the seed. */
const withId = (body: object, id: number): object =>
  Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key,
      key === "taskId" && value === 0 ? id : key === "taskParam" ? [value[0] || id] : value,
    ]),
  );

/** The page's data without the members that only the current dialect has. */
const membersOf2018 = (data: unknown): unknown => {
  if (Array.isArray(data)) return data.map(membersOf2018);
  if (typeof data !== "object" || data === null) return data;
  const frameMembers = ["node", "cpuPercent", "memoryBytes"];
  const taskMembers = [
    "keyValueText",
    "channel",
    "remark",
    "stopType",
    "isOverdue",
    "frameLimitSeconds",
    "overTimeStop",
    "isOperable",
    "sceneLocalPath",
  ];
  const platformMembers = ["type", "status", "taskPrefix", "isShow"];
  const newMembers = new Set([...frameMembers, ...taskMembers, ...platformMembers]);
  return Object.fromEntries(
    Object.entries(data)
      .filter(([key]) => !newMembers.has(key))
      .map(([key, value]) => [key, membersOf2018(value)]),
  );
};

const states = ({ farm }: Connection) =>
  farm.jobs.map((job) => [job.id, job.leaves.map((leaf) => [leaf.status, leaf.counts])]);

describe("the 28 operations", () => {
  it("return the same data and change the same tasks in both dialects", async () => {
    const pair = { "2018": await connect("2018"), current: await connect("current") };
    const robot = taskIdOfScene(pair["2018"].farm, ROBOT);
    expect(taskIdOfScene(pair.current.farm, ROBOT)).toBe(robot);
    const order = Object.keys(requestBodies);
    expect(order.toSorted()).toEqual([...operationNames2018].toSorted());
    for (const name of operationNames2018.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))) {
      const [reserved = 0] = pair["2018"].farm.reservations.keys();
      const body = withId(requestBodies[name], name === "submitTask" ? reserved : robot);
      const [old, current] = [
        await call(pair["2018"].forwarder, name, body),
        await call(pair.current.forwarder, name, body),
      ];
      expect({ name, ...old }).toMatchObject({ name, code: 200 });
      expect({ name, ...Object(membersOf2018(current)) }).toEqual({ name, ...Object(membersOf2018(old)) });
    }
    expect(states(pair.current)).toEqual(states(pair["2018"]));
  });

  it("use the paths, version and language header of the dialect", async () => {
    const { upstream, forwarder } = await connect("current");
    await forwarder.forward("stopTask", { taskParam: [19088] }, { language: "zh" });
    await forwarder.forward("queryUserSetting", {});
    expect(upstream.requests).toMatchObject([
      { path: "/api/rendering/task/renderingTask/stopTask", bodyText: '{"taskIds":[19088]}' },
      { path: "/api/render/setUp/queryUserSetting", bodyText: "{}" },
    ]);
    expect(upstream.requests.map(({ headers }) => [headers["version"], headers["languageflag"]])).toEqual([
      ["2.0.0", "0"],
      ["2.0.0", "1"],
    ]);
    const old = await connect("2018");
    await old.forwarder.forward("stopTask", { taskParam: [19088] }, { language: "zh" });
    expect(old.upstream.requests).toMatchObject([
      { path: "/api/render/task/stopTask", bodyText: '{"taskParam":[19088]}' },
    ]);
    expect(old.upstream.requests[0]?.headers).toMatchObject({ version: "1.0.0" });
    expect(old.upstream.requests[0]?.headers).not.toHaveProperty("languageflag");
  });

  it("return environments of both operating systems, which the farm lists one at a time", async () => {
    const { forwarder, upstream } = await connect("current");
    await forwarder.forward("addRenderEnv", { ...maya, editName: "on windows", renderSystem: "1" });
    const { data } = await call(forwarder, "getRenderEnv", { cgId: 2000 });
    expect(data).toMatchObject({
      rows: expect.arrayContaining([
        expect.objectContaining({ editName: "on windows", osName: 1 }),
        expect.objectContaining({ editName: "testRenderEnv332", osName: 0 }),
      ]),
    });
    expect(upstream.requests.slice(1).map(({ bodyText }) => bodyText)).toEqual([
      '{"cgId":2000,"osName":1}',
      '{"cgId":2000,"osName":0}',
    ]);
  });

  it("refuse a page of more than 100 rows", async () => {
    const { forwarder, upstream } = await connect("current");
    const refusal = await forwarder.forward("getTaskList", { pageNum: 1, pageSize: 101 }).catch((error) => error);
    expect(refusal).toBeInstanceOf(Problem);
    expect(refusal).toMatchObject({
      problem: "invalid-request",
      members: {
        operation: "getTaskList",
        detail: "A page of this farm has at most 100 rows",
        errors: [{ path: "pageSize", code: "too_big" }],
      },
    });
    expect(upstream.requests).toHaveLength(0);
  });

  it("relay a refusal of the first of two requests", async () => {
    const { forwarder, upstream } = await connect("current");
    expect(await call(forwarder, "getRenderEnv", { cgId: 1 })).toEqual({ code: 404, data: null });
    expect(upstream.requests).toHaveLength(1);
  });
});

/** A successful request of every other operation. The robot task has failed frames, the villa task waits for approval. */
const currentRequests = (
  robot: number,
  villa: number,
  frame: number,
): Readonly<Record<CurrentOperationName, object>> => ({
  showLog: { id: frame, pageNum: 1 },
  stopTaskFrames: { taskId: robot, selectAll: 0, ids: [frame] },
  recommitTasks: { taskIds: [robot], status: [5, 11] },
  setTaskOverTimeStop: { taskIds: [robot], overTime: 7200 },
  updateTaskUserLevel: { taskId: robot, taskUserLevel: 60 },
  updateTaskLimit: { taskId: robot, taskLimit: 12 },
  fullSpeedRendering: { taskIds: [villa] },
  addTaskLabel: { label: "hero", taskIds: [robot] },
  deleteTaskLabel: { labelNames: ["hero"], taskIds: [robot] },
  hardwareConfigList: { taskIds: [robot] },
  editTaskHardwareConfig: { taskIds: [robot], hardwareConfigId: 302, model: "28C", gpuNum: "", ram: "64GB" },
  taskRecord: { pageNum: 1, pageSize: 50 },
  getOutputUserDirFile: { treePath: "/" },
  getDeletedTasks: paging,
  createClone: { cloneOriginalId: robot, taskUserLevel: 60, labels: ["hero"], artist: "Lin" },
  loadTaskProcessImg: { taskId: villa },
  loadingFrameThumbnail: { id: frame, frameStatus: 4 },
});

const picturePathsIn = async (dialect: DialectName) => {
  const { farm, forwarder, upstream } = await connect(dialect);
  const { firstFrameId = 0 } = farm.leavesById.get(18_280) ?? {};
  const { data } = await call(forwarder, "loadingFrameThumbnail", { id: firstFrameId, frameStatus: 4 });
  return { data, path: upstream.requests[0]?.path };
};

describe("operations of the current dialect only", () => {
  it.each(currentOperationNames)(
    "%s is accepted by the demo farm, which checks requests as documented",
    async (name) => {
      const { farm, forwarder, upstream } = await connect("current");
      const robot = taskIdOfScene(farm, ROBOT);
      const body = currentRequests(robot, taskIdOfScene(farm, VILLA), farm.leavesById.get(robot)?.firstFrameId ?? 0)[
        name
      ];
      expect(await call(forwarder, name, body)).toMatchObject({ code: 200 });
      expect(upstream.requests).toMatchObject([{ name, path: currentRoutes[name].path, code: 200 }]);
      expect(farm.requestLog).toMatchObject([{ name }]);
    },
  );

  it("do not exist in the dialect of 2018", () => {
    for (const name of currentOperationNames.filter((one) => !isIn2018(one))) {
      expect(dialects["2018"].operationAt(endpoints[name].path)).toBeUndefined();
      expect(dialects.current.operationAt(endpoints[name].path)).toBe(name);
    }
    expect(dialects["2018"].capabilities).toEqual(["framePictures"]);
    expect(() => dialects["2018"].encodeRequest("showLog", {}, { platform: "2" })).toThrow("does not exist in 2018");
  });

  it("of pictures is the same in both dialects, with the paths of each", async () => {
    expect(await picturePathsIn("2018")).toEqual({
      path: "/api/render/task/loadingFrameThumbnail",
      data: expect.arrayContaining([
        expect.stringMatching(/^small_pic\\100000\\\d+\\18280\\beauty_\d+_renderbus_0000/),
      ]),
    });
    expect(await picturePathsIn("current")).toEqual({
      path: "/api/render/handle/loadingFrameThumbnail",
      data: expect.arrayContaining([
        expect.stringMatching(/^\/mnt\/output\/d2_0\/small_pic\/100000\/\d+\/18280\/beauty_\d+_renderbus_0000/),
      ]),
    });
  });

  it("have a route each", () => {
    expect(Object.keys(currentRoutes).toSorted()).toEqual([...operationNames].toSorted());
  });
});
