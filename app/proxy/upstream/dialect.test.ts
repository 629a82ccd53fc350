// @vitest-environment node
/** Every operation, said in both dialects to the farm over signed HTTP: what the page reads of the answers is the same. */
import { afterEach, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { createFarm, type Farm } from "../../../mocks/farm/farm";
import { type RunningUpstream, startUpstream } from "../../../mocks/upstream";
import {
  type CurrentOperationName,
  currentOperationNames,
  endpoints,
  loadResponse,
  type OperationName,
  type OperationName2018,
  operationNames,
  operationNames2018,
} from "../../protocol/endpoints";
import { requests } from "../../protocol/requests";
import { envelope } from "../../protocol/wire/envelope";
import { Problem } from "../http/problem";
import { Secret } from "../signing/secret";
import { currentRoutes } from "./current-routes";
import { type DialectName, dialects, languageOf } from "./dialect";
import { createForwarder, type Forwarder } from "./forwarder";

/** 2026-11-01T00:00:00Z */
const NOW = 1_793_491_200_000;
const pair = { accessId: "id", accessKey: "key" };

type Line = { readonly farm: Farm; readonly upstream: RunningUpstream; readonly forwarder: Forwarder };

const open: Line[] = [];
afterEach(async () => {
  for (const { forwarder, upstream } of open.splice(0)) {
    await forwarder.close();
    await upstream.close();
  }
});

async function line(dialect: DialectName): Promise<Line> {
  const farm = createFarm({ seed: 1, now: () => NOW, tasks: 40 });
  const upstream = await startUpstream({ farm, ...pair, now: () => NOW });
  const domain = `127.0.0.1:${upstream.port}`;
  const identity = { accessId: pair.accessId, accessKey: new Secret(pair.accessKey), platform: "2", channel: "4" };
  const forwarder = createForwarder({ protocol: "http", domain, ...identity, dialect }, undefined, () => NOW);
  const opened = { farm, upstream, forwarder };
  open.push(opened);
  return opened;
}

const sceneId = (farm: Farm, scene: string): number => {
  const job = farm.jobs.find((one) => one.sceneName === scene);
  if (!job) throw new Error(`There is no ${scene}`);
  return job.id;
};
const ROBOT = "robot_s040_sh0110_fx_v003.ma";
const VILLA = "别墅外立面_黄昏_v010.max";

async function read(forwarder: Forwarder, name: OperationName, body: object) {
  const answer = await forwarder.forward(name, z.parse(requests[name], body));
  const { code, data } = envelope.parse(JSON.parse(answer.body));
  return { code, data: code === 200 ? z.parse(await loadResponse(name), data) : null };
}

const paging = { pageNum: 1, pageSize: 100 };
const maya = { cgId: 2000, cgName: "Maya", cgVersion: "2020", renderLayerType: 0 as const, pluginIds: [1166] };

/** A request of every operation of 2018 that succeeds, in an order in which each still finds what it needs. */
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

/** 0 stands for the task with failed frames, whose id follows from the seed. */
const withId = (body: object, id: number): object =>
  Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key,
      key === "taskId" && value === 0 ? id : key === "taskParam" ? [value[0] || id] : value,
    ]),
  );

/** What the page reads, without the members that only the current protocol has. */
const knownIn2018 = (data: unknown): unknown => {
  if (Array.isArray(data)) return data.map(knownIn2018);
  if (typeof data !== "object" || data === null) return data;
  const later = new Set(["node", "cpuPercent", "memoryBytes", "keyValueText", "channel", "remark", "stopType"]);
  return Object.fromEntries(
    Object.entries(data)
      .filter(([key]) => !later.has(key))
      .map(([key, value]) => [key, knownIn2018(value)]),
  );
};

const states = ({ farm }: Line) =>
  farm.jobs.map((job) => [job.id, job.leaves.map((leaf) => [leaf.status, leaf.counts])]);

