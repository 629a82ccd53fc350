/** Every operation of 2018: accepted requests, refusals, and envelopes for arbitrary bodies. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { operationNames2018 } from "../../app/protocol/endpoints";
import { envelopeSchema } from "../../app/protocol/wire/envelope";
import { answerRequest } from "./answer";
import { testFarm } from "./test-farm";

const page = { pageNum: 1, pageSize: 10 };
const environment = {
  cgId: 2000,
  cgName: "Maya",
  cgVersion: "2020",
  renderLayerType: 0,
  editName: "testRenderEnv",
  renderSystem: "0",
  pluginIds: [1166],
};

const UNKNOWN_TASK = 999_999;

/** One accepted request per operation. */
const accepted: Readonly<Record<(typeof operationNames2018)[number], object>> = {
  queryPlatforms: { zone: 1 },
  queryUserProfile: {},
  queryUserSetting: {},
  updateUserSetting: { taskOverTime: 13 },
  getTransferBid: {},
  createTask: { count: 1, outUserId: 100001 },
  submitTask: { taskId: 40_001 },
  queryErrorDetail: { code: "15000" },
  getTaskList: page,
  stopTask: { taskParam: [18278] },
  startTask: { taskParam: [19084] },
  abortTask: { taskParam: [19088] },
  deleteTask: { taskParam: [18278] },
  queryTaskFrames: { taskId: 19088, ...page },
  queryAllFrameStats: {},
  restartFailedFrames: { taskParam: [19084] },
  restartFrame: { taskId: 19088, selectAll: 0, ids: [1_546_598] },
  queryTaskInfo: { taskIds: [19084] },
  addLabel: { newName: "new label", status: 0 },
  deleteLabel: { delName: "myLabel" },
  getLabelList: {},
  querySupportedSoftware: {},
  querySupportedPlugin: { cgId: 2000 },
  addRenderEnv: environment,
  updateRenderEnv: { ...environment, editName: "testRenderEnv332" },
  deleteRenderEnv: { editName: "testRenderEnv222" },
  setDefaultRenderEnv: { editName: "testRenderEnv332" },
  getRenderEnv: { cgId: "2000" },
};

const refused: readonly [(typeof operationNames2018)[number], unknown, number][] = [
  ["queryPlatforms", {}, 601],
  ["queryPlatforms", { zone: 3 }, 600],
  ["updateUserSetting", {}, 601],
  ["updateUserSetting", { taskOverTime: 0 }, 600],
  ["updateUserSetting", { taskOverTime: "soon" }, 600],
  ["createTask", {}, 601],
  ["createTask", { count: 0 }, 600],
  ["createTask", { count: 1, taskUserLevel: 7 }, 600],
  ["submitTask", {}, 601],
  ["submitTask", { taskId: UNKNOWN_TASK }, 937],
  ["submitTask", { taskId: 18278 }, 600],
  ["submitTask", { taskId: 1, assetIsolationModel: "OTHER" }, 600],
  ["submitTask", { taskId: 1, assetIsolationModel: "OUT_USER_MODEL" }, 601],
  ["queryErrorDetail", {}, 601],
  ["getTaskList", { pageNum: 1 }, 601],
  ["getTaskList", { pageNum: 0, pageSize: 10 }, 600],
  ["getTaskList", { pageNum: 1, pageSize: 5000 }, 600],
  ["getTaskList", { ...page, startTime: "yesterday" }, 600],
  ["getTaskList", [], 600],
  ["stopTask", {}, 601],
  ["stopTask", { taskParam: [] }, 601],
  ["stopTask", { taskParam: ["x"] }, 600],
  ["stopTask", { taskParam: 18278 }, 600],
  ["stopTask", { taskParam: [18278, UNKNOWN_TASK] }, 937],
  ["startTask", { taskIds: [-1] }, 600],
  ["abortTask", { taskParam: [1.5] }, 600],
  ["deleteTask", { taskParam: [UNKNOWN_TASK] }, 937],
  ["queryTaskFrames", page, 601],
  ["queryTaskFrames", { taskId: UNKNOWN_TASK, ...page }, 937],
  ["queryTaskFrames", { taskId: 18278, ...page }, 600],
  ["restartFailedFrames", {}, 601],
  ["restartFrame", { taskId: 19088 }, 601],
  ["restartFrame", { taskId: 19088, selectAll: 2 }, 600],
  ["restartFrame", { taskId: 19088, selectAll: 0, ids: [] }, 601],
  ["restartFrame", { taskId: 19088, selectAll: 0, ids: [1] }, 404],
  ["restartFrame", { taskIds: [19088, 19087], selectAll: 1 }, 600],
  ["queryTaskInfo", { taskIds: [UNKNOWN_TASK] }, 937],
  ["addLabel", { status: 0 }, 601],
  ["addLabel", { newName: "  ", status: 0 }, 601],
  ["addLabel", { newName: "x".repeat(201), status: 0 }, 600],
  ["addLabel", { newName: "myLabel", status: 0 }, 503],
  ["deleteLabel", { delName: "unknown label" }, 404],
  ["querySupportedPlugin", {}, 601],
  ["querySupportedPlugin", { cgId: 1 }, 404],
  ["addRenderEnv", { ...environment, editName: "testRenderEnv332" }, 504],
  ["addRenderEnv", { ...environment, cgVersion: "1999" }, 600],
  ["addRenderEnv", { ...environment, pluginIds: [1652] }, 600],
  ["addRenderEnv", { ...environment, pluginIds: undefined }, 601],
  ["addRenderEnv", { ...environment, cgId: 2001, cgName: "3ds Max", cgVersion: "2018", pluginIds: [] }, 600],
  ["updateRenderEnv", environment, 404],
  ["deleteRenderEnv", { editName: "unknown label" }, 404],
  ["setDefaultRenderEnv", {}, 601],
  ["getRenderEnv", { cgId: 7 }, 404],
];

