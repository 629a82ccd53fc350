/**
 * The 28 operations of the specification (endpoints-2018 section 9), one row each: the single source for the proxy's
 * allow-list, the browser's calls, the farm's dispatch, the msw handlers and docs/protocol.md.
 */
import * as z from "zod/mini";
import {
  createdTasks,
  errorDetail,
  labelList,
  platforms,
  timeLimitHours,
  transferBid,
  userProfile,
  userSetting,
} from "./account/account";
import {
  addedEnv,
  entityName,
  existingName,
  renderEnvRequest,
  renderEnvs,
  renderEnvUpdate,
  supportedPlugin,
  supportedSoftware,
} from "./environments/environment";
import { frame, frameStats } from "./frames/frame";
import { task } from "./tasks/task";
import { pageOf } from "./wire/wire";

/** Who may call it: a viewer reads, an operator acts on tasks and frames, a manager changes account and environments. */
export type Role = "viewer" | "operator" | "manager";

/** The id of a task or a frame. */
export const taskId = z.int().check(z.nonnegative());
const id = taskId;
/** Ids of tasks, as many as one request may name. */
export const ids = z.array(id).check(z.minLength(1), z.maxLength(1000));
/** Page number from 1 and page size of a paged operation. */
export const paging = {
  pageNum: z.int().check(z.positive()),
  pageSize: z.int().check(z.positive(), z.maximum(1000)),
};
const emptyRequest = z.strictObject({});
/** The answer of a write: whatever the farm says beside its code. */
export const ignoredResponse = z.transform(() => null);
const taskParam = z.strictObject({ taskParam: ids });
const editName = z.strictObject({ editName: existingName });
/** A moment as the farm's filters take it: `yyyy-MM-dd HH:mm:ss` at UTC+8. */
export const localMoment = z.string().check(z.regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/));

const read = "read";
const write = "write";

