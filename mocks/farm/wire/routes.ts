/**
 * The routes of the demo farm in both dialects, and the strict checks of the current dialect (endpoints-current sections 2 and 3):
 * members that the vendor's documents or client call required are required, and members of 2018 only are not accepted.
 *
 * The paths of the current dialect are also in the proxy (app/proxy/upstream). The farm has its own table on purpose: with two tables
 * a wrong path in one of them makes a test fail.
 */
import { endpoints, type OperationName, operationNames, operationNames2018 } from "../../../app/protocol/endpoints";
import { softwareList } from "../scenarios/catalog";
import {
  type Body,
  INVALID,
  MISSING,
  Refusal,
  readIds,
  readInteger,
  readOptionalInteger,
  readOptionalText,
} from "./request-body";

export type Route = {
  /** The path of the SDK of 2024, then the path of the documents if that is different. */
  readonly paths: readonly [string, ...string[]];
  /** Checks a body of the current dialect and adds its defaults; throws a Refusal. */
  readonly normalize?: (body: Body) => Body;
};

/** Refuses a member that is not a JSON number. */
function requireNumber(body: Body, name: string): void {
  readInteger(body, name);
  if (typeof body.get(name) !== "number") throw new Refusal(INVALID);
}

function requireTextList(body: Body, name: string): void {
  const list = body.get(name);
  if (!Array.isArray(list) || !list.every((item) => typeof item === "string")) throw new Refusal(INVALID);
}

const validated = (check: (body: Body) => void) => (body: Body) => {
  check(body);
  return body;
};

const MAX_ROWS = 100;

/** Page 1 with 100 rows by default; 100 is the maximum. */
function withPaging(body: Body): Body {
  const full = new Map<string, unknown>([["pageNum", 1], ["pageSize", MAX_ROWS], ...body]);
  readInteger(full, "pageSize", 1, MAX_ROWS);
  return full;
}

const withTaskIds = validated((body) => void readIds(body, "taskIds"));

const filters = ["statusList", "searchKeyword", "startTime", "endTime"];

/** recycleFlag cannot be combined with a filter. */
const withTaskListFilters = (body: Body): Body => {
  const recycled = body.has("recycleFlag") && readInteger(body, "recycleFlag", 0, 1) === 1;
  if (recycled && filters.some((name) => body.has(name))) throw new Refusal(INVALID);
  return withPaging(body);
};

const withNumericSystem = validated((body) => requireNumber(body, "renderSystem"));

const handlePath = (operation: string) => `/api/render/handle/${operation}`;
const renderingPath = (operation: string) => `/api/rendering/task/renderingTask/${operation}`;
const pluginPath = (operation: string) => `/api/render/plugin/${operation}`;