describe("a refusal", () => {
  it.each(refused)("of %s %j has code %d", (name, body, code) => {
    const { farm } = testFarm({ tasks: 2 });
    const { result, data, message } = answerRequest(farm, name, body);
    expect({ code: answerRequest(farm, name, body).code, result, data }).toEqual({ code, result: false, data: null });
    expect(message).toMatch(/^[a-z_]+$/);
  });

  it("because of one unknown id changes nothing", () => {
    const { code, leaf } = testFarm({ tasks: 2 });
    expect(code("startTask", { taskParam: [19088, UNKNOWN_TASK] })).toBe(937);
    expect(leaf(19088).status).toBe(10);
  });
});

describe.each(operationNames2018)("%s", (name) => {
  it("is carried out and its data fits the schema", () => {
    const farm = testFarm({ tasks: 2 });
    farm.code("createTask", { count: 1 });
    expect(JSON.stringify(farm.read(name, accepted[name]))).not.toMatch(/"malformed":[1-9]/);
    expect(farm.farm.requestLog.at(-1)).toEqual({ atMs: farm.now(), name, body: accepted[name], code: 200 });
  });

  it("answers any body with an envelope", () => {
    const { farm } = testFarm();
    const members = fc.dictionary(
      fc.constantFrom(
        "taskId",
        "taskIds",
        "taskParam",
        "ids",
        "selectAll",
        "pageNum",
        "pageSize",
        "cgId",
        "editName",
        "count",
      ),
      fc.oneof(fc.anything(), fc.integer(), fc.array(fc.integer({ min: -5, max: 50_000 })), fc.constant(19088)),
    );
    fc.assert(
      fc.property(fc.oneof(members, fc.anything()), (body) => {
        const answered = answerRequest(farm, name, body);
        expect(envelopeSchema.safeParse(answered).success).toBe(true);
        expect(answered.result).toBe(answered.code === 200);
      }),
      { numRuns: 60 },
    );
  });
});

