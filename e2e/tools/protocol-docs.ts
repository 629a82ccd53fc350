/** Generates docs/protocol.md from the endpoint table, its schemas and the worked examples. */
import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { downloadStates } from "../../app/protocol/account/rights";
import { capabilities } from "../../app/protocol/capabilities";
import {
  currentOperationNames,
  endpoints,
  isCurrentOperation,
  loadResponse,
  type OperationName,
  operationNames,
  operationNames2018,
} from "../../app/protocol/endpoints";
import { renderEnvSchema, softwareSchema } from "../../app/protocol/environments/environment-responses";
import { frameInfoSchema } from "../../app/protocol/frames/frame";
import { frameStatuses, frameTypes, isRerenderableType } from "../../app/protocol/frames/frame-status";
import { grabInfoSchema } from "../../app/protocol/frames/tile-progress";
import { requests } from "../../app/protocol/requests";
import { sections } from "../../app/protocol/sections";
import { hardwareSchema } from "../../app/protocol/tasks/hardware";
import { outputFileSchema } from "../../app/protocol/tasks/output-file";
import { taskInfoSchema } from "../../app/protocol/tasks/task-info";
import { channels, stopTypes } from "../../app/protocol/tasks/task-origin";
import { recordEntrySchema } from "../../app/protocol/tasks/task-record";
import { taskStatuses } from "../../app/protocol/tasks/task-status";
import { codeNames } from "../../app/protocol/wire/code-names";
import { scalarNames } from "../../app/protocol/wire/wire";
import { currentRoutes } from "../../app/proxy/upstream/current-routes";

type Schema = z.core.$ZodType;
type Member = readonly [name: string, type: string];

/** Row schemas of lists; a list whose rows are not here is described by the rows of its worked example. */
export const rowSchemas: ReadonlyMap<string, Schema> = new Map<string, Schema>([
  ["getTaskList.items", taskInfoSchema],
  ["queryTaskInfo.items", taskInfoSchema],
  ["queryTaskFrames.items", frameInfoSchema],
  ["querySupportedSoftware.renderInfoList", softwareSchema],
  ["getRenderEnv", renderEnvSchema],
  ["getDeletedTasks.items", taskInfoSchema],
  ["showLog.items", z.string()],
  ["hardwareConfigList", hardwareSchema],
  ["getOutputUserDirFile", outputFileSchema],
  ["taskRecord.items", recordEntrySchema],
  ["loadTaskProcessImg.grabInfo", grabInfoSchema],
]);
/** Row schemas with a section in the document, which lists refer to by name. */
export const rowNames: ReadonlyMap<Schema, string> = new Map<Schema, string>([
  [taskInfoSchema, "TaskInfo"],
  [frameInfoSchema, "FrameInfo"],
]);

/** The response schema of each operation. */
export const responses: ReadonlyMap<OperationName, Schema> = new Map(
  await Promise.all(operationNames.map(async (name) => [name, await loadResponse(name)] as const)),
);

const example = z.object({ response: z.object({ data: z.unknown() }) });

/** `data` of an operation's worked example; undefined in the current dialect, for which the sources have no examples. */
function exampleData(name: OperationName): unknown {
  if (isCurrentOperation(name)) return undefined;
  const file = `${name.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}.json`;
  const text = readFileSync(new URL(`../../app/protocol/fixtures/${file}`, import.meta.url), "utf8");
  return example.parse(JSON.parse(text)).response.data;
}

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;

/** Members of an example's value, for a row without a schema in `rowSchemas`. */
function membersOfExample(value: unknown, name: string): Member[] {
  if (Array.isArray(value)) return [[name, "list"], ...membersOfExample(value[0], `${name}[]`)];
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, member]) => membersOfExample(member, name ? `${name}.${key}` : key));
  }
  return [[name, typeof value === "number" ? "number" : "text"]];
}

/** Members of a response, nested ones under their path. `value` is the example's value at the same `place`. */
function members(schema: Schema, name: string, place: string, value: unknown): Member[] {
  if (rowSchemas.has(place)) return rowMembers(name, place, value);
  const scalar = scalarNames.get(schema);
  if (scalar) return [[name, scalar]];
  if (schema instanceof z.core.$ZodObject) {
    return Object.entries<Schema>(schema._zod.def.shape).flatMap(([key, member]) =>
      members(member, name ? `${name}.${key}` : key, `${place}.${key}`, memberOf(value, key)),
    );
  }
  if (schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodNullable) {
    return members(schema._zod.def.innerType, name, place, value);
  }
  if (schema instanceof z.core.$ZodArray) {
    const element: Schema = schema._zod.def.element;
    if (!(element instanceof z.core.$ZodUnknown)) {
      return [[name, `list of ${members(element, "", place, undefined)[0]?.[1] ?? "any"}`]];
    }
    return rowMembers(name, place, value);
  }
  if (schema instanceof z.core.$ZodPipe) return members(schema._zod.def.in, name, place, value);
  if (schema instanceof z.core.$ZodString) return [[name, "text"]];
  if (schema instanceof z.core.$ZodTransform) return [[name, "null"]];
  return [[name, "any"]];
}