describe("the 28 operations", () => {
  it("mean the same in both dialects, from the first to the last", async () => {
    const lines = { "2018": await line("2018"), current: await line("current") };
    const robot = sceneId(lines["2018"].farm, ROBOT);
    expect(sceneId(lines.current.farm, ROBOT)).toBe(robot);
    const asked = Object.keys(requestBodies);
    expect(asked.toSorted()).toEqual([...operationNames2018].toSorted());
    for (const name of operationNames2018.toSorted((a, b) => asked.indexOf(a) - asked.indexOf(b))) {
      const [reserved = 0] = lines["2018"].farm.reserved;
      const body = withId(requestBodies[name], name === "submitTask" ? reserved : robot);
      const [old, current] = [
        await read(lines["2018"].forwarder, name, body),
        await read(lines.current.forwarder, name, body),
      ];
      expect({ name, ...old }).toMatchObject({ name, code: 200 });
      expect({ name, ...Object(knownIn2018(current)) }).toEqual({ name, ...Object(knownIn2018(old)) });
    }
    expect(states(lines.current)).toEqual(states(lines["2018"]));
  });

  it("are asked for on the paths of their age, with its version and its language", async () => {
    const { upstream, forwarder } = await line("current");
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
    const old = await line("2018");
    await old.forwarder.forward("stopTask", { taskParam: [19088] }, { language: "zh" });
    expect(old.upstream.requests).toMatchObject([
      { path: "/api/render/task/stopTask", bodyText: '{"taskParam":[19088]}' },
    ]);
    expect(old.upstream.requests[0]?.headers).toMatchObject({ version: "1.0.0" });
    expect(old.upstream.requests[0]?.headers).not.toHaveProperty("languageflag");
  });

  it("show plug-ins and environments of both systems where the farm tells of one at a time", async () => {
    const { forwarder, upstream } = await line("current");
    await forwarder.forward("addRenderEnv", { ...maya, editName: "on windows", renderSystem: "1" });
    const { data } = await read(forwarder, "getRenderEnv", { cgId: 2000 });
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

  it("refuse a page of more rows than the farm has", async () => {
    const { forwarder, upstream } = await line("current");
    await expect(forwarder.forward("getTaskList", { pageNum: 1, pageSize: 101 })).rejects.toThrow(Problem);
    expect(upstream.requests).toHaveLength(0);
  });

  it("keep a refusal as it is, the first of several too", async () => {
    const { forwarder, upstream } = await line("current");
    expect(await read(forwarder, "getRenderEnv", { cgId: 1 })).toEqual({ code: 404, data: null });
    expect(upstream.requests).toHaveLength(1);
  });
});

/** A request of every further operation that succeeds; the robot task has failed frames, the villa's test frames wait. */
const further = (robot: number, villa: number, frame: number): Readonly<Record<CurrentOperationName, object>> => ({
  showLog: { id: frame, pageNum: 1 },
  stopTaskFrames: { taskId: robot, selectAll: 0, ids: [frame] },
  recommitTasks: { taskIds: [robot], status: [5, 11] },
  setTaskOverTimeStop: { taskIds: [robot], overTime: 7200 },
  updateTaskUserLevel: { taskId: robot, taskUserLevel: 60 },
  fullSpeedRendering: { taskIds: [villa] },
  addTaskLabel: { label: "hero", taskIds: [robot] },
  deleteTaskLabel: { labelNames: ["hero"], taskIds: [robot] },
  hardwareConfigList: { taskIds: [robot] },
  editTaskHardwareConfig: { taskIds: [robot], hardwareConfigId: 302, model: "28C", gpuNum: "", ram: "64GB" },
  taskRecord: { pageNum: 1, pageSize: 50 },
  getOutputUserDirFile: { treePath: "/" },
  getDeletedTasks: paging,
  loadTaskProcessImg: { taskId: villa },
});

describe("the further operations", () => {
  it.each(currentOperationNames)("%s is carried out by the farm, which is as strict as the documents", async (name) => {
    const { farm, forwarder, upstream } = await line("current");
    const robot = sceneId(farm, ROBOT);
    const body = further(robot, sceneId(farm, VILLA), farm.leavesById.get(robot)?.firstFrameId ?? 0)[name];
    expect(await read(forwarder, name, body)).toMatchObject({ code: 200 });
    expect(upstream.requests).toMatchObject([{ name, path: currentRoutes[name].path, code: 200 }]);
    expect(farm.log).toMatchObject([{ name }]);
  });

  it("do not exist in 2018", () => {
    for (const name of currentOperationNames) {
      expect(dialects["2018"].operationAt(endpoints[name].path)).toBeUndefined();
      expect(dialects.current.operationAt(endpoints[name].path)).toBe(name);
    }
    expect(dialects["2018"].capabilities).toEqual([]);
  });

  it("have one row each in the current dialect", () => {
    expect(Object.keys(currentRoutes).toSorted()).toEqual([...operationNames].toSorted());
  });
});

describe("the page's language", () => {
  it.each([
    [{ "x-renderdeck-language": "zh", "accept-language": "en-US" }, "zh"],
    [{ "x-renderdeck-language": "en", "accept-language": "zh-CN,zh;q=0.9" }, "en"],
    [{ "accept-language": "zh-CN,zh;q=0.9,en;q=0.8" }, "zh"],
    [{ "accept-language": "de,zh;q=0.5" }, "en"],
    [{}, "en"],
  ])("of %j is %s", (headers, language) => {
    const all = new Map<string, string>(Object.entries(headers));
    expect(languageOf((name) => all.get(name))).toBe(language);
  });
});
