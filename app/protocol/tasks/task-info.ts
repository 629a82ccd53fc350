/** TaskInfo (endpoints-2018 sections 9.18 and 5): as the farm sends it, and how it becomes a task. */
import * as z from "zod/mini";
import { pageSchema } from "../wire/page";
import {
  anything,
  countOrZero,
  epochMs,
  flag,
  gigabytes,
  integer,
  mixedDuration,
  money,
  requiredId,
  rowSchema,
  rowsSchema,
  seconds,
  text,
  textOrEmpty,
} from "../wire/wire";
import type { Task } from "./task";
import { TASK } from "./task-status";
import { parseTags } from "./task-tags";

/** TaskInfo with the farm's member names. */
export const taskInfoSchema = z.object({
  sceneName: textOrEmpty,
  id: requiredId,
  taskAlias: text,
  taskStatus: integer,
  statusText: text,
  preTaskStatus: integer,
  preStatusText: text,
  totalFrames: countOrZero,
  abortFrames: countOrZero,
  executingFrames: countOrZero,
  doneFrames: countOrZero,
  failedFrames: countOrZero,
  framesRange: textOrEmpty,
  projectName: textOrEmpty,
  renderConsume: money,
  taskArrears: money,
  submitDate: epochMs,
  startTime: epochMs,
  completedDate: epochMs,
  renderDuration: seconds,
  userName: textOrEmpty,
  producer: text,
  taskLevel: integer,
  taskUserLevel: integer,
  taskLimit: integer,
  taskOverTime: mixedDuration,
  overTimeStop: seconds,
  isOverTime: flag,
  userId: integer,
  outputFileName: text,
  munuTaskId: textOrEmpty,
  layerParentId: integer,
  cgId: integer,
  keyValue: text,
  taskKeyValueVo: anything,
  userAccountConsume: money,
  couponConsume: money,
  isOpen: flag,
  taskType: textOrEmpty,
  renderCamera: textOrEmpty,
  cloneParentId: integer,
  cloneOriginalId: integer,
  shareMainCapital: flag,
  taskRam: gigabytes,
  respRenderingTaskList: anything,
  layerName: text,
  taskTypeText: text,
  isDelete: flag,
  labels: anything,
  operable: flag,
  remark: text,
  sceneLocalPath: text,
  channel: integer,
  stopType: integer,
});

/** A taskOverTime of this size or more can only be milliseconds (section 5). */
const MILLISECONDS_FROM = 1_000_000;

/** The reminder in seconds: the size of taskOverTime tells ms, s and h apart. */
function reminderSeconds(overTime: number | null): number | null {
  if (overTime !== null && overTime >= MILLISECONDS_FROM) return overTime / 1000;
  if (!overTime) return null;
  return overTime <= 240 ? overTime * 3600 : overTime;
}

/** Later farms send `{tiles, allCamera, renderableCamera}` instead of the text (section 8). */
function keyValueOf(keyValue: string | null, keyValueVo: unknown): string {
  if (keyValue) return keyValue;
  if (typeof keyValueVo !== "object" || keyValueVo === null) return "";
  return Object.entries(keyValueVo)
    .filter(([, value]) => value !== null && value !== "")
    .map(([key, value]) => `${key}:${String(value)}::`)
    .join("");
}

type Counts = Pick<Task, "totalFrames" | "doneFrames" | "failedFrames" | "executingFrames" | "abortFrames">;

const noCounts: Counts = { totalFrames: 0, doneFrames: 0, failedFrames: 0, executingFrames: 0, abortFrames: 0 };

/** The frame counts. One that cannot be read makes the others meaningless: then no frame is counted. */
function parseCounts(wire: { readonly [Name in keyof Counts]: number | null }): Counts {
  const { totalFrames, doneFrames, failedFrames, executingFrames, abortFrames } = wire;
  const isReadable =
    totalFrames !== null &&
    doneFrames !== null &&
    failedFrames !== null &&
    executingFrames !== null &&
    abortFrames !== null;
  return isReadable ? { totalFrames, doneFrames, failedFrames, executingFrames, abortFrames } : noCounts;
}

const orNull = (id: number | null) => id || null;

function toTask(wire: z.infer<typeof taskInfoSchema>): Task {
  return {
    id: wire.id,
    alias: wire.taskAlias ?? String(wire.id),
    sceneName: wire.sceneName,
    layerName: wire.layerName,
    camera: wire.renderCamera,
    statusCode: wire.taskStatus,
    // Only a child has no preprocessing of its own. Elsewhere a missing preTaskStatus means finished (corrections, additions).
    preStatusCode: wire.preTaskStatus ?? (wire.layerParentId ? null : TASK.finished),
    ...parseCounts(wire),
    framesRange: wire.framesRange,
    projectName: wire.projectName,
    cost: wire.renderConsume,
    accountCost: wire.userAccountConsume,
    couponCost: wire.couponConsume,
    arrears: wire.taskArrears,
    submittedMs: wire.submitDate,
    startedMs: wire.startTime,
    completedMs: wire.completedDate,
    machineSeconds: wire.renderDuration,
    reminderSeconds: reminderSeconds(wire.taskOverTime),
    frameLimitSeconds: wire.overTimeStop || null,
    isOverdue: wire.isOverTime,
    userName: wire.userName,
    producer: wire.producer,
    userId: wire.userId,
    level: wire.taskLevel,
    userLevel: wire.taskUserLevel,
    machineLimit: wire.taskLimit,
    ramGb: wire.taskRam,
    outputFolder: wire.outputFileName,
    dispatcherId: wire.munuTaskId,
    parentId: orNull(wire.layerParentId),
    cloneParentId: orNull(wire.cloneParentId),
    cloneOriginalId: orNull(wire.cloneOriginalId),
    cgId: wire.cgId,
    tags: parseTags(wire.labels),
    isOperable: wire.operable,
    remark: wire.remark || null,
    sceneLocalPath: wire.sceneLocalPath || null,
    channel: wire.channel,
    stopType: wire.stopType,
    keyValueText: keyValueOf(wire.keyValue, wire.taskKeyValueVo),
    isShell: wire.isOpen === true,
    taskType: wire.taskType,
    taskTypeText: wire.taskTypeText,
    sharesMainCapital: wire.shareMainCapital === true,
    // isDelete 0 means deleted and 1 not deleted (section 3.5); without the member a task is not deleted.
    isDeleted: wire.isDelete === false,
    ...parseChildren(wire.respRenderingTaskList),
  };
}

/** One TaskInfo. Fails only without a valid id; any other invalid member becomes null. */
export const taskSchema: z.ZodMiniType<Task> = rowSchema(taskInfoSchema, toTask);

/** A page of tasks, the answer of every list of tasks. */
export const taskPageSchema = pageSchema(taskSchema);

const childrenSchema = rowsSchema(taskSchema);

function parseChildren(list: unknown): Pick<Task, "children" | "malformedChildren"> {
  const parsed = childrenSchema.safeParse(list);
  return parsed.success
    ? { children: parsed.data.rows, malformedChildren: parsed.data.malformed }
    : { children: [], malformedChildren: 1 };
}