const routes: Readonly<Record<OperationName, Route>> = {
  queryPlatforms: { paths: ["/api/render/common/queryPlatforms"] },
  queryUserProfile: { paths: ["/api/render/setUp/queryUserProfile"] },
  queryUserSetting: { paths: ["/api/render/setUp/queryUserSetting"] },
  updateUserSetting: {
    paths: ["/api/render/setUp/updateUserSetting"],
    normalize: validated((body) => requireNumber(body, "taskOverTimeSec")),
  },
  getTransferBid: { paths: ["/api/render/transfer/getBid"] },
  createTask: {
    paths: ["/api/render/submit/createTask"],
    normalize: validated((body) => void readInteger(body, "taskUserLevel")),
  },
  submitTask: { paths: ["/api/render/submit/task"] },
  queryErrorDetail: { paths: ["/api/render/submit/queryAnalyseErrorDetail"] },
  getTaskList: { paths: [handlePath("getTaskList/v2"), handlePath("getTaskList")], normalize: withTaskListFilters },
  stopTask: { paths: [renderingPath("stopTask"), handlePath("stopTask")], normalize: withTaskIds },
  startTask: { paths: [renderingPath("startTask"), handlePath("startTask")], normalize: withTaskIds },
  abortTask: { paths: [handlePath("abandonTask")], normalize: withTaskIds },
  deleteTask: { paths: [handlePath("deleteTask")], normalize: withTaskIds },
  queryTaskFrames: { paths: [handlePath("queryTaskFrames")], normalize: withPaging },
  queryAllFrameStats: { paths: [handlePath("queryAllFrameStats")] },
  restartFailedFrames: { paths: [handlePath("recommitTasks")], normalize: withTaskIds },
  restartFrame: {
    paths: [handlePath("recommitTaskFrames")],
    normalize: validated((body) => requireNumber(body, "taskId")),
  },
  queryTaskInfo: { paths: [handlePath("queryTaskInfo/v2"), handlePath("queryTaskInfo")], normalize: withTaskIds },
  addLabel: { paths: ["/api/render/project/add"], normalize: validated((body) => requireNumber(body, "status")) },
  deleteLabel: { paths: ["/api/render/project/delete"] },
  // The vendor's client calls project/list, where `flag` is 0 for its own projects, 1 and 2 for those of the main account too.
  getLabelList: {
    paths: ["/api/render/project/getList", "/api/render/project/list"],
    normalize: validated((body) => void readOptionalInteger(body, "flag", 0, 2)),
  },
  querySupportedSoftware: { paths: [pluginPath("querySoftwareList")] },
  querySupportedPlugin: {
    paths: [pluginPath("querySoftwareDetail")],
    normalize: validated((body) => {
      const system = readOptionalText(body, "osName");
      if (system === undefined) throw new Refusal(MISSING);
      if (system !== "windows" && system !== "linux") throw new Refusal(INVALID);
    }),
  },
  addRenderEnv: { paths: [pluginPath("addUserPluginConfig")], normalize: withNumericSystem },
  updateRenderEnv: { paths: [pluginPath("editUserPluginConfig")], normalize: withNumericSystem },
  deleteRenderEnv: { paths: [pluginPath("deleteUserPluginConfig")] },
  setDefaultRenderEnv: { paths: [pluginPath("setDefaultUserPluginConfig")] },
  // The SDK names the software and gets Windows by default; the vendor's client names none and gets everything.
  getRenderEnv: {
    paths: [pluginPath("getUserPluginConfig")],
    normalize: (body) =>
      body.has("cgId") || body.has("cgIds")
        ? new Map<string, unknown>([["osName", 1], ...body])
        : new Map<string, unknown>([["cgIds", softwareList.map(({ cgId }) => cgId)], ...body]),
  },

  showLog: {
    paths: [handlePath("showLog")],
    normalize: validated((body) => {
      if (readOptionalText(body, "renderingType") !== "render") throw new Refusal(INVALID);
      readInteger(body, "pageSize");
    }),
  },
  stopTaskFrames: { paths: [handlePath("stopTaskFrames")] },
  recommitTasks: { paths: [handlePath("recommitTasks")] },
  setTaskOverTimeStop: {
    paths: [handlePath("setTaskOverTimeStop")],
    normalize: validated((body) => requireNumber(body, "overTime")),
  },
  updateTaskUserLevel: { paths: [renderingPath("updateTaskUserLevel")] },
  updateTaskLimit: { paths: [handlePath("updateTaskLimit")] },
  fullSpeedRendering: { paths: [handlePath("fullSpeedRendering")] },
  addTaskLabel: { paths: [handlePath("addTaskLabel")] },
  deleteTaskLabel: { paths: [handlePath("deleteTaskLabel")] },
  hardwareConfigList: {
    paths: ["/api/render/hardwareConfig/list"],
    normalize: validated((body) => {
      if (body.get("cloneTask") !== "false") throw new Refusal(body.has("cloneTask") ? INVALID : MISSING);
      if (body.has("taskIds")) requireTextList(body, "taskIds");
    }),
  },
  editTaskHardwareConfig: {
    paths: [handlePath("editTaskHardwareConfig")],
    normalize: validated((body) => {
      requireTextList(body, "taskIds");
      requireTextList(body, "hardwareConfigId");
    }),
  },
  taskRecord: {
    paths: [handlePath("operate/sdk/taskRecord")],
    normalize: (body) => {
      requireNumber(body, "platform");
      return withPaging(body);
    },
  },
  getOutputUserDirFile: {
    paths: ["/api/render/file/operate/getOutputUserDirFile"],
    normalize: validated((body) => {
      if (!body.has("treePath")) throw new Refusal(MISSING);
    }),
  },
  getDeletedTasks: { paths: [handlePath("getTaskList/v2"), handlePath("getTaskList")], normalize: withTaskListFilters },
  createClone: {
    paths: ["/api/render/submit/createTask"],
    normalize: validated((body) => void readInteger(body, "taskUserLevel")),
  },
  loadTaskProcessImg: { paths: [handlePath("loadTaskProcessImg")] },
  loadingFrameThumbnail: { paths: [handlePath("loadingFrameThumbnail")] },
};

