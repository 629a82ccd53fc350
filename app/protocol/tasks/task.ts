/** TaskInfo (endpoints-2018 sections 9.18 and 5): as the farm sends it and as the page uses it. */
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
import { TASK } from "./task-status";
import { parseTags } from "./task-tags";

/** A task, layer or pass. Moments are epoch ms, durations seconds; null means "not yet" or "does not apply". */
export type Task = {
  readonly id: number;
  readonly alias: string;
  readonly sceneName: string;
  readonly layerName: string | null;
  readonly camera: string;
  readonly statusCode: number | null;
  readonly preStatusCode: number | null;
  readonly totalFrames: number;
  readonly doneFrames: number;
  readonly failedFrames: number;
  readonly executingFrames: number;
  readonly abortFrames: number;
  readonly framesRange: string;
  readonly projectName: string;
  readonly cost: number | null;
  readonly accountCost: number | null;
  readonly couponCost: number | null;
  readonly arrears: number | null;
  readonly submittedMs: number | null;
  readonly startedMs: number | null;
  readonly completedMs: number | null;
  /** Machine time summed over frames, not wall time. */
  readonly machineSeconds: number | null;
  /** The reminder (`taskOverTime`): after it the farm marks the task overdue and stops nothing. */
  readonly reminderSeconds: number | null;
  /**
   * The frame stop (`overTimeStop`): a frame that renders longer is stopped. A third limit, which stops the whole task
   * (`task_stop_time` of its task.json), is in no response.
   */
  readonly frameLimitSeconds: number | null;
  /** The farm marks the task as past its reminder; null where it does not say. */
  readonly isOverdue: boolean | null;
  readonly userName: string;
  readonly producer: string | null;
  readonly userId: number | null;
  readonly level: number | null;
  readonly userLevel: number | null;
  /** Maximum number of machines for the task; null: no limit. */
  readonly machineLimit: number | null;
  readonly ramGb: number | null;
  readonly outputFolder: string | null;
  readonly dispatcherId: string;
  /** Id of the shell that contains it; null for a top-level task. */
  readonly parentId: number | null;
  readonly cloneParentId: number | null;
  readonly cloneOriginalId: number | null;
  readonly cgId: number | null;
  /** Free tags (addTaskLabel); not the project label, which is `projectName`. */
  readonly tags: readonly string[];
  /** false: the account may not change the task. null: the farm does not say. */
  readonly isOperable: boolean | null;
  /**
   * A note, the scene file on the submitting machine, the code of the submitting program and the code of the kind of stop; null
   * in the dialect of 2018.
   */
  readonly remark: string | null;
  readonly sceneLocalPath: string | null;
  readonly channel: number | null;
  readonly stopType: number | null;
  /** The scene facts as one text; see parseKeyValue. */
  readonly keyValueText: string;
  /** A shell has no frames; its work is in `children`. */
  readonly isShell: boolean;
  readonly taskType: string;
  readonly taskTypeText: string | null;
  readonly sharesMainCapital: boolean;
  readonly isDeleted: boolean;
  readonly children: readonly Task[];
  /** Number of malformed children; their state is unknown. */
  readonly malformedChildren: number;
};

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
