/** The operation record (taskRecord, endpoints-current section 3): user, operation, tasks and time. */
import * as z from "zod/mini";
import { pageSchema } from "../wire/page";
import { safeJsonParse } from "../wire/safe-json-parse";
import { farmMoment, integer, text, textOrEmpty } from "../wire/wire";

/** One entry as the farm sends it; `taskIds` and `requestParam` are JSON texts. */
export const recordEntrySchema = z.object({
  userName: textOrEmpty,
  userId: integer,
  taskType: text,
  buttonName: textOrEmpty,
  taskIds: z.optional(z.unknown()),
  channel: integer,
  createTime: farmMoment,
  details: text,
  operateSource: integer,
  requestIp: text,
  requestURI: text,
  requestParam: text,
});

/** operateSource by code: the kind of account that sent the operation. */
const recordSources = {
  1: "mainAccount",
  2: "subAccount",
  3: "temporaryGrant",
  4: "dingTalk",
} as const;

export type RecordSource = (typeof recordSources)[keyof typeof recordSources];

const isSource = (code: number): code is keyof typeof recordSources => Object.hasOwn(recordSources, code);

/** One operation of a user. `button` is the farm's name of it (`btn_restart`); the page has no label for some. */
export type TaskRecord = {
  readonly userName: string;
  readonly userId: number | null;
  readonly button: string;
  /** Aliases ("2W1732707") or ids as text. */
  readonly tasks: readonly string[];
  /** Epoch ms. */
  readonly atMs: number | null;
  readonly details: string | null;
  readonly source: RecordSource | null;
  /** What sent it: a code of `channels` in task-origin.ts. */
  readonly channel: number | null;
  readonly ip: string | null;
  /** Last part of the request path, such as "recommitTasks"; null: not sent. */
  readonly operation: string | null;
  /** The request as a JSON text. */
  readonly request: string | null;
};

/** Task ids from a JSON text of a list, a list, or one value: the form differs between farms. */
function taskTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "string" || value.trim() === "") return [];
  const json = safeJsonParse(value);
  if (json === undefined) return value.split(",").map((part) => part.trim());
  return Array.isArray(json) ? json.map(String) : [value];
}

function toRecord(wire: z.infer<typeof recordEntrySchema>): TaskRecord {
  const path = wire.requestURI?.replace(/\/v\d+$/, "") ?? "";
  return {
    userName: wire.userName,
    userId: wire.userId,
    button: wire.buttonName,
    tasks: taskTexts(wire.taskIds),
    atMs: wire.createTime,
    details: wire.details || null,
    source: wire.operateSource !== null && isSource(wire.operateSource) ? recordSources[wire.operateSource] : null,
    channel: wire.channel,
    ip: wire.requestIp || null,
    operation: path.slice(path.lastIndexOf("/") + 1) || null,
    request: wire.requestParam || null,
  };
}

/** One page of the record, newest first. */
export const taskRecordPageSchema = pageSchema<TaskRecord>(z.pipe(recordEntrySchema, z.transform(toRecord)));