/** The dialect of a request and its response. "page": requests as our page sends them, responses with the current members. */
export type FarmDialect = "2018" | "current" | "page";

export const routeOf = (name: OperationName): Route => routes[name];

/** Paths that two operations share; a member of the body decides. */
const resolvers = new Map<OperationName, (body: object) => OperationName>([
  [
    "getTaskList",
    (body) => ("recycleFlag" in body && Number(body.recycleFlag) === 1 ? "getDeletedTasks" : "getTaskList"),
  ],
  ["createTask", (body) => ("cloneOriginalId" in body ? "createClone" : "createTask")],
  ["restartFailedFrames", (body) => ("status" in body ? "recommitTasks" : "restartFailedFrames")],
]);

/** The operation of a request to a path of the current dialect; `name` is the operation that the path matched. */
export function resolveOperation(name: OperationName, body: unknown): OperationName {
  return (typeof body === "object" && body !== null ? resolvers.get(name)?.(body) : undefined) ?? name;
}

const isPathOf = (name: OperationName, path: string): boolean => routes[name].paths.includes(path);

type RouteMatch = { readonly name: OperationName; readonly dialect: "2018" | "current" };

/** Paths of clients before 2020-09 for operations that 2018 does not have (endpoints-current section 3, "old" and "2020-07"). */
const pathsBefore2020: readonly (readonly [path: string, name: OperationName])[] = [
  ["setOverTimeStop", "setTaskOverTimeStop"],
  ["fullSpeed", "fullSpeedRendering"],
  ["loadTaskProcessImg", "loadTaskProcessImg"],
  ["loadingFrameThumbnail", "loadingFrameThumbnail"],
  ["addTaskLabel", "addTaskLabel"],
  ["deleteTaskLabel", "deleteTaskLabel"],
];

/** A shared path has its first operation; `resolveOperation` finds the other. */
const matchesByPath = new Map<string, RouteMatch>();
for (const name of operationNames)
  for (const path of routes[name].paths)
    if (!matchesByPath.has(path)) matchesByPath.set(path, { name, dialect: "current" });
for (const [path, name] of pathsBefore2020) matchesByPath.set(`/api/render/task/${path}`, { name, dialect: "2018" });
for (const name of operationNames2018) matchesByPath.set(endpoints[name].path, { name, dialect: "2018" });

/** Paths of both dialects, such as that of queryPlatforms: the version of the request tells them apart. */
const pathsOfBoth = new Set<string>(
  operationNames2018
    .map((name) => endpoints[name].path)
    .filter((path) => operationNames.some((name) => isPathOf(name, path))),
);
const CURRENT_VERSION = "2.0.0";

/** The operation and dialect of a path; undefined for an unknown path. `version`: the header of that name. */
export function matchRoute(path: string, version?: string): RouteMatch | undefined {
  const match = matchesByPath.get(path);
  return match && version === CURRENT_VERSION && pathsOfBoth.has(path) ? { ...match, dialect: "current" } : match;
}
