/** Our own routes beside the farm's operations: what the description of the API says of them. */
import * as z from "zod/mini";
import { usageDimensions, usagePeriods } from "../../../app/mirror/recorded-history";
import type { Role } from "../../../app/protocol/endpoints";
import type { AnswerName } from "./answers";

export type Parameter = {
  readonly name: string;
  readonly in: "query" | "path";
  readonly description: string;
  readonly isOptional?: boolean;
  readonly schema: z.ZodMiniType;
  /** A value that the server accepts, for examples and tests. */
  readonly example: string;
};

export type OwnRoute = {
  readonly method: "get" | "post" | "delete";
  readonly path: string;
  readonly name: string;
  readonly tag: "Tasks" | "History" | "Server" | "Tokens";
  readonly summary: string;
  readonly description?: string;
  /** The least role; "anyone" needs no sign-in. */
  readonly role: Role | "anyone";
  /** Whether API tokens are refused. */
  readonly isForPeople?: boolean;
  readonly parameters?: readonly Parameter[];
  readonly request?: AnswerName;
  /** null: another form than one of our answers. */
  readonly answer: AnswerName | null;
  readonly status?: 201;
  /** Only on servers with several accounts. */
  readonly needsAccounts?: boolean;
};

const moment = z.string().check(z.regex(/^\d{1,16}$/));
const count = z.string().check(z.regex(/^\d{1,15}$/));
const DAY = "86400000";
const FROM = "1761955200000";

const range: readonly Parameter[] = [
  { name: "from", in: "query", description: "First moment, epoch ms.", schema: moment, example: FROM },
  { name: "to", in: "query", description: "End, epoch ms; not included.", schema: moment, example: "1764547200000" },
];
const every: Parameter = {
  name: "every",
  in: "query",
  description: "Length of a step, ms.",
  schema: z.string().check(z.regex(/^[1-9]\d{0,12}$/)),
  example: DAY,
};
const software: Parameter = {
  name: "cgId",
  in: "path",
  description: "Id of the software.",
  schema: z.string().check(z.regex(/^\d{1,9}$/)),
  example: "2013",
};

