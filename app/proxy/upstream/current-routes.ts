/** The current protocol beside the tables of operations: paths, requests out, answers in (endpoints-current sections 2 and 3). */
import type { OperationName } from "../../protocol/endpoints";

/** A request that fits its operation's schema. */
export type RequestBody = Readonly<Record<string, unknown>>;
/** What the upstream wants in bodies that the page does not know. */
export type AccountFacts = { readonly platform: string };
type EncodeRequest = (body: RequestBody, facts: AccountFacts) => readonly object[];
/** The data of the answers, one for each request, as the page reads it. */
export type DecodeResponse = (data: readonly unknown[]) => unknown;
export type CurrentRoute = {
  readonly path: string;
  /** Rows of a page at most. A smaller page than asked for would number the others differently, so more is refused. */
  readonly maxPageSize?: number;
  readonly encodeRequest?: EncodeRequest;
  readonly decodeResponse?: DecodeResponse;
};

const isObject = (value: unknown): value is RequestBody =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const texts = (value: unknown): string[] => listIn(value).map(String);

/** taskParam -> taskIds: the name that every SDK has used since 2019. */
const tasks: EncodeRequest = ({ taskParam: taskIds, ...rest }) => [{ ...rest, taskIds }];

/** renderSystem is the text "0" or "1" in 2018 and an integer now. */
const environment: EncodeRequest = (body) => [{ ...body, renderSystem: Number(body["renderSystem"]) }];

/** The setting the farm keeps is in seconds; the hours beside it need not agree. */
const setting: DecodeResponse = ([data]) => {
  if (!isObject(data)) return data;
  const seconds = Number(data["taskOverTimeSec"]);
  return seconds > 0 ? { ...data, taskOverTime: seconds / 3600 } : data;
};

/** From here on a taskOverTime is 2018's milliseconds: as seconds it would be four months. */
const MILLISECONDS_FROM = 10_000_000;

/** taskOverTime of a frame is in seconds; told as milliseconds, or from 12 days on it would be read as such. */
const frames: DecodeResponse = ([data]) =>
  isObject(data) && Array.isArray(data["items"]) ? { ...data, items: data["items"].map(inMilliseconds) } : data;

function inMilliseconds(frame: unknown): unknown {
  if (!isObject(frame)) return frame;
  const limit = Number(frame["taskOverTime"]);
  return limit > 0 && limit < MILLISECONDS_FROM ? { ...frame, taskOverTime: limit * 1000 } : frame;
}

/** Rows of several answers, each once. */
function union(
  lists: readonly unknown[],
  key: (row: RequestBody) => string,
  join: (a: RequestBody, b: RequestBody) => RequestBody = (a) => a,
) {
  const rows = new Map<string, RequestBody>();
  for (const row of lists.flatMap(listIn).filter(isObject)) {
    const before = rows.get(key(row));
    rows.set(key(row), before ? join(before, row) : row);
  }
  return [...rows.values()];
}

const keyOf =
  (...names: readonly string[]) =>
  (row: RequestBody) =>
    JSON.stringify(names.map((name) => row[name]));

/** Plug-ins are told for one operating system at a time: ours are those of both. */
const plugins: DecodeResponse = (answers) => {
  const lists = answers.filter(isObject);
  const versions = (a: RequestBody, b: RequestBody) =>
    union([a["pluginVersions"], b["pluginVersions"]], keyOf("pluginId"));
  return {
    cgVersion: union(
      lists.map((data) => data["cgVersion"]),
      keyOf("id"),
    ),
    cgPlugin: union(
      lists.map((data) => data["cgPlugin"]),
      keyOf("cvId", "pluginName"),
      (a, b) => ({ ...a, pluginVersions: versions(a, b) }),
    ),
  };
};

const handle = (operation: string) => `/api/render/handle/${operation}`;
const setUp = (operation: string) => `/api/render/setUp/${operation}`;
const plugin = (operation: string) => `/api/render/plugin/${operation}`;
const project = (operation: string) => `/api/render/project/${operation}`;
const submit = (operation: string) => `/api/render/submit/${operation}`;
const rendering = (operation: string) => `/api/rendering/task/renderingTask/${operation}`;

