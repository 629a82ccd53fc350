/**
 * What GET /api/live/tasks and its parts answer, as schemas: for the description of the API and for the command line. The page
 * is of the same build as its server and checks the format alone.
 */
import * as z from "zod/mini";
import type { Task } from "../protocol/tasks/task";
import { acknowledgementSchema } from "../protocol/team/acknowledgement";
import { claimSchema } from "../protocol/team/claims";
import { fetchedMarkSchema } from "../protocol/team/fetched";
import { sharedViewSchema } from "../protocol/team/team-views";
import type { Failure } from "../protocol/wire/failure";
import type { CollectorState, ListFigures, LiveAnswer, LivePartAnswer } from "./live-tasks";

const text = z.string();
const textOrNull = z.nullable(text);
const number = z.number();
const numberOrNull = z.nullable(number);
const flag = z.boolean();
const flagOrNull = z.nullable(flag);
const certainty = z.enum(["not-sent", "unknown"]);

/** A task with its layers; moments are epoch ms, durations seconds. */
export const liveTaskSchema: z.ZodMiniType<Task> = z.object({
  id: number,
  alias: text,
  sceneName: text,
  layerName: textOrNull,
  camera: text,
  statusCode: numberOrNull,
  preStatusCode: numberOrNull,
  totalFrames: number,
  doneFrames: number,
  failedFrames: number,
  executingFrames: number,
  abortFrames: number,
  framesRange: text,
  projectName: text,
  cost: numberOrNull,
  accountCost: numberOrNull,
  couponCost: numberOrNull,
  arrears: numberOrNull,
  submittedMs: numberOrNull,
  startedMs: numberOrNull,
  completedMs: numberOrNull,
  machineSeconds: numberOrNull,
  reminderSeconds: numberOrNull,
  frameLimitSeconds: numberOrNull,
  isOverdue: flagOrNull,
  userName: text,
  producer: textOrNull,
  userId: numberOrNull,
  level: numberOrNull,
  userLevel: numberOrNull,
  machineLimit: numberOrNull,
  ramGb: numberOrNull,
  outputFolder: textOrNull,
  dispatcherId: text,
  parentId: numberOrNull,
  cloneParentId: numberOrNull,
  cloneOriginalId: numberOrNull,
  cgId: numberOrNull,
  tags: z.array(text),
  isOperable: flagOrNull,
  remark: textOrNull,
  sceneLocalPath: textOrNull,
  channel: numberOrNull,
  stopType: numberOrNull,
  keyValueText: text,
  isShell: flag,
  taskType: text,
  taskTypeText: textOrNull,
  sharesMainCapital: flag,
  isDeleted: flag,
  children: z.array(z.lazy(() => liveTaskSchema)),
  malformedChildren: number,
});

/** Why a read of the farm failed. */
export const failureSchema: z.ZodMiniType<Failure> = z.union([
  z.object({ kind: z.literal("network"), certainty }),
  z.object({
    kind: z.literal("proxy"),
    status: number,
    problem: text,
    detail: text,
    certainty,
    retryAfterSeconds: z.optional(number),
    sinceMs: z.optional(number),
  }),
  z.object({ kind: z.literal("farm"), code: number, message: text, certainty }),
  z.object({ kind: z.literal("shape"), detail: text, certainty }),
]);

/** How the server's reading of the farm goes. */
export const collectorSchema: z.ZodMiniType<CollectorState> = z.object({
  state: z.enum(["starting", "reading", "failing"]),
  failure: z.nullable(failureSchema),
  lastGoodReadMs: numberOrNull,
  paceMs: number,
  backlog: number,
});

const figuresSchema: z.ZodMiniType<ListFigures> = z.object({
  total: number,
  pageCount: number,
  pagesRead: number,
  isComplete: flag,
  failedPages: z.array(z.tuple([number, failureSchema])),
  malformed: z.array(z.tuple([number, number])),
});

const troubleSchema = z.object({
  hung: numberOrNull,
  slow: numberOrNull,
  worst: z.nullable(z.object({ id: number, name: text, node: textOrNull, ratio: numberOrNull })),
  read: number,
  rendering: number,
  readMs: number,
});

const byTask = <Value extends z.ZodMiniType>(value: Value) => z.array(z.tuple([number, value]));

/** What the team has noted, or what changed of it. */
export const teamChangesSchema = z.object({
  at: text,
  isWhole: flag,
  claims: byTask(z.nullable(z.extend(claimSchema, { version: number }))),
  notes: byTask(number),
  seen: byTask(z.nullable(acknowledgementSchema)),
  views: z.exactOptional(z.array(sharedViewSchema)),
  fetched: byTask(z.nullable(fetchedMarkSchema)),
});

/** The answer to GET /api/live/tasks. */
export const liveAnswerSchema: z.ZodMiniType<LiveAnswer> = z.object({
  format: number,
  run: text,
  revision: number,
  nowMs: number,
  figures: figuresSchema,
  collector: collectorSchema,
  events: z.nullable(z.object({ sinceMs: number, lastSeq: number })),
  tasks: z.array(liveTaskSchema),
  removed: z.array(z.tuple([number, z.nullable(liveTaskSchema)])),
  reads: z.array(z.tuple([number], number)),
  troubles: z.exactOptional(z.array(z.tuple([number, z.nullable(troubleSchema)]))),
  parts: z.exactOptional(z.array(z.object({ key: text, version: text }))),
  team: z.exactOptional(teamChangesSchema),
});

/** The answer to GET /api/live/tasks/parts/<key>. */
export const livePartSchema: z.ZodMiniType<LivePartAnswer> = z.object({ tasks: z.array(liveTaskSchema) });
