/**
 * Where today's farm has its operations, and how strict it is there (endpoints-current sections 2 and 3): what its documents
 * and its own client call required is required, and the words of 2018 are not understood.
 */
import { endpoints, type OperationName, operationNames, operationNames2018 } from "../../../app/protocol/endpoints";
import { type Body, INVALID, ids, integer, MISSING, optionalText, Refusal } from "./request-body";

export type Door = {
  /** The path of the SDK of 2024, then that of the documents where it is another. */
  readonly paths: readonly [string, ...string[]];
  /** The request in the words that the farm understands from everybody, or a Refusal. */
  readonly ask?: (body: Body) => Body;
};

/** A member that may only be a JSON number. */
function exactInteger(body: Body, name: string): void {
  integer(body, name);
  if (typeof body.get(name) !== "number") throw new Refusal(INVALID);
}

function textList(body: Body, name: string): void {
  const list = body.get(name);
  if (!Array.isArray(list) || !list.every((item) => typeof item === "string")) throw new Refusal(INVALID);
}

const checked = (check: (body: Body) => void) => (body: Body) => {
  check(body);
  return body;
};

const MOST_ROWS = 100;

/** Page 1 of 100 rows unless asked otherwise, and never more. */
function paged(body: Body): Body {
  const full = new Map<string, unknown>([["pageNum", 1], ["pageSize", MOST_ROWS], ...body]);
  integer(full, "pageSize", 1, MOST_ROWS);
  return full;
}

const tasks = checked((body) => void ids(body, "taskIds"));

const filters = ["statusList", "searchKeyword", "startTime", "endTime"];

/** recycleFlag works with no filter beside it. */
const taskList = (body: Body): Body => {
  const recycled = body.has("recycleFlag") && integer(body, "recycleFlag", 0, 1) === 1;
  if (recycled && filters.some((name) => body.has(name))) throw new Refusal(INVALID);
  return paged(body);
};

const environment = checked((body) => exactInteger(body, "renderSystem"));

const handle = (operation: string) => `/api/render/handle/${operation}`;
const rendering = (operation: string) => `/api/rendering/task/renderingTask/${operation}`;
const plugin = (operation: string) => `/api/render/plugin/${operation}`;