/** Each operation as today's farm has it: where it is, and what its members are called there. */
export const currentRoutes: Readonly<Record<OperationName, CurrentRoute>> = {
  queryPlatforms: { path: "/api/render/common/queryPlatforms" },
  queryUserProfile: { path: setUp("queryUserProfile") },
  queryUserSetting: { path: setUp("queryUserSetting"), decodeResponse: setting },
  updateUserSetting: {
    path: setUp("updateUserSetting"),
    encodeRequest: ({ taskOverTime }) => [{ taskOverTimeSec: Number(taskOverTime) * 3600 }],
  },
  getTransferBid: { path: "/api/render/transfer/getBid" },
  // Its default, which the vendor's own client always sends.
  createTask: { path: submit("createTask"), encodeRequest: (body) => [{ ...body, taskUserLevel: 50 }] },
  submitTask: { path: submit("task") },
  queryErrorDetail: { path: submit("queryAnalyseErrorDetail") },
  getTaskList: { path: handle("getTaskList/v2"), maxPageSize: 100 },
  stopTask: { path: rendering("stopTask"), encodeRequest: tasks },
  startTask: { path: rendering("startTask"), encodeRequest: tasks },
  abortTask: { path: handle("abandonTask"), encodeRequest: tasks },
  deleteTask: { path: handle("deleteTask"), encodeRequest: tasks },
  queryTaskFrames: { path: handle("queryTaskFrames"), maxPageSize: 100, decodeResponse: frames },
  queryAllFrameStats: { path: handle("queryAllFrameStats") },
  restartFailedFrames: { path: handle("recommitTasks"), encodeRequest: tasks },
  restartFrame: { path: handle("recommitTaskFrames") },
  queryTaskInfo: { path: handle("queryTaskInfo/v2") },
  addLabel: { path: project("add") },
  deleteLabel: { path: project("delete") },
  getLabelList: { path: project("getList") },
  querySupportedSoftware: { path: plugin("querySoftwareList") },
  querySupportedPlugin: {
    path: plugin("querySoftwareDetail"),
    encodeRequest: (body) => ["windows", "linux"].map((osName) => ({ ...body, osName })),
    decodeResponse: plugins,
  },
  addRenderEnv: { path: plugin("addUserPluginConfig"), encodeRequest: environment },
  updateRenderEnv: { path: plugin("editUserPluginConfig"), encodeRequest: environment },
  deleteRenderEnv: { path: plugin("deleteUserPluginConfig") },
  setDefaultRenderEnv: { path: plugin("setDefaultUserPluginConfig") },
  getRenderEnv: {
    path: plugin("getUserPluginConfig"),
    // Without osName the farm tells those for Windows only.
    encodeRequest: (body) => [1, 0].map((osName) => ({ ...body, osName })),
    decodeResponse: (lists) => union(lists, keyOf("editName")),
  },

  // The size of a page is the farm's own, whatever pageSize says.
  showLog: { path: handle("showLog"), encodeRequest: (body) => [{ renderingType: "render", ...body, pageSize: 1 }] },
  stopTaskFrames: { path: handle("stopTaskFrames") },
  recommitTasks: { path: handle("recommitTasks") },
  setTaskOverTimeStop: { path: handle("setTaskOverTimeStop") },
  updateTaskUserLevel: { path: rendering("updateTaskUserLevel") },
  fullSpeedRendering: { path: handle("fullSpeedRendering") },
  addTaskLabel: { path: handle("addTaskLabel") },
  deleteTaskLabel: { path: handle("deleteTaskLabel"), encodeRequest: (body) => [{ ...body, labelIds: [] }] },
  hardwareConfigList: {
    path: "/api/render/hardwareConfig/list",
    encodeRequest: ({ taskIds }) => [{ cloneTask: "false", ...(taskIds ? { taskIds: texts(taskIds) } : {}) }],
  },
  editTaskHardwareConfig: {
    path: handle("editTaskHardwareConfig"),
    encodeRequest: ({ taskIds, hardwareConfigId, ...rest }) => [
      { ...rest, taskIds: texts(taskIds), hardwareConfigId: [String(hardwareConfigId)] },
    ],
  },
  // Its platform is a member of the body as well, and as such the one that is signed (signature.md).
  taskRecord: {
    path: handle("operate/sdk/taskRecord"),
    encodeRequest: (body, { platform }) => [{ platform: Number(platform), ...body }],
  },
  getOutputUserDirFile: { path: "/api/render/file/operate/getOutputUserDirFile" },
  // The flag works with no filter beside it.
  getDeletedTasks: { path: handle("getTaskList/v2"), encodeRequest: (body) => [{ ...body, recycleFlag: 1 }] },
  loadTaskProcessImg: { path: handle("loadTaskProcessImg") },
};