export const ownRoutes: readonly OwnRoute[] = [
  {
    method: "get",
    path: "/api/live/tasks",
    name: "liveTasks",
    tag: "Tasks",
    summary: "The task list, or what changed in it",
    description:
      "Without `since` the answer has the newest tasks and the parts of the list, each of which is read by its key and version. With `run` and `since` of an earlier answer it has only what changed.",
    role: "viewer",
    parameters: [
      {
        name: "run",
        in: "query",
        description: "`run` of an earlier answer.",
        isOptional: true,
        schema: z.string(),
        example: "none",
      },
      {
        name: "since",
        in: "query",
        description: "`revision` of an earlier answer.",
        isOptional: true,
        schema: count,
        example: "0",
      },
      {
        name: "fresh",
        in: "query",
        description: "1: read the farm first.",
        isOptional: true,
        schema: z.literal("1"),
        example: "1",
      },
    ],
    answer: "LiveAnswer",
  },
  {
    method: "get",
    path: "/api/live/tasks/parts/{key}",
    name: "liveTasksPart",
    tag: "Tasks",
    summary: "A part of the task list",
    role: "viewer",
    parameters: [
      {
        name: "key",
        in: "path",
        description: "`key` of the part: a range of ids.",
        schema: z.string().check(z.regex(/^\d+-\d+$/)),
        example: "0-511",
      },
      { name: "run", in: "query", description: "`run` of the answer.", schema: z.string(), example: "none" },
      { name: "v", in: "query", description: "`version` of the part.", schema: z.string(), example: "0" },
    ],
    answer: "LivePartAnswer",
  },
  {
    method: "get",
    path: "/api/history/state",
    name: "recordingState",
    tag: "History",
    summary: "Since when the server records",
    role: "viewer",
    answer: "RecordingState",
  },
  {
    method: "get",
    path: "/api/history/usage",
    name: "usage",
    tag: "History",
    summary: "Frames, machine time and amounts by period",
    role: "viewer",
    parameters: [
      ...range,
      { name: "period", in: "query", description: "Length of a period.", schema: z.enum(usagePeriods), example: "day" },
      {
        name: "by",
        in: "query",
        description: "What the rows are grouped by.",
        schema: z.enum(usageDimensions),
        example: "project",
      },
      {
        name: "zone",
        in: "query",
        description: "Time zone of the periods: an IANA name, or minutes east of UTC.",
        schema: z.string(),
        example: "UTC",
      },
    ],
    answer: "UsageAnswer",
  },
  {
    method: "get",
    path: "/api/history/farm",
    name: "farmTotals",
    tag: "History",
    summary: "Totals of the account over time",
    role: "viewer",
    parameters: [...range, every],
    answer: "FarmAnswer",
  },
  {
    method: "get",
    path: "/api/history/tasks/{id}",
    name: "taskLife",
    tag: "History",
    summary: "What was recorded of a task",
    role: "viewer",
    parameters: [
      {
        name: "id",
        in: "path",
        description: "Id of the task or layer.",
        schema: z.string().check(z.regex(/^\d{1,20}$/)),
        example: "1",
      },
    ],
    answer: "TaskLife",
  },
  {
    method: "get",
    path: "/api/history/environments/{cgId}/versions",
    name: "environmentVersions",
    tag: "History",
    summary: "Recorded versions of a render environment",
    role: "viewer",
    parameters: [
      software,
      {
        name: "name",
        in: "query",
        description: "Name of the environment.",
        schema: z.string().check(z.minLength(1), z.maxLength(1000)),
        example: "default",
      },
      {
        name: "before",
        in: "query",
        description: "Only versions before this one.",
        isOptional: true,
        schema: z.string().check(z.regex(/^[1-9]\d{0,8}$/)),
        example: "2",
      },
    ],
    answer: "EnvironmentVersions",
  },
  {
    method: "get",
    path: "/api/history/environments/{cgId}/deleted",
    name: "deletedEnvironments",
    tag: "History",
    summary: "Render environments that were deleted",
    role: "viewer",
    parameters: [software],
    answer: "DeletedEnvironments",
  },
  {
    method: "get",
    path: "/api/history/growth",
    name: "growth",
    tag: "History",
    summary: "Frames and amounts since a moment, in steps",
    role: "viewer",
    parameters: [
      {
        name: "from",
        in: "query",
        description: "First moment, epoch ms; at most 8 days ago.",
        schema: moment,
        example: "now",
      },
      every,
    ],
    answer: "GrowthAnswer",
  },
  {
    method: "get",
    path: "/api/history/events",
    name: "events",
    tag: "History",
    summary: "Events of tasks after a sequence number",
    description: "At most 1,000, oldest first. Ask again after the last one for the rest.",
    role: "viewer",
    parameters: [{ name: "after", in: "query", description: "Sequence number; 0: all.", schema: count, example: "0" }],
    answer: "EventsAnswer",
  },
  {
    method: "get",
    path: "/api/history/absence",
    name: "absence",
    tag: "History",
    summary: "What happened since a moment, in figures",
    role: "viewer",
    parameters: [{ name: "from", in: "query", description: "The moment, epoch ms.", schema: moment, example: FROM }],
    answer: "AbsenceAnswer",
  },
  {
    method: "get",
    path: "/api/accounts",
    name: "accounts",
    tag: "Server",
    summary: "State and use of every account of the server",
    description: "Only on servers with several accounts.",
    role: "viewer",
    parameters: [
      {
        name: "q",
        in: "query",
        description: "Only tasks that contain these words.",
        isOptional: true,
        schema: z.string().check(z.maxLength(200)),
        example: "dragon",
      },
    ],
    answer: "AccountsAnswer",
    needsAccounts: true,
  },
  {
    method: "get",
    path: "/api/connection",
    name: "connection",
    tag: "Server",
    summary: "The last test of the connection to the farm",
    role: "viewer",
    parameters: [
      {
        name: "repeat",
        in: "query",
        description: "1: test now.",
        isOptional: true,
        schema: z.literal("1"),
        example: "1",
      },
    ],
    answer: "ConnectionReport",
  },
  {
    method: "get",
    path: "/healthz",
    name: "health",
    tag: "Server",
    summary: "Whether the server runs and reaches the farm",
    role: "anyone",
    answer: "Health",
  },
  {
    method: "get",
    path: "/api/me",
    name: "me",
    tag: "Server",
    summary: "Who sends the request, and how people sign in",
    role: "anyone",
    answer: "Me",
  },
  {
    method: "get",
    path: "/api/openapi.json",
    name: "description",
    tag: "Server",
    summary: "This description",
    role: "viewer",
    answer: null,
  },
  {
    method: "get",
    path: "/api/tokens",
    name: "listTokens",
    tag: "Tokens",
    summary: "The own API tokens, for managers those of everyone",
    role: "viewer",
    isForPeople: true,
    answer: "TokenList",
  },
  {
    method: "post",
    path: "/api/tokens",
    name: "createToken",
    tag: "Tokens",
    summary: "Make an API token",
    description: "Its role is at most the own one. The secret is in this answer only.",
    role: "viewer",
    isForPeople: true,
    request: "NewToken",
    answer: "CreatedToken",
    status: 201,
  },
  {
    method: "delete",
    path: "/api/tokens/{id}",
    name: "revokeToken",
    tag: "Tokens",
    summary: "Revoke an API token",
    role: "viewer",
    isForPeople: true,
    parameters: [
      {
        name: "id",
        in: "path",
        description: "Id of the token.",
        schema: z.string().check(z.regex(/^[0-9A-Za-z]{1,40}$/)),
        example: "aB3dE5gH7jK9",
      },
    ],
    answer: "RevokedToken",
  },
];
