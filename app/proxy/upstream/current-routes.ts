/** Path, request body and response conversion of each operation in the current dialect (endpoints-current sections 2 and 3). */
import type { OperationName } from "../../protocol/endpoints";
import { decodeFrames, decodeRenderEnvs, decodeSupportedPlugins, decodeUserSetting } from "./current-responses";
import type { DecodeResponse, EncodeRequest } from "./dialect";

export type CurrentRoute = {
  readonly path: string;
  /** Larger pages are refused: a smaller page than requested would number all other pages differently. */
  readonly maxPageSize?: number;
  /** Absent: the page's body is sent unchanged. */
  readonly encodeRequest?: EncodeRequest;
  /** Absent: the response is relayed byte for byte. */
  readonly decodeResponse?: DecodeResponse;
};

/** taskParam -> taskIds, the name in every SDK since 2019. */
const renameTaskParam: EncodeRequest = ({ taskParam: taskIds, ...rest }) => [{ ...rest, taskIds }];

/** renderSystem is the text "0" or "1" in 2018 and an integer here. */
const encodeRenderSystem: EncodeRequest = (body) => [{ ...body, renderSystem: Number(body["renderSystem"]) }];

const toTexts = (values: unknown): string[] => (Array.isArray(values) ? values.map(String) : []);

const handle = (operation: string) => `/api/render/handle/${operation}`;
const setUp = (operation: string) => `/api/render/setUp/${operation}`;
const plugin = (operation: string) => `/api/render/plugin/${operation}`;
const project = (operation: string) => `/api/render/project/${operation}`;
const submit = (operation: string) => `/api/render/submit/${operation}`;
const rendering = (operation: string) => `/api/rendering/task/renderingTask/${operation}`;

export const currentRoutes: Readonly<Record<OperationName, CurrentRoute>> = {
  queryPlatforms: { path: "/api/render/common/queryPlatforms" },
  queryUserProfile: { path: setUp("queryUserProfile") },
  queryUserSetting: { path: setUp("queryUserSetting"), decodeResponse: decodeUserSetting },
  updateUserSetting: {
    path: setUp("updateUserSetting"),
    encodeRequest: ({ taskOverTime }) => [{ taskOverTimeSec: Number(taskOverTime) * 3600 }],
  },
  getTransferBid: { path: "/api/render/transfer/getBid" },
  // The default of taskUserLevel, which the vendor's client always sends.
  createTask: { path: submit("createTask"), encodeRequest: (body) => [{ ...body, taskUserLevel: 50 }] },
  submitTask: { path: submit("task") },
  queryErrorDetail: { path: submit("queryAnalyseErrorDetail") },
  getTaskList: { path: handle("getTaskList/v2"), maxPageSize: 100 },
  stopTask: { path: rendering("stopTask"), encodeRequest: renameTaskParam },
  startTask: { path: rendering("startTask"), encodeRequest: renameTaskParam },
  abortTask: { path: handle("abandonTask"), encodeRequest: renameTaskParam },
  deleteTask: { path: handle("deleteTask"), encodeRequest: renameTaskParam },
  queryTaskFrames: { path: handle("queryTaskFrames"), maxPageSize: 100, decodeResponse: decodeFrames },
  queryAllFrameStats: { path: handle("queryAllFrameStats") },
  restartFailedFrames: { path: handle("recommitTasks"), encodeRequest: renameTaskParam },
  restartFrame: { path: handle("recommitTaskFrames") },
  queryTaskInfo: { path: handle("queryTaskInfo/v2") },
  addLabel: { path: project("add") },
  deleteLabel: { path: project("delete") },
  getLabelList: { path: project("getList") },
  querySupportedSoftware: { path: plugin("querySoftwareList") },
  querySupportedPlugin: {
    path: plugin("querySoftwareDetail"),
    encodeRequest: (body) => ["windows", "linux"].map((osName) => ({ ...body, osName })),
    decodeResponse: decodeSupportedPlugins,
  },
  addRenderEnv: { path: plugin("addUserPluginConfig"), encodeRequest: encodeRenderSystem },
  updateRenderEnv: { path: plugin("editUserPluginConfig"), encodeRequest: encodeRenderSystem },
  deleteRenderEnv: { path: plugin("deleteUserPluginConfig") },
  setDefaultRenderEnv: { path: plugin("setDefaultUserPluginConfig") },
  getRenderEnv: {
    path: plugin("getUserPluginConfig"),
    // Without osName the farm returns environments for Windows only.
    encodeRequest: (body) => [1, 0].map((osName) => ({ ...body, osName })),
    decodeResponse: decodeRenderEnvs,
  },

  // The farm ignores pageSize and uses its own page size.
  showLog: { path: handle("showLog"), encodeRequest: (body) => [{ renderingType: "render", ...body, pageSize: 1 }] },
  stopTaskFrames: { path: handle("stopTaskFrames") },
  recommitTasks: { path: handle("recommitTasks") },
  setTaskOverTimeStop: { path: handle("setTaskOverTimeStop") },
  updateTaskUserLevel: { path: rendering("updateTaskUserLevel") },
  updateTaskLimit: { path: handle("updateTaskLimit") },
  fullSpeedRendering: { path: handle("fullSpeedRendering") },
  addTaskLabel: { path: handle("addTaskLabel") },
  deleteTaskLabel: { path: handle("deleteTaskLabel"), encodeRequest: (body) => [{ ...body, labelIds: [] }] },
  hardwareConfigList: {
    path: "/api/render/hardwareConfig/list",
    encodeRequest: ({ taskIds }) => [{ cloneTask: "false", ...(taskIds ? { taskIds: toTexts(taskIds) } : {}) }],
  },
  editTaskHardwareConfig: {
    path: handle("editTaskHardwareConfig"),
    encodeRequest: ({ taskIds, hardwareConfigId, ...rest }) => [
      { ...rest, taskIds: toTexts(taskIds), hardwareConfigId: [String(hardwareConfigId)] },
    ],
  },
  // The body contains the platform too, and the body's member is the signed one (signature.md).
  taskRecord: {
    path: handle("operate/sdk/taskRecord"),
    encodeRequest: (body, { platform }) => [{ platform: Number(platform), ...body }],
  },
  getOutputUserDirFile: { path: "/api/render/file/operate/getOutputUserDirFile" },
  // recycleFlag cannot be combined with a filter.
  getDeletedTasks: { path: handle("getTaskList/v2"), encodeRequest: (body) => [{ ...body, recycleFlag: 1 }] },
  // createTask with the id of the original, which 2018 does not have.
  createClone: { path: submit("createTask"), encodeRequest: (body) => [{ count: 1, ...body }] },
  loadTaskProcessImg: { path: handle("loadTaskProcessImg") },
  loadingFrameThumbnail: { path: handle("loadingFrameThumbnail") },
};
