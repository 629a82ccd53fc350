/** The current protocol beside the tables of operations: paths, requests out, answers in (endpoints-current sections 2 and 3). */
import type { AnyOperation } from "../../protocol/operations";

/** A request that fits its operation's schema. */
export type Body = Readonly<Record<string, unknown>>;
/** What the upstream wants in bodies that the page does not know. */
export type Facts = { readonly platform: string };
type Ask = (body: Body, facts: Facts) => readonly object[];
/** The data of the answers, one for each request, as the page reads it. */
export type Tell = (data: readonly unknown[]) => unknown;
export type CurrentRow = {
  readonly path: string;
  /** Rows of a page at most. A smaller page than asked for would number the others differently, so more is refused. */
  readonly mostRows?: number;
  readonly ask?: Ask;
  readonly tell?: Tell;
};

const isObject = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const texts = (value: unknown): string[] => listIn(value).map(String);

/** taskParam -> taskIds: the name that every SDK has used since 2019. */
const tasks: Ask = ({ taskParam: taskIds, ...rest }) => [{ ...rest, taskIds }];

/** renderSystem is the text "0" or "1" in 2018 and an integer now. */
const environment: Ask = (body) => [{ ...body, renderSystem: Number(body["renderSystem"]) }];

/** The setting the farm keeps is in seconds; the hours beside it need not agree. */
const setting: Tell = ([data]) => {
  if (!isObject(data)) return data;
  const seconds = Number(data["taskOverTimeSec"]);
  return seconds > 0 ? { ...data, taskOverTime: seconds / 3600 } : data;
};

/** From here on a taskOverTime is 2018's milliseconds: as seconds it would be four months. */
const MILLISECONDS_FROM = 10_000_000;

/** taskOverTime of a frame is in seconds; told as milliseconds, or from 12 days on it would be read as such. */
const frames: Tell = ([data]) =>
  isObject(data) && Array.isArray(data["items"]) ? { ...data, items: data["items"].map(inMilliseconds) } : data;

function inMilliseconds(frame: unknown): unknown {
  if (!isObject(frame)) return frame;
  const limit = Number(frame["taskOverTime"]);
  return limit > 0 && limit < MILLISECONDS_FROM ? { ...frame, taskOverTime: limit * 1000 } : frame;
}

/** Rows of several answers, each once. */
function union(lists: readonly unknown[], key: (row: Body) => string, join: (a: Body, b: Body) => Body = (a) => a) {
  const rows = new Map<string, Body>();
  for (const row of lists.flatMap(listIn).filter(isObject)) {
    const before = rows.get(key(row));
    rows.set(key(row), before ? join(before, row) : row);
  }
  return [...rows.values()];
}

const keyOf =
  (...names: readonly string[]) =>
  (row: Body) =>
    JSON.stringify(names.map((name) => row[name]));

/** Plug-ins are told for one operating system at a time: ours are those of both. */
const plugins: Tell = (answers) => {
  const lists = answers.filter(isObject);
  const versions = (a: Body, b: Body) => union([a["pluginVersions"], b["pluginVersions"]], keyOf("pluginId"));
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
export const currentRows: Readonly<Record<AnyOperation, CurrentRow>> = {
  queryPlatforms: { path: "/api/render/common/queryPlatforms" },
  queryUserProfile: { path: setUp("queryUserProfile") },
  queryUserSetting: { path: setUp("queryUserSetting"), tell: setting },
  updateUserSetting: {
    path: setUp("updateUserSetting"),
    ask: ({ taskOverTime }) => [{ taskOverTimeSec: Number(taskOverTime) * 3600 }],
  },
  getTransferBid: { path: "/api/render/transfer/getBid" },
  // Its default, which the vendor's own client always sends.
  createTask: { path: submit("createTask"), ask: (body) => [{ ...body, taskUserLevel: 50 }] },
  submitTask: { path: submit("task") },
  queryErrorDetail: { path: submit("queryAnalyseErrorDetail") },
  getTaskList: { path: handle("getTaskList/v2"), mostRows: 100 },
  stopTask: { path: rendering("stopTask"), ask: tasks },
  startTask: { path: rendering("startTask"), ask: tasks },
  abortTask: { path: handle("abandonTask"), ask: tasks },
  deleteTask: { path: handle("deleteTask"), ask: tasks },
  queryTaskFrames: { path: handle("queryTaskFrames"), mostRows: 100, tell: frames },
  queryAllFrameStats: { path: handle("queryAllFrameStats") },
  restartFailedFrames: { path: handle("recommitTasks"), ask: tasks },
  restartFrame: { path: handle("recommitTaskFrames") },
  queryTaskInfo: { path: handle("queryTaskInfo/v2") },
  addLabel: { path: project("add") },
  deleteLabel: { path: project("delete") },
  getLabelList: { path: project("getList") },
  querySupportedSoftware: { path: plugin("querySoftwareList") },
  querySupportedPlugin: {
    path: plugin("querySoftwareDetail"),
    ask: (body) => ["windows", "linux"].map((osName) => ({ ...body, osName })),
    tell: plugins,
  },
  addRenderEnv: { path: plugin("addUserPluginConfig"), ask: environment },
  updateRenderEnv: { path: plugin("editUserPluginConfig"), ask: environment },
  deleteRenderEnv: { path: plugin("deleteUserPluginConfig") },
  setDefaultRenderEnv: { path: plugin("setDefaultUserPluginConfig") },
  getRenderEnv: {
    path: plugin("getUserPluginConfig"),
    // Without osName the farm tells those for Windows only.
    ask: (body) => [1, 0].map((osName) => ({ ...body, osName })),
    tell: (lists) => union(lists, keyOf("editName")),
  },

  // The size of a page is the farm's own, whatever pageSize says.
  showLog: { path: handle("showLog"), ask: (body) => [{ renderingType: "render", ...body, pageSize: 1 }] },
  stopTaskFrames: { path: handle("stopTaskFrames") },
  recommitTasks: { path: handle("recommitTasks") },
  setTaskOverTimeStop: { path: handle("setTaskOverTimeStop") },
  updateTaskUserLevel: { path: rendering("updateTaskUserLevel") },
  fullSpeedRendering: { path: handle("fullSpeedRendering") },
  addTaskLabel: { path: handle("addTaskLabel") },
  deleteTaskLabel: { path: handle("deleteTaskLabel"), ask: (body) => [{ ...body, labelIds: [] }] },
  hardwareConfigList: {
    path: "/api/render/hardwareConfig/list",
    ask: ({ taskIds }) => [{ cloneTask: "false", ...(taskIds ? { taskIds: texts(taskIds) } : {}) }],
  },
  editTaskHardwareConfig: {
    path: handle("editTaskHardwareConfig"),
    ask: ({ taskIds, hardwareConfigId, ...rest }) => [
      { ...rest, taskIds: texts(taskIds), hardwareConfigId: [String(hardwareConfigId)] },
    ],
  },
  // Its platform is a member of the body as well, and as such the one that is signed (signature.md).
  taskRecord: {
    path: handle("operate/sdk/taskRecord"),
    ask: (body, { platform }) => [{ platform: Number(platform), ...body }],
  },
  getOutputUserDirFile: { path: "/api/render/file/operate/getOutputUserDirFile" },
  // The flag works with no filter beside it.
  getDeletedTasks: { path: handle("getTaskList/v2"), ask: (body) => [{ ...body, recycleFlag: 1 }] },
  loadTaskProcessImg: { path: handle("loadTaskProcessImg") },
};