const doors: Readonly<Record<OperationName, Door>> = {
  queryPlatforms: { paths: ["/api/render/common/queryPlatforms"] },
  queryUserProfile: { paths: ["/api/render/setUp/queryUserProfile"] },
  queryUserSetting: { paths: ["/api/render/setUp/queryUserSetting"] },
  updateUserSetting: {
    paths: ["/api/render/setUp/updateUserSetting"],
    ask: checked((body) => exactInteger(body, "taskOverTimeSec")),
  },
  getTransferBid: { paths: ["/api/render/transfer/getBid"] },
  createTask: { paths: ["/api/render/submit/createTask"], ask: checked((body) => void integer(body, "taskUserLevel")) },
  submitTask: { paths: ["/api/render/submit/task"] },
  queryErrorDetail: { paths: ["/api/render/submit/queryAnalyseErrorDetail"] },
  getTaskList: { paths: [handle("getTaskList/v2"), handle("getTaskList")], ask: taskList },
  stopTask: { paths: [rendering("stopTask"), handle("stopTask")], ask: tasks },
  startTask: { paths: [rendering("startTask"), handle("startTask")], ask: tasks },
  abortTask: { paths: [handle("abandonTask")], ask: tasks },
  deleteTask: { paths: [handle("deleteTask")], ask: tasks },
  queryTaskFrames: { paths: [handle("queryTaskFrames")], ask: paged },
  queryAllFrameStats: { paths: [handle("queryAllFrameStats")] },
  restartFailedFrames: { paths: [handle("recommitTasks")], ask: tasks },
  restartFrame: { paths: [handle("recommitTaskFrames")], ask: checked((body) => exactInteger(body, "taskId")) },
  queryTaskInfo: { paths: [handle("queryTaskInfo/v2"), handle("queryTaskInfo")], ask: tasks },
  addLabel: { paths: ["/api/render/project/add"], ask: checked((body) => exactInteger(body, "status")) },
  deleteLabel: { paths: ["/api/render/project/delete"] },
  getLabelList: { paths: ["/api/render/project/getList"] },
  querySupportedSoftware: { paths: [plugin("querySoftwareList")] },
  querySupportedPlugin: {
    paths: [plugin("querySoftwareDetail")],
    ask: checked((body) => {
      const system = optionalText(body, "osName");
      if (system === undefined) throw new Refusal(MISSING);
      if (system !== "windows" && system !== "linux") throw new Refusal(INVALID);
    }),
  },
  addRenderEnv: { paths: [plugin("addUserPluginConfig")], ask: environment },
  updateRenderEnv: { paths: [plugin("editUserPluginConfig")], ask: environment },
  deleteRenderEnv: { paths: [plugin("deleteUserPluginConfig")] },
  setDefaultRenderEnv: { paths: [plugin("setDefaultUserPluginConfig")] },
  getRenderEnv: {
    paths: [plugin("getUserPluginConfig")],
    ask: (body) => new Map<string, unknown>([["osName", 1], ...body]),
  },

  showLog: {
    paths: [handle("showLog")],
    ask: checked((body) => {
      if (optionalText(body, "renderingType") !== "render") throw new Refusal(INVALID);
      integer(body, "pageSize");
    }),
  },
  stopTaskFrames: { paths: [handle("stopTaskFrames")] },
  recommitTasks: { paths: [handle("recommitTasks")] },
  setTaskOverTimeStop: {
    paths: [handle("setTaskOverTimeStop")],
    ask: checked((body) => exactInteger(body, "overTime")),
  },
  updateTaskUserLevel: { paths: [rendering("updateTaskUserLevel")] },
  fullSpeedRendering: { paths: [handle("fullSpeedRendering")] },
  addTaskLabel: { paths: [handle("addTaskLabel")] },
  deleteTaskLabel: { paths: [handle("deleteTaskLabel")] },
  hardwareConfigList: {
    paths: ["/api/render/hardwareConfig/list"],
    ask: checked((body) => {
      if (body.get("cloneTask") !== "false") throw new Refusal(body.has("cloneTask") ? INVALID : MISSING);
      if (body.has("taskIds")) textList(body, "taskIds");
    }),
  },
  editTaskHardwareConfig: {
    paths: [handle("editTaskHardwareConfig")],
    ask: checked((body) => {
      textList(body, "taskIds");
      textList(body, "hardwareConfigId");
    }),
  },
  taskRecord: {
    paths: [handle("operate/sdk/taskRecord")],
    ask: (body) => {
      exactInteger(body, "platform");
      return paged(body);
    },
  },
  getOutputUserDirFile: {
    paths: ["/api/render/file/operate/getOutputUserDirFile"],
    ask: checked((body) => {
      if (!body.has("treePath")) throw new Refusal(MISSING);
    }),
  },
  getDeletedTasks: { paths: [handle("getTaskList/v2"), handle("getTaskList")], ask: taskList },
  loadTaskProcessImg: { paths: [handle("loadTaskProcessImg")] },
};

/** Whose words a request is in, and an answer is to be in. "page": our own page's words, today's members in the answer. */
export type Speech = "2018" | "current" | "page";

export const doorOf = (name: OperationName): Door => doors[name];

/** Two operations that share a path with another one, told apart by a member. */
const told = new Map<OperationName, (body: object) => OperationName>([
  [
    "getTaskList",
    (body) => ("recycleFlag" in body && Number(body.recycleFlag) === 1 ? "getDeletedTasks" : "getTaskList"),
  ],
  ["restartFailedFrames", (body) => ("status" in body ? "recommitTasks" : "restartFailedFrames")],
]);

/** What a request on one of today's paths asks for. */
export function meantBy(name: OperationName, body: unknown): OperationName {
  return (typeof body === "object" && body !== null ? told.get(name)?.(body) : undefined) ?? name;
}

type Found = { readonly name: OperationName; readonly speech: "2018" | "current" };

/** Where clients before 2020-09 find what is not among the 28 (endpoints-current section 3, "old" and "2020-07"). */
const before: readonly (readonly [path: string, name: OperationName])[] = [
  ["setOverTimeStop", "setTaskOverTimeStop"],
  ["fullSpeed", "fullSpeedRendering"],
  ["loadTaskProcessImg", "loadTaskProcessImg"],
  ["addTaskLabel", "addTaskLabel"],
  ["deleteTaskLabel", "deleteTaskLabel"],
];

/** The first operation on a path wins; `meantBy` tells it from the other. */
const byPath = new Map<string, Found>();
for (const name of operationNames)
  for (const path of doors[name].paths) if (!byPath.has(path)) byPath.set(path, { name, speech: "current" });
for (const [path, name] of before) byPath.set(`/api/render/task/${path}`, { name, speech: "2018" });
// The one path of both ages, queryPlatforms, is answered as in 2018: its later members are additions.
for (const name of operationNames2018) byPath.set(endpoints[name].path, { name, speech: "2018" });

/** The operation behind a path of either age. */
export const foundAt = (path: string): Found | undefined => byPath.get(path);
