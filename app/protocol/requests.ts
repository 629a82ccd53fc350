/**
 * Request schemas by operation. The proxy validates every request, so an unknown member, another type or a value out of bounds
 * never reaches the farm. The page imports only the types: the schemas would enlarge the first load.
 */
import * as z from "zod/mini";
import type { OperationName } from "./endpoints";
import {
  existingNameSchema,
  newNameSchema,
  renderEnvRequestSchema,
  renderEnvUpdateSchema,
} from "./environments/environment-requests";
import {
  FRAME_IDS_PER_WRITE,
  frameLimitBounds,
  machineLimitBounds,
  priorityLevels,
  reminderHours,
  TAG_MAX_LENGTH,
} from "./limits";

const emptyRequest = z.strictObject({});
/** The id of a task, a frame, a software or a machine type. */
const id = z.int().check(z.nonnegative());
/** For members that are an integer in a table and text in an example, or the other way round; one form is sent. */
const digits = z.string().check(z.regex(/^\d{1,9}$/));
const integerOrText = z.pipe(z.union([id, digits]), z.transform(Number));
const textOrInteger = z.pipe(z.union([id, digits]), z.transform(String));
const zeroOrOne = z.pipe(z.union([z.literal(0), z.literal(1), z.enum(["0", "1"])]), z.transform(Number));
const taskIds = z.array(id).check(z.minLength(1), z.maxLength(1000));
const taskParam = z.strictObject({ taskParam: taskIds });
const editName = z.strictObject({ editName: existingNameSchema });
const frameIds = z.array(id).check(z.minLength(1), z.maxLength(FRAME_IDS_PER_WRITE));
const frameStates = z.array(z.int().check(z.nonnegative())).check(z.minLength(1), z.maxLength(20));
const tag = z.string().check(z.trim(), z.minLength(1), z.maxLength(TAG_MAX_LENGTH));
const searchKeyword = z.optional(z.string().check(z.maxLength(300)));
const shortText = z.string().check(z.maxLength(100));
/** `yyyy-MM-dd HH:mm:ss` at UTC+8, the format of the farm's filters. */
const localMoment = z.string().check(z.regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/));

const pageNum = z.int().check(z.positive());
const paging = { pageNum, pageSize: z.int().check(z.positive(), z.maximum(1000)) };
/** The farm refuses pages of more than 100 rows in the current dialect. */
const currentPaging = { pageNum, pageSize: z.int().check(z.positive(), z.maximum(100)) };

export const requests = {
  queryPlatforms: z.strictObject({ zone: z.union([z.literal(1), z.literal(2)]) }),
  queryUserProfile: emptyRequest,
  queryUserSetting: emptyRequest,
  updateUserSetting: z.strictObject({
    taskOverTime: z.int().check(z.minimum(reminderHours.min), z.maximum(reminderHours.max)),
  }),
  getTransferBid: emptyRequest,
  createTask: z.strictObject({
    count: z.int().check(z.positive(), z.maximum(100)),
    outUserId: z.optional(z.int().check(z.positive())),
  }),
  submitTask: z.strictObject({ taskId: id }),
  queryErrorDetail: z.strictObject({
    code: textOrInteger,
    language: z.optional(z.enum(["0", "1"])),
  }),
  getTaskList: z.strictObject({
    ...paging,
    statusList: z.optional(z.array(z.int()).check(z.maxLength(50))),
    searchKeyword,
    startTime: z.optional(localMoment),
    endTime: z.optional(localMoment),
  }),
  stopTask: taskParam,
  startTask: taskParam,
  abortTask: taskParam,
  deleteTask: taskParam,
  queryTaskFrames: z.strictObject({
    taskId: id,
    ...paging,
    searchKeyword,
  }),
  queryAllFrameStats: emptyRequest,
  restartFailedFrames: taskParam,
  restartFrame: z.strictObject({
    taskId: id,
    selectAll: z.union([z.literal(0), z.literal(1)]),
    ids: z.array(id).check(z.maxLength(FRAME_IDS_PER_WRITE)),
  }),
  queryTaskInfo: z.strictObject({ taskIds }),
  addLabel: z.strictObject({ newName: newNameSchema, status: zeroOrOne }),
  deleteLabel: z.strictObject({ delName: existingNameSchema }),
  getLabelList: emptyRequest,
  querySupportedSoftware: emptyRequest,
  querySupportedPlugin: z.strictObject({ cgId: integerOrText }),
  addRenderEnv: renderEnvRequestSchema,
  updateRenderEnv: renderEnvUpdateSchema,
  deleteRenderEnv: editName,
  setDefaultRenderEnv: editName,
  getRenderEnv: z.strictObject({ cgId: integerOrText }),

  showLog: z.strictObject({ id, pageNum: z.int().check(z.nonnegative()) }),
  stopTaskFrames: z.union([
    z.strictObject({ taskId: id, selectAll: z.literal(0), ids: frameIds }),
    z.strictObject({ taskId: id, selectAll: z.literal(1), status: z.optional(frameStates) }),
  ]),
  recommitTasks: z.strictObject({ taskIds, status: frameStates }),
  setTaskOverTimeStop: z.strictObject({
    taskIds,
    overTime: z.int().check(z.minimum(frameLimitBounds.min), z.maximum(frameLimitBounds.max)),
  }),
  updateTaskUserLevel: z.strictObject({
    taskId: id,
    taskUserLevel: z.union([z.literal(priorityLevels.usual), z.literal(priorityLevels.high)]),
  }),
  updateTaskLimit: z.strictObject({
    taskId: id,
    taskLimit: z.int().check(z.minimum(machineLimitBounds.min), z.maximum(machineLimitBounds.max)),
  }),
  fullSpeedRendering: z.strictObject({ taskIds }),
  addTaskLabel: z.strictObject({ label: tag, taskIds }),
  deleteTaskLabel: z.strictObject({
    labelNames: z.array(existingNameSchema).check(z.minLength(1), z.maxLength(100)),
    taskIds,
  }),
  hardwareConfigList: z.strictObject({ taskIds: z.optional(taskIds) }),
  editTaskHardwareConfig: z.strictObject({
    taskIds,
    hardwareConfigId: id,
    model: shortText,
    gpuNum: shortText,
    ram: shortText,
  }),
  taskRecord: z.strictObject({
    ...currentPaging,
    startDate: z.optional(localMoment),
    endDate: z.optional(localMoment),
  }),
  getOutputUserDirFile: z.strictObject({
    treePath: z.string().check(z.startsWith("/"), z.maxLength(1000)),
    taskId: z.optional(id),
  }),
  getDeletedTasks: z.strictObject(currentPaging),
  createClone: z.strictObject({
    cloneOriginalId: id,
    taskUserLevel: z.union([z.literal(priorityLevels.usual), z.literal(priorityLevels.high)]),
    labels: z.optional(z.array(tag).check(z.maxLength(100))),
    artist: z.optional(shortText),
  }),
  // Only done frames have pictures.
  loadingFrameThumbnail: z.strictObject({ id, frameStatus: z.literal(4) }),
  loadTaskProcessImg: z.strictObject({ taskId: id, frameType: z.optional(z.union([z.literal(2), z.literal(5)])) }),
} as const satisfies Record<OperationName, z.ZodMiniType<object>>;

export type RequestOf<Name extends OperationName> = z.input<(typeof requests)[Name]>;
