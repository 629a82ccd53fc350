/**
 * The endpoint table, one row per operation: the single source for the proxy's allow-list, the browser's calls, the demo
 * farm's dispatch, the msw handlers and docs/protocol.md. The request schemas have the same keys but are in requests.ts,
 * since the browser does not need them.
 */
import type * as z from "zod/mini";
import { userProfileSchema } from "./account/account";
import type { Capability } from "./capabilities";
import { ignoredResponseSchema } from "./wire/wire";

/** A viewer may read, an operator may also change tasks and frames, a manager may also change account and environments. */
export type Role = "viewer" | "operator" | "manager";

type Schema<Data = unknown> = z.ZodMiniType<Data>;

/**
 * `path` is the path on the page's server; the current dialect maps it to the farm's path. `response` parses the envelope's
 * `data`; a function loads the schema with the first call, which keeps schemas that nothing needs before a click out of the
 * first load. sections.ts has the section of the specification.
 */
export type Endpoint = {
  readonly path: `/api/render/${"common" | "user" | "task"}/${string}`;
  readonly kind: "read" | "write";
  readonly role: Role;
  readonly response: Schema | (() => Promise<Schema>);
} & ({ readonly since: "2018" } | { readonly since: "current"; readonly capability: Capability });

const read = "read";
const write = "write";
/** The page gets tasks from our server, and reads them through these operations only for a command or a search. */
const taskPage = async () => (await import("./tasks/task-info")).taskPageSchema;
const framePage = async () => (await import("./frames/frame")).framePageSchema;
const frameStats = async () => (await import("./frames/frame")).frameStatsSchema;
const catalogue = () => import("./account/catalogue");
const environments = () => import("./environments/environment-responses");

/**
 * The 28 operations of 2018 (endpoints-2018 section 9), then those that only the current dialect has (endpoints-current
 * sections 2 and 3). Operations whose responses contain secrets (getConfig, getRaySyncUserKey, getServerInfo) are left out.
 */