/** Operation name -> path, kind, role, request and response schema. `section` points into endpoints-2018 section 9. */
export const endpoints = {
  queryPlatforms: {
    path: "/api/render/common/queryPlatforms",
    kind: read,
    role: "viewer",
    section: "9.1",
    request: z.strictObject({ zone: z.union([z.literal(1), z.literal(2)]) }),
    response: platforms,
  },
  queryUserProfile: {
    path: "/api/render/user/queryUserProfile",
    kind: read,
    role: "viewer",
    section: "9.2",
    request: emptyRequest,
    response: userProfile,
  },
  queryUserSetting: {
    path: "/api/render/user/queryUserSetting",
    kind: read,
    role: "viewer",
    section: "9.3",
    request: emptyRequest,
    response: userSetting,
  },
  updateUserSetting: {
    path: "/api/render/user/updateUserSetting",
    kind: write,
    role: "manager",
    section: "9.4",
    request: z.strictObject({
      taskOverTime: z.int().check(z.minimum(timeLimitHours.min), z.maximum(timeLimitHours.max)),
    }),
    response: ignoredResponse,
  },
  getTransferBid: {
    path: "/api/render/task/getTransferBid",
    kind: read,
    role: "viewer",
    section: "9.5",
    request: emptyRequest,
    response: transferBid,
  },
  createTask: {
    path: "/api/render/task/createTask",
    kind: write,
    role: "operator",
    section: "9.6",
    request: z.strictObject({
      count: z.int().check(z.positive(), z.maximum(100)),
      outUserId: z.optional(z.int().check(z.positive())),
    }),
    response: createdTasks,
  },
  submitTask: {
    path: "/api/render/task/submitTask",
    kind: write,
    role: "operator",
    section: "9.7",
    request: z.strictObject({ taskId: id }),
    response: ignoredResponse,
  },
  queryErrorDetail: {
    path: "/api/render/common/queryErrorDetail",
    kind: read,
    role: "viewer",
    section: "9.8",
    request: z.strictObject({
      code: z.string().check(z.regex(/^\d{1,9}$/)),
      language: z.optional(z.enum(["0", "1"])),
    }),
    response: errorDetail,
  },
  getTaskList: {
    path: "/api/render/task/getTaskList",
    kind: read,
    role: "viewer",
    section: "9.9",
    request: z.strictObject({
      ...paging,
      statusList: z.optional(z.array(z.int()).check(z.maxLength(50))),
      searchKeyword: z.optional(z.string().check(z.maxLength(300))),
      startTime: z.optional(localMoment),
      endTime: z.optional(localMoment),
    }),
    response: pageOf(task),
  },
  stopTask: {
    path: "/api/render/task/stopTask",
    kind: write,
    role: "operator",
    section: "9.10",
    request: taskParam,
    response: ignoredResponse,
  },
  startTask: {
    path: "/api/render/task/startTask",
    kind: write,
    role: "operator",
    section: "9.11",
    request: taskParam,
    response: ignoredResponse,
  },
  abortTask: {
    path: "/api/render/task/abortTask",
    kind: write,
    role: "operator",
    section: "9.12",
    request: taskParam,
    response: ignoredResponse,
  },
  deleteTask: {
    path: "/api/render/task/deleteTask",
    kind: write,
    role: "operator",
    section: "9.13",
    request: taskParam,
    response: ignoredResponse,
  },
  queryTaskFrames: {
    path: "/api/render/task/queryTaskFrames",
    kind: read,
    role: "viewer",
    section: "9.14",
    request: z.strictObject({
      taskId: id,
      ...paging,
      searchKeyword: z.optional(z.string().check(z.maxLength(300))),
    }),
    response: pageOf(frame),
  },
  queryAllFrameStats: {
    path: "/api/render/task/queryAllFrameStats",
    kind: read,
    role: "viewer",
    section: "9.15",
    request: emptyRequest,
    response: frameStats,
  },
  restartFailedFrames: {
    path: "/api/render/task/restartFailedFrames",
    kind: write,
    role: "operator",
    section: "9.16",
    request: taskParam,
    response: ignoredResponse,
  },
  restartFrame: {
    path: "/api/render/task/restartFrame",
    kind: write,
    role: "operator",
    section: "9.17",
    request: z.strictObject({
      taskId: id,
      selectAll: z.union([z.literal(0), z.literal(1)]),
      ids: z.array(id).check(z.maxLength(100_000)),
    }),
    response: ignoredResponse,
  },
  queryTaskInfo: {
    path: "/api/render/task/queryTaskInfo",
    kind: read,
    role: "viewer",
    section: "9.18",
    request: z.strictObject({ taskIds: ids }),
    response: pageOf(task),
  },
  addLabel: {
    path: "/api/render/common/addLabel",
    kind: write,
    role: "manager",
    section: "9.19",
    request: z.strictObject({ newName: entityName, status: z.union([z.literal(0), z.literal(1)]) }),
    response: ignoredResponse,
  },
  deleteLabel: {
    path: "/api/render/common/deleteLabel",
    kind: write,
    role: "manager",
    section: "9.20",
    request: z.strictObject({ delName: existingName }),
    response: ignoredResponse,
  },
  getLabelList: {
    path: "/api/render/common/getLabelList",
    kind: read,
    role: "viewer",
    section: "9.21",
    request: emptyRequest,
    response: labelList,
  },
  querySupportedSoftware: {
    path: "/api/render/common/querySupportedSoftware",
    kind: read,
    role: "viewer",
    section: "9.22",
    request: emptyRequest,
    response: supportedSoftware,
  },
  querySupportedPlugin: {
    path: "/api/render/common/querySupportedPlugin",
    kind: read,
    role: "viewer",
    section: "9.23",
    request: z.strictObject({ cgId: id }),
    response: supportedPlugin,
  },
  addRenderEnv: {
    path: "/api/render/common/addRenderEnv",
    kind: write,
    role: "manager",
    section: "9.24",
    request: renderEnvRequest,
    response: addedEnv,
  },
  updateRenderEnv: {
    path: "/api/render/common/updateRenderEnv",
    kind: write,
    role: "manager",
    section: "9.25",
    request: renderEnvUpdate,
    response: ignoredResponse,
  },
  deleteRenderEnv: {
    path: "/api/render/common/deleteRenderEnv",
    kind: write,
    role: "manager",
    section: "9.26",
    request: editName,
    response: ignoredResponse,
  },
  setDefaultRenderEnv: {
    path: "/api/render/common/setDefaultRenderEnv",
    kind: write,
    role: "manager",
    section: "9.27",
    request: editName,
    response: ignoredResponse,
  },
  getRenderEnv: {
    path: "/api/render/common/getRenderEnv",
    kind: read,
    role: "viewer",
    section: "9.28",
    request: z.strictObject({ cgId: id }),
    response: renderEnvs,
  },
} as const satisfies Record<string, Endpoint>;

export type Endpoint = {
  readonly path: `/api/render/${"common" | "user" | "task"}/${string}`;
  readonly kind: "read" | "write";
  readonly role: Role;
  readonly section: string;
  readonly request: z.ZodMiniType<object>;
  readonly response: z.ZodMiniType;
};

export type OperationName = keyof typeof endpoints;
export type RequestOf<Name extends OperationName> = z.input<(typeof endpoints)[Name]["request"]>;
export type ResponseOf<Name extends OperationName> = z.output<(typeof endpoints)[Name]["response"]>;

/** The names of the table, in its order. */
export const operationNames = Object.keys(endpoints).filter((name): name is OperationName =>
  Object.hasOwn(endpoints, name),
);

const byPath = new Map<string, OperationName>(operationNames.map((name) => [endpoints[name].path, name]));

/** The operation behind a path of the specification, or undefined. */
export const operationAt = (path: string): OperationName | undefined => byPath.get(path);