function rowMembers(name: string, place: string, value: unknown): Member[] {
  const row = rowSchemas.get(place);
  if (!row) return membersOfExample(value, name);
  const named = rowNames.get(row);
  if (named) return [[name, `list of ${named}`]];
  const first = Array.isArray(value) ? value[0] : undefined;
  return [[name, "list"], ...members(row, `${name}[]`, `${place}[]`, first)];
}

const jsonType = z.object({
  type: z.optional(z.string()),
  const: z.optional(z.unknown()),
  enum: z.optional(z.array(z.unknown())),
  anyOf: z.optional(z.array(z.unknown())),
  items: z.optional(z.unknown()),
  minimum: z.optional(z.number()),
  exclusiveMinimum: z.optional(z.number()),
  maximum: z.optional(z.number()),
  minLength: z.optional(z.number()),
  maxLength: z.optional(z.number()),
  minItems: z.optional(z.number()),
  maxItems: z.optional(z.number()),
  pattern: z.optional(z.string()),
});

const bounds = (low: number | undefined, high: number | undefined, of: string) => {
  const upper = high === undefined || high >= Number.MAX_SAFE_INTEGER ? undefined : high;
  if (upper === undefined) return low === undefined || low <= 0 ? "" : `, at least ${low}${of}`;
  return low === undefined ? `, at most ${upper}${of}` : `, ${low} to ${upper}${of}`;
};

/** A JSON schema as a short text: type, allowed values and bounds. */
function describeType(schema: unknown): string {
  const type = jsonType.parse(schema);
  if (type.const !== undefined) return JSON.stringify(type.const);
  if (type.enum) return type.enum.map((value) => JSON.stringify(value)).join(" or ");
  if (type.anyOf) return type.anyOf.map(describeType).join(" or ");
  if (type.type === "array")
    return `list of ${describeType(type.items)}${bounds(type.minItems, type.maxItems, " items")}`;
  if (type.type === "string") {
    const form = type.pattern ? `, \`${type.pattern}\`` : "";
    return `text${bounds(type.minLength, type.maxLength, " characters")}${form}`;
  }
  const low = type.exclusiveMinimum === undefined ? type.minimum : type.exclusiveMinimum + 1;
  return `${type.type ?? "any"}${bounds(low, type.maximum, "")}`;
}

const objectSchema = z.object({
  properties: z.record(z.string(), z.unknown()),
  required: z.optional(z.array(z.string())),
});
const requestSchema = z.union([objectSchema, z.object({ anyOf: z.array(objectSchema) })]);

/** Members of a request: one list for each form of it. */
function requestForms(name: OperationName): Member[][] {
  const schema = requestSchema.parse(z.toJSONSchema(requests[name], { io: "input" }));
  const forms = "anyOf" in schema ? schema.anyOf : [schema];
  return forms.map(({ properties, required }) =>
    Object.entries(properties).map(
      ([key, member]): Member => [key, `${describeType(member)}${required?.includes(key) ? "" : " (optional)"}`],
    ),
  );
}

const cell = (text: string | number) => String(text).replaceAll("|", "\\|");
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
const memberTable = (list: readonly Member[]) =>
  table(
    ["member", "type"],
    list.map(([name, type]) => [name ? `\`${name}\`` : "(data itself)", type]),
  );

function operationSection(name: OperationName): string {
  const { path, kind, role } = endpoints[name];
  const forms = requestForms(name);
  const request = forms.map((form) => (form.length === 0 ? "Request: `{}`." : `Request:\n\n${memberTable(form)}`));
  const responseMembers = members(responses.get(name) ?? z.unknown(), "", name, exampleData(name));
  const isIgnored = responseMembers.length === 1 && responseMembers[0]?.[1] === "null";
  return [
    `### ${name}`,
    `\`POST ${path}\` · ${kind} · role ${role} · specification notes ${sections[name]}`,
    request.join("\n\nor\n\n"),
    isIgnored ? "Response: `data` is ignored." : `Response, \`data\`:\n\n${memberTable(responseMembers)}`,
  ].join("\n\n");
}

