/**
 * What today's farm can do beyond the 28 operations (endpoints-current section 3), in rows like those of endpoints.ts. The
 * paths are the page's own; where the farm has them, and what it calls their members, is the dialect's business. Operations
 * whose answers hold secrets (getConfig, getRaySyncUserKey, getServerInfo) are in no table.
 */
import * as z from "zod/mini";
import type { Capability } from "./capabilities";
import { type Endpoint, ids, ignoredResponse, localMoment, paging, taskId } from "./endpoints";
import { existingName } from "./environments/environment";
import { frameLogPage } from "./frames/frame-log";
import { tileProgress } from "./frames/tile-progress";
import { hardwareList } from "./tasks/hardware";
import { outputFiles } from "./tasks/output-file";
import { task } from "./tasks/task";
import { taskRecordPage } from "./tasks/task-record";
import { pageOf } from "./wire/wire";

const read = "read";
const write = "write";

const frameIds = z.array(taskId).check(z.minLength(1), z.maxLength(100_000));
const frameStates = z.array(z.int().check(z.nonnegative())).check(z.minLength(1), z.maxLength(20));
const shortText = z.string().check(z.maxLength(100));
const smallPaging = { ...paging, pageSize: z.int().check(z.positive(), z.maximum(100)) };

/** The longest tag that is sent. */
export const TAG_LIMIT = 64;
const tag = z.string().check(z.trim(), z.minLength(1), z.maxLength(TAG_LIMIT));

/** Bounds of a task's time limit in seconds: those of the account's own (account.ts), and from a minute on. */
export const taskTimeLimit = { min: 60, max: 720 * 3600 } as const;
/** Priorities a task may be given (taskUserLevel). */
export const userLevels = { usual: 50, high: 60 } as const;

/** Operation name -> row. `capability` says what has to be there for it. */
export const furtherEndpoints = {
  showLog: {
    path: "/api/render/task/showLog",
    kind: read,
    role: "viewer",
    section: "current 3",
    capability: "frameLog",
    request: z.strictObject({ id: taskId, pageNum: z.int().check(z.nonnegative()) }),
    response: frameLogPage,
  },
  stopTaskFrames: {
    path: "/api/render/task/stopTaskFrames",
    kind: write,
    role: "operator",
    section: "current 3",
    capability: "stopFrames",
    request: z.union([
      z.strictObject({ taskId, selectAll: z.literal(0), ids: frameIds }),
      z.strictObject({ taskId, selectAll: z.literal(1), status: z.optional(frameStates) }),
    ]),
    response: ignoredResponse,
  },
  recommitTasks: {
    path: "/api/render/task/recommitTasks",
    kind: write,
    role: "operator",
    section: "current 2",
    capability: "rerenderByState",
    request: z.strictObject({ taskIds: ids, status: frameStates }),
    response: ignoredResponse,
  },
  setTaskOverTimeStop: {
    path: "/api/render/task/setTaskOverTimeStop",
    kind: write,
    role: "operator",
    section: "current 3",
    capability: "timeLimit",
    request: z.strictObject({
      taskIds: ids,
      overTime: z.int().check(z.minimum(taskTimeLimit.min), z.maximum(taskTimeLimit.max)),
    }),
    response: ignoredResponse,
  },
  updateTaskUserLevel: {
    path: "/api/render/task/updateTaskUserLevel",
    kind: write,
    role: "operator",
    section: "current 3",
    capability: "priority",
    request: z.strictObject({
      taskId,
      taskUserLevel: z.union([z.literal(userLevels.usual), z.literal(userLevels.high)]),
    }),
    response: ignoredResponse,
  },
  fullSpeedRendering: {
    path: "/api/render/task/fullSpeedRendering",
    kind: write,
    role: "operator",
    section: "current 3",
    capability: "approveTests",
    request: z.strictObject({ taskIds: ids }),
    response: ignoredResponse,
  },
  addTaskLabel: {
    path: "/api/render/task/addTaskLabel",
    kind: write,
    role: "operator",
    section: "current 3",
    capability: "taskTags",
    request: z.strictObject({ label: tag, taskIds: ids }),
    response: ignoredResponse,
  },
  deleteTaskLabel: {
    path: "/api/render/task/deleteTaskLabel",
    kind: write,
    role: "operator",
    section: "current 3",
    capability: "taskTags",
    request: z.strictObject({
      labelNames: z.array(existingName).check(z.minLength(1), z.maxLength(100)),
      taskIds: ids,
    }),
    response: ignoredResponse,
  },
  hardwareConfigList: {
    path: "/api/render/common/hardwareConfigList",
    kind: read,
    role: "viewer",
    section: "current 3",
    capability: "hardware",
    request: z.strictObject({ taskIds: z.optional(ids) }),
    response: hardwareList,
  },
  editTaskHardwareConfig: {
    path: "/api/render/task/editTaskHardwareConfig",
    kind: write,
    role: "operator",
    section: "current 3",
    capability: "hardware",
    request: z.strictObject({
      taskIds: ids,
      hardwareConfigId: taskId,
      model: shortText,
      gpuNum: shortText,
      ram: shortText,
    }),
    response: ignoredResponse,
  },
  taskRecord: {
    path: "/api/render/task/taskRecord",
    kind: read,
    role: "viewer",
    section: "current 3",
    capability: "taskRecord",
    request: z.strictObject({
      ...smallPaging,
      startDate: z.optional(localMoment),
      endDate: z.optional(localMoment),
    }),
    response: taskRecordPage,
  },
  getOutputUserDirFile: {
    path: "/api/render/common/getOutputUserDirFile",
    kind: read,
    role: "viewer",
    section: "current 3",
    capability: "outputFiles",
    request: z.strictObject({
      treePath: z.string().check(z.startsWith("/"), z.maxLength(1000)),
      taskId: z.optional(taskId),
    }),
    response: outputFiles,
  },
  getDeletedTasks: {
    path: "/api/render/task/getDeletedTasks",
    kind: read,
    role: "viewer",
    section: "current 2",
    capability: "deletedTasks",
    request: z.strictObject(smallPaging),
    response: pageOf(task),
  },
  loadTaskProcessImg: {
    path: "/api/render/task/loadTaskProcessImg",
    kind: read,
    role: "viewer",
    section: "current 3",
    capability: "tileProgress",
    request: z.strictObject({ taskId, frameType: z.optional(z.union([z.literal(2), z.literal(5)])) }),
    response: tileProgress,
  },
} as const satisfies Record<string, Endpoint & { readonly capability: Capability }>;

export type FurtherName = keyof typeof furtherEndpoints;
export type FurtherRequestOf<Name extends FurtherName> = z.input<(typeof furtherEndpoints)[Name]["request"]>;
export type FurtherResponseOf<Name extends FurtherName> = z.output<(typeof furtherEndpoints)[Name]["response"]>;

/** The names of this table, in its order. */
export const furtherNames = Object.keys(furtherEndpoints).filter((name): name is FurtherName =>
  Object.hasOwn(furtherEndpoints, name),
);