export const endpoints = {
  queryPlatforms: {
    path: "/api/render/common/queryPlatforms",
    kind: read,
    role: "viewer",
    since: "2018",
    response: async () => (await catalogue()).platformsSchema,
  },
  queryUserProfile: {
    path: "/api/render/user/queryUserProfile",
    kind: read,
    role: "viewer",
    since: "2018",
    response: userProfileSchema,
  },
  queryUserSetting: {
    path: "/api/render/user/queryUserSetting",
    kind: read,
    role: "viewer",
    since: "2018",
    response: async () => (await catalogue()).userSettingSchema,
  },
  updateUserSetting: {
    path: "/api/render/user/updateUserSetting",
    kind: write,
    role: "manager",
    since: "2018",
    response: ignoredResponseSchema,
  },
  getTransferBid: {
    path: "/api/render/task/getTransferBid",
    kind: read,
    role: "viewer",
    since: "2018",
    response: async () => (await catalogue()).transferBidSchema,
  },
  createTask: {
    path: "/api/render/task/createTask",
    kind: write,
    role: "operator",
    since: "2018",
    response: async () => (await catalogue()).createdTasksSchema,
  },
  submitTask: {
    path: "/api/render/task/submitTask",
    kind: write,
    role: "operator",
    since: "2018",
    response: ignoredResponseSchema,
  },
  queryErrorDetail: {
    path: "/api/render/common/queryErrorDetail",
    kind: read,
    role: "viewer",
    since: "2018",
    response: async () => (await catalogue()).errorDetailSchema,
  },
  getTaskList: {
    path: "/api/render/task/getTaskList",
    kind: read,
    role: "viewer",
    since: "2018",
    response: taskPage,
  },
  stopTask: {
    path: "/api/render/task/stopTask",
    kind: write,
    role: "operator",
    since: "2018",
    response: ignoredResponseSchema,
  },
  startTask: {
    path: "/api/render/task/startTask",
    kind: write,
    role: "operator",
    since: "2018",
    response: ignoredResponseSchema,
  },
  abortTask: {
    path: "/api/render/task/abortTask",
    kind: write,
    role: "operator",
    since: "2018",
    response: ignoredResponseSchema,
  },
  deleteTask: {
    path: "/api/render/task/deleteTask",
    kind: write,
    role: "operator",
    since: "2018",
    response: ignoredResponseSchema,
  },
  queryTaskFrames: {
    path: "/api/render/task/queryTaskFrames",
    kind: read,
    role: "viewer",
    since: "2018",
    response: framePage,
  },
  queryAllFrameStats: {
    path: "/api/render/task/queryAllFrameStats",
    kind: read,
    role: "viewer",
    since: "2018",
    response: frameStats,
  },
  restartFailedFrames: {
    path: "/api/render/task/restartFailedFrames",
    kind: write,
    role: "operator",
    since: "2018",
    response: ignoredResponseSchema,
  },
  restartFrame: {
    path: "/api/render/task/restartFrame",
    kind: write,
    role: "operator",
    since: "2018",
    response: ignoredResponseSchema,
  },
  queryTaskInfo: {
    path: "/api/render/task/queryTaskInfo",
    kind: read,
    role: "viewer",
    since: "2018",
    response: taskPage,
  },
  addLabel: {
    path: "/api/render/common/addLabel",
    kind: write,
    role: "manager",
    since: "2018",
    response: ignoredResponseSchema,
  },
  deleteLabel: {
    path: "/api/render/common/deleteLabel",
    kind: write,
    role: "manager",
    since: "2018",
    response: ignoredResponseSchema,
  },
  getLabelList: {
    path: "/api/render/common/getLabelList",
    kind: read,
    role: "viewer",
    since: "2018",
    response: async () => (await catalogue()).labelListSchema,
  },
  querySupportedSoftware: {
    path: "/api/render/common/querySupportedSoftware",
    kind: read,
    role: "viewer",
    since: "2018",
    response: async () => (await environments()).supportedSoftwareSchema,
  },
  querySupportedPlugin: {
    path: "/api/render/common/querySupportedPlugin",
    kind: read,
    role: "viewer",
    since: "2018",
    response: async () => (await environments()).supportedPluginSchema,
  },
  addRenderEnv: {
    path: "/api/render/common/addRenderEnv",
    kind: write,
    role: "manager",
    since: "2018",
    response: async () => (await environments()).addedEnvSchema,
  },
  updateRenderEnv: {
    path: "/api/render/common/updateRenderEnv",
    kind: write,
    role: "manager",
    since: "2018",
    response: ignoredResponseSchema,
  },
  deleteRenderEnv: {
    path: "/api/render/common/deleteRenderEnv",
    kind: write,
    role: "manager",
    since: "2018",
    response: ignoredResponseSchema,
  },
  setDefaultRenderEnv: {
    path: "/api/render/common/setDefaultRenderEnv",
    kind: write,
    role: "manager",
    since: "2018",
    response: ignoredResponseSchema,
  },
  getRenderEnv: {
    path: "/api/render/common/getRenderEnv",
    kind: read,
    role: "viewer",
    since: "2018",
    response: async () => (await environments()).renderEnvsSchema,
  },

  showLog: {
    path: "/api/render/task/showLog",
    kind: read,
    role: "viewer",
    since: "current",
    capability: "frameLog",
    response: async () => (await import("./frames/frame-log")).frameLogPageSchema,
  },
  stopTaskFrames: {
    path: "/api/render/task/stopTaskFrames",
    kind: write,
    role: "operator",
    since: "current",
    capability: "stopFrames",
    response: ignoredResponseSchema,
  },
  recommitTasks: {
    path: "/api/render/task/recommitTasks",
    kind: write,
    role: "operator",
    since: "current",
    capability: "rerenderByState",
    response: ignoredResponseSchema,
  },
  setTaskOverTimeStop: {
    path: "/api/render/task/setTaskOverTimeStop",
    kind: write,
    role: "operator",
    since: "current",
    capability: "timeLimit",
    response: ignoredResponseSchema,
  },
  updateTaskUserLevel: {
    path: "/api/render/task/updateTaskUserLevel",
    kind: write,
    role: "operator",
    since: "current",
    capability: "priority",
    response: ignoredResponseSchema,
  },
  updateTaskLimit: {
    path: "/api/render/task/updateTaskLimit",
    kind: write,
    role: "operator",
    since: "current",
    capability: "machineLimit",
    response: ignoredResponseSchema,
  },
  fullSpeedRendering: {
    path: "/api/render/task/fullSpeedRendering",
    kind: write,
    role: "operator",
    since: "current",
    capability: "approveTests",
    response: ignoredResponseSchema,
  },
  addTaskLabel: {
    path: "/api/render/task/addTaskLabel",
    kind: write,
    role: "operator",
    since: "current",
    capability: "taskTags",
    response: ignoredResponseSchema,
  },
  deleteTaskLabel: {
    path: "/api/render/task/deleteTaskLabel",
    kind: write,
    role: "operator",
    since: "current",
    capability: "taskTags",
    response: ignoredResponseSchema,
  },
  hardwareConfigList: {
    path: "/api/render/common/hardwareConfigList",
    kind: read,
    role: "viewer",
    since: "current",
    capability: "hardware",
    response: async () => (await import("./tasks/hardware")).hardwareListSchema,
  },
  editTaskHardwareConfig: {
    path: "/api/render/task/editTaskHardwareConfig",
    kind: write,
    role: "operator",
    since: "current",
    capability: "hardware",
    response: ignoredResponseSchema,
  },
  taskRecord: {
    path: "/api/render/task/taskRecord",
    kind: read,
    role: "viewer",
    since: "current",
    capability: "taskRecord",
    response: async () => (await import("./tasks/task-record")).taskRecordPageSchema,
  },
  getOutputUserDirFile: {
    path: "/api/render/common/getOutputUserDirFile",
    kind: read,
    role: "viewer",
    since: "current",
    capability: "outputFiles",
    response: async () => (await import("./tasks/output-file")).outputFilesSchema,
  },
  getDeletedTasks: {
    path: "/api/render/task/getDeletedTasks",
    kind: read,
    role: "viewer",
    since: "current",
    capability: "deletedTasks",
    response: taskPage,
  },
  createClone: {
    path: "/api/render/task/createClone",
    kind: write,
    role: "operator",
    since: "current",
    capability: "cloneTask",
    response: async () => (await catalogue()).createdTasksSchema,
  },
  loadTaskProcessImg: {
    path: "/api/render/task/loadTaskProcessImg",
    kind: read,
    role: "viewer",
    since: "current",
    capability: "tileProgress",
    response: async () => (await import("./frames/tile-progress")).tileProgressSchema,
  },
  loadingFrameThumbnail: {
    path: "/api/render/task/loadingFrameThumbnail",
    kind: read,
    role: "viewer",
    since: "current",
    capability: "framePictures",
    response: async () => (await import("./frames/frame-pictures")).picturePathsSchema,
  },
} as const satisfies Record<string, Endpoint>;