const operationsTable = (names: readonly OperationName[]) =>
  table(
    ["operation", "path", "kind", "role"],
    names.map((name) => [
      `[${name}](#${name.toLowerCase()})`,
      `\`${endpoints[name].path}\``,
      endpoints[name].kind,
      endpoints[name].role,
    ]),
  );

/** How the proxy translates each operation for the current dialect. */
const dialectTable = () =>
  table(
    ["operation", "upstream path", "request", "response"],
    operationNames.map((name) => {
      const { path, encodeRequest, decodeResponse, maxPageSize } = currentRoutes[name];
      const request = encodeRequest ? "encoded" : maxPageSize ? `unchanged, at most ${maxPageSize} rows` : "unchanged";
      return [name, `\`${path}\``, request, decodeResponse ? "decoded" : "unchanged"];
    }),
  );

const capabilityTable = () =>
  table(
    ["capability", "description", "operations"],
    Object.entries(capabilities).map(([name, description]) => [
      name,
      description,
      currentOperationNames.filter((operation) => endpoints[operation].capability === name).join(", ") ||
        "members of the 28",
    ]),
  );

/** The text of docs/protocol.md. */
export function protocolDocs(): string {
  const codes = (of: Readonly<Record<string, string>>) => table(["code", "name"], Object.entries(of));
  return `${[
    "# The protocol",
    "Generated by `npm run docs` from the endpoint table and the schemas in app/protocol. A test fails when it is out of date. Do not edit it.",
    "Every operation is a `POST` with a JSON body. A response is an envelope: `version`, `result`, `code` (200 is success), `message`, `serverTime` (epoch ms), `data`, and from 2019 on `requestId`. A page contains `pageCount`, `pageNum` (from 1), `total`, `size` (the requested page size) and `items`.",
    "Requests are checked strictly: an unknown member or another type is refused. Responses are parsed tolerantly: numbers may be text, members may be missing or null, unknown ones are ignored. The types below give the meaning of each value; `[]` marks each row of a list.",
    "## Operations",
    operationsTable(operationNames2018),
    ...operationNames2018.map(operationSection),
    "## Operations of the current dialect",
    "These operations are available with `RENDERBUS_DIALECT=current`; `GET /healthz` lists the capabilities. The paths are the page's paths, which the proxy maps to the farm's.",
    capabilityTable(),
    operationsTable(currentOperationNames),
    ...currentOperationNames.map(operationSection),
    "## The current dialect",
    "The page uses one protocol. With `RENDERBUS_DIALECT=2018` the proxy sends its 28 operations to the farm unchanged; with `current` it maps each operation to the path below, with header `version` 2.0.0 and the unsigned `languageFlag` (0 Chinese, 1 English). Pages have at most 100 rows. An encoded request and a decoded response have other members on the farm's side. Plug-ins and environments are requested once per operating system.",
    dialectTable(),
    "## TaskInfo",
    memberTable(members(taskInfoSchema, "", "TaskInfo", undefined)),
    "## FrameInfo",
    memberTable(members(frameInfoSchema, "", "FrameInfo", undefined)),
    "## Task states",
    "The vendor does not document which actions a state allows: the column is the union of what the specification suggests and what the vendor's client offers, and the farm may refuse an action. Time limit, priority and hardware can be changed in every state but `updating`. An unknown code is displayed as its number and never as finished.",
    table(
      ["code", "name", "colour family", "ended", "allowed actions"],
      taskStatuses.map(({ code, name, tone, isEnded, allows }) => [
        code,
        name,
        tone,
        isEnded ? "yes" : "no",
        allows.join(", ") || "–",
      ]),
    ),
    "## Frame states",
    table(
      ["code", "name", "colour family", "ended"],
      frameStatuses.map(({ code, name, tone, isEnded }) => [code, name, tone, isEnded ? "yes" : "no"]),
    ),
    "## Frame types",
    "A frame of a type that the farm makes from other frames, or that manages them, is never rendered again by itself.",
    table(
      ["code", "name", "rerender by itself"],
      Object.entries(frameTypes).map(([code, name]) => [code, name, isRerenderableType(Number(code)) ? "yes" : "no"]),
    ),
    "## channel of a task",
    codes(channels),
    "## stopType of a task",
    "0 is nothing, or unknown.",
    codes(stopTypes),
    "## downloadDisable of an account",
    codes(downloadStates),
    "## Rights of an account",
    "A sub-account (`accountType` 2) deletes tasks only with `subDeleteTask` 1 and sets the priority only with `groupTaskLevel` 1. `taskNodeLimitPermission` 0 forbids any account to set the number of machines, `enableNodeDetails` 0 to see nodes. A task with `operable` 0 cannot be changed. A missing or unknown value forbids nothing.",
    "## Response codes",
    codes(codeNames),
  ].join("\n\n")}\n`;
}