describe("paging", () => {
  it("splits the list without gaps and returns an empty page past the end", () => {
    const { farm, read } = testFarm();
    const whole = read("getTaskList", { pageNum: 1, pageSize: 100 });
    const pages = [1, 2, 3, 4, 5].map((pageNum) => read("getTaskList", { pageNum, pageSize: 17 }));
    expect(pages.flatMap((one) => one.rows.map((task) => task.id))).toEqual(whole.rows.map((task) => task.id));
    expect(pages.map((one) => one.rows.length)).toEqual([17, 17, 17, 9, 0]);
    expect(pages[4]).toMatchObject({ pageCount: 4, total: 60, size: 17 });
    expect(answerRequest(farm, "getTaskList", { pageNum: 5, pageSize: 17 }).data).toMatchObject({ pageNum: 5 });
  });

  it("returns more than 100 requested tasks in one page of that size", () => {
    const { read } = testFarm({ tasks: 150 });
    const taskIds = [1, 2].flatMap((pageNum) =>
      read("getTaskList", { pageNum, pageSize: 100 }).rows.map((task) => task.id),
    );
    expect(read("queryTaskInfo", { taskIds })).toMatchObject({ total: 150, size: 150, pageCount: 1 });
    expect(read("queryTaskInfo", { taskIds: taskIds.slice(0, 3) })).toMatchObject({
      total: 3,
      size: 100,
      pageCount: 1,
    });
  });

  it("filters frames by name", () => {
    const { read } = testFarm({ tasks: 2 });
    const matches = read("queryTaskFrames", { taskId: 18281, pageNum: 1, pageSize: 10, searchKeyword: "0-1" });
    expect(matches.rows.map((frame) => frame.name)).toEqual([
      "0-1",
      ...[10, 11, 12, 13, 14, 15, 16].map((tile) => `0-${tile}`),
    ]);
  });
});

describe("a filter of getTaskList", () => {
  const { read } = testFarm();
  const list = (filter: object) => read("getTaskList", { pageNum: 1, pageSize: 100, ...filter }).rows;

  it("matches shells by the states of their leaves", () => {
    expect(list({ statusList: [10] }).map((task) => task.id)).toContain(19084);
    expect(list({ statusList: ["10"] })).toHaveLength(list({ statusList: [10] }).length);
    expect(list({ statusList: [] })).toHaveLength(60);
  });

  it("matches scene names and ids", () => {
    expect(list({ searchKeyword: "3D66" }).map((task) => task.id)).toEqual([19084]);
    expect(list({ searchKeyword: "18281" }).map((task) => task.id)).toEqual([18278]);
  });

  it("limits the submit date at UTC+8", () => {
    const year = { startTime: "2018-01-01 00:00:00", endTime: "2018-12-31 23:59:59" };
    expect(list(year).map((task) => task.id)).toEqual([19084, 18278]);
    // Task 18278 was submitted at 12:11:29 UTC+8.
    expect(list({ ...year, endTime: "2018-08-30 12:11:29" })).toHaveLength(1);
    expect(list({ ...year, endTime: "2018-08-30 12:11:28" })).toHaveLength(0);
  });
});

describe("clients of the vendor", () => {
  it("can send taskIds instead of taskParam, and numbers as text", () => {
    const { code, leaf } = testFarm({ tasks: 2 });
    expect(code("startTask", { taskIds: ["19088"] })).toBe(200);
    expect(leaf(19088).status).toBe(5);
    expect(code("stopTask", { taskIds: [19088] })).toBe(200);
    expect(leaf(19088).status).toBe(10);
  });

  it("can send the task of restartFrame as taskIds, alone or in a list", () => {
    for (const taskIds of [19088, "19088", [19088]]) {
      const { code, leaf } = testFarm({ tasks: 2 });
      expect(code("restartFrame", { taskIds, selectAll: "1", ids: [] })).toBe(200);
      expect(leaf(19088)).toMatchObject({ status: 5, waiting: 17 });
    }
  });

  it("can send the members that the SDK adds", () => {
    const { code, read } = testFarm({ tasks: 2 });
    const [id] = read("createTask", {
      count: "2",
      taskUserLevel: 50,
      labels: ["a", "b"],
      outUserId: "100001",
    }).taskIdList;
    const model = { assetIsolationModel: "OUT_USER_MODEL", outUserId: "100001" };
    expect(code("submitTask", { taskId: id, ...model })).toBe(200);
    expect(code("updateUserSetting", { taskOverTimeSec: 43_200 })).toBe(200);
    expect(read("queryUserSetting").taskOverTime).toBe(12);
    expect(read("querySupportedPlugin", { cgId: 2001, osName: "linux" }).cgVersion.rows).toHaveLength(0);
    expect(read("querySupportedPlugin", { cgId: 2001, osName: "windows" }).cgVersion.rows.length).toBeGreaterThan(1);
    expect(code("queryTaskInfo", { taskIds: [18278], surprise: {} })).toBe(200);
  });
});