type Endpoints = typeof endpoints;
type NamesSince<Since extends Endpoint["since"]> = {
  [Name in keyof Endpoints]: Endpoints[Name]["since"] extends Since ? Name : never;
}[keyof Endpoints];

export type OperationName = keyof Endpoints;
export type OperationName2018 = NamesSince<"2018">;
/** Operations that only the current dialect has. */
export type CurrentOperationName = NamesSince<"current">;

type SchemaOf<Response> = Response extends () => Promise<infer Loaded> ? Loaded : Response;
export type ResponseOf<Name extends OperationName> = z.output<SchemaOf<Endpoints[Name]["response"]>>;

export const isOperationName = (name: string): name is OperationName => Object.hasOwn(endpoints, name);
export const isCurrentOperation = (name: OperationName): name is CurrentOperationName =>
  endpoints[name].since === "current";
const isOperation2018 = (name: OperationName): name is OperationName2018 => endpoints[name].since === "2018";

/** The documents of 2018 have it beside the 28 operations, at the path of the page. Not in its row, which browsers load. */
const besideThe28: OperationName = "loadingFrameThumbnail";

/** Whether the dialect of 2018 has an operation. */
export const isIn2018 = (name: OperationName): boolean => endpoints[name].since === "2018" || name === besideThe28;

/** Names in the order of the table: those of 2018 first. */
export const operationNames: readonly OperationName[] = Object.keys(endpoints).filter(isOperationName);
export const operationNames2018: readonly OperationName2018[] = operationNames.filter(isOperation2018);
export const currentOperationNames: readonly CurrentOperationName[] = operationNames.filter(isCurrentOperation);

const nameByPath = new Map<string, OperationName>(operationNames.map((name) => [endpoints[name].path, name]));

/** The operation at a path in a dialect, or undefined. The current dialect has every row. */
export function operationAt(path: string, dialect: Endpoint["since"]): OperationName | undefined {
  const name = nameByPath.get(path);
  return name === undefined || (dialect === "2018" && !isIn2018(name)) ? undefined : name;
}

/** The table with a type per name, so that a generic name resolves to the response type of its operation. */
const responses: {
  readonly [Name in OperationName]: {
    readonly response: Schema<ResponseOf<Name>> | (() => Promise<Schema<ResponseOf<Name>>>);
  };
} = endpoints;

/** The response schema of an operation. Rejects when its module cannot be loaded. */
export async function loadResponse<Name extends OperationName>(name: Name): Promise<Schema<ResponseOf<Name>>> {
  const { response } = responses[name];
  return typeof response === "function" ? response() : response;
}