describe("new tasks", () => {
  it("appear in the list when they are submitted, not when their ids are reserved", () => {
    const { code, read, leaf, pass } = testFarm({ tasks: 2 });
    const { taskIdList, aliasTaskIdList } = read("createTask", { count: 2 });
    const [id] = taskIdList;
    if (id === undefined) throw new Error("No id was reserved");
    expect(aliasTaskIdList).toEqual(taskIdList.map((one) => `2W${one}`));
    expect(read("getTaskList", page).total).toBe(2);
    expect(code("submitTask", { taskId: id })).toBe(200);
    expect(code("submitTask", { taskId: id })).toBe(600);
    expect(read("getTaskList", page).rows[0]).toMatchObject({
      id,
      alias: `2W${id}`,
      statusCode: 50,
      preStatusCode: 0,
    });
    pass(20);
    expect(read("getTaskList", page).rows[0]).toMatchObject({ statusCode: 8, preStatusCode: 5 });
    pass(60);
    expect(leaf(id)).toMatchObject({ status: 5, executing: 10 });
    pass(1800);
    // One in a hundred first runs fails; with this seed one of the 60 does.
    expect(leaf(id)).toMatchObject({ status: 30, executing: 0, waiting: 0, done: 59, failed: 1 });
  });
});

describe("account, labels and environments", () => {
  it("keep added labels until they are deleted", () => {
    const { code, read } = testFarm();
    const names = () => read("getLabelList").projectNameList.rows.map((label) => label.projectName);
    expect(code("addLabel", { newName: "夜景", status: "1" })).toBe(200);
    expect(names()).toContain("夜景");
    expect(code("deleteLabel", { delName: "夜景" })).toBe(200);
    expect(names()).not.toContain("夜景");
  });

  it("give the time limit of the settings to new tasks", () => {
    const { read } = testFarm({ tasks: 2 });
    read("updateUserSetting", { taskOverTime: 13 });
    const [taskId] = read("createTask", { count: 1 }).taskIdList;
    read("submitTask", { taskId });
    expect(read("queryTaskInfo", { taskIds: [taskId] }).rows[0]?.reminderSeconds).toBe(13 * 3600);
  });

  it("add, change and delete environments, with one default per software", () => {
    const { read } = testFarm();
    const names = () => read("getRenderEnv", { cgId: 2000 }).rows.map((one) => [one.editName, one.isDefault]);
    expect(read("addRenderEnv", environment)).toEqual({ editName: "testRenderEnv" });
    read("setDefaultRenderEnv", { editName: "testRenderEnv" });
    read("setDefaultRenderEnv", { editName: "testRenderEnv222" });
    read("updateRenderEnv", { ...environment, editName: "testRenderEnv222", cgVersion: "2022", pluginIds: [] });
    read("deleteRenderEnv", { editName: "testRenderEnv332" });
    expect(names()).toEqual([
      ["testRenderEnv222", true],
      ["testRenderEnv", false],
    ]);
    expect(read("getRenderEnv", { cgId: 2000 }).rows[0]).toMatchObject({ cgVersion: "2022", osName: 0 });
    expect(read("getRenderEnv", { cgId: 2001 }).rows[0]).toMatchObject({ isDefault: true });
  });

  it("have plug-ins only for versions of the same software", () => {
    const { read } = testFarm();
    for (const { cgId } of read("querySupportedSoftware").renderInfoList.rows) {
      const { cgPlugin, cgVersion } = read("querySupportedPlugin", { cgId });
      const versions = new Set(cgVersion.rows.map((version) => version.id));
      expect(cgPlugin.rows.every((plugin) => versions.has(plugin.cvId))).toBe(true);
      expect(versions.size).toBeGreaterThan(0);
    }
  });
});
