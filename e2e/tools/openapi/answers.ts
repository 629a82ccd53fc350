/** What our own routes answer, as schemas; each is checked by the compiler against the type that the server sends. */
import * as z from "zod/mini";
import type { AccountsAnswer } from "../../../app/mirror/accounts-summary";
import {
  type DeletedEnvironments,
  type EnvironmentVersions,
  environmentOperations,
} from "../../../app/mirror/environment-versions";
import {
  collectorSchema,
  failureSchema,
  liveAnswerSchema,
  livePartSchema,
  liveTaskSchema,
} from "../../../app/mirror/live-schemas";
import type {
  AbsenceAnswer,
  EventsAnswer,
  FailuresAnswer,
  FarmAnswer,
  GrowthAnswer,
  RecordingState,
  TaskLife,
  UsageAnswer,
} from "../../../app/mirror/recorded-history";
import { taskEventTypes } from "../../../app/mirror/task-events";
import { apiTokenSchema, createdTokenSchema, newTokenSchema, tokenListSchema } from "../../../app/protocol/api-token";
import { capabilityNames } from "../../../app/protocol/capabilities";
import { type ConnectionCause, type ConnectionReport, causeVariables } from "../../../app/protocol/connection";
import { type PicturesAnswer, pictureFailures } from "../../../app/protocol/frames/frame-pictures";
import type { Me } from "../../../app/protocol/person";
import type { Problem } from "../../../app/proxy/http/problem";
import { recordedAction, teamAnswers } from "./team-answers";

const text = z.string();
const number = z.number();
const numberOrNull = z.nullable(number);
const flag = z.boolean();
const format = number;
const recordingSinceMs = numberOrNull;
const eventType = z.enum(taskEventTypes);
const currency = z.enum(["CNY", "USD"]);
const dialect = z.enum(["2018", "current"]);

const amounts = { accountCost: numberOrNull, couponCost: numberOrNull, arrears: numberOrNull };

const recordingState: z.ZodMiniType<RecordingState> = z.object({
  format,
  nowMs: number,
  recordingSinceMs,
  notRecordedSinceMs: numberOrNull,
});

const usageAnswer: z.ZodMiniType<UsageAnswer> = z.object({
  format,
  nowMs: number,
  recordingSinceMs,
  periods: z.array(number),
  rows: z.array(
    z.object({
      startMs: number,
      value: text,
      done: number,
      failed: number,
      restarted: number,
      machineSeconds: number,
      ...amounts,
      unpriced: number,
      queueMean: numberOrNull,
      queueMax: number,
      observedSeconds: number,
    }),
  ),
});

const farmAnswer: z.ZodMiniType<FarmAnswer> = z.object({
  format,
  samples: z.array(
    z.object({
      atMs: number,
      waiting: number,
      rendering: number,
      done: number,
      failed: number,
      stopped: number,
      activeTasks: number,
      cost: numberOrNull,
      balance: numberOrNull,
    }),
  ),
});

const growthAnswer: z.ZodMiniType<GrowthAnswer> = z.object({
  format,
  recordingSinceMs,
  steps: z.array(
    z.object({ fromMs: number, atMs: number, done: number, failed: number, spend: numberOrNull, isGap: flag }),
  ),
});

const eventsAnswer: z.ZodMiniType<EventsAnswer> = z.object({
  format,
  events: z.array(
    z.object({
      seq: number,
      key: text,
      type: eventType,
      taskId: number,
      name: text,
      userName: text,
      atMs: number,
      failedFrames: number,
    }),
  ),
});

const failuresAnswer: z.ZodMiniType<FailuresAnswer> = z.object({
  format,
  fromMs: numberOrNull,
  tasks: z.array(z.object({ taskId: number, failed: number })),
});

const absenceAnswer: z.ZodMiniType<AbsenceAnswer> = z.object({
  format,
  fromMs: numberOrNull,
  spend: numberOrNull,
  tasks: z.partialRecord(eventType, number),
});

const taskLife: z.ZodMiniType<TaskLife> = z.object({
  format,
  recordingSinceMs,
  events: z.array(z.object({ seq: number, type: eventType, atMs: number })),
  actions: z.array(recordedAction),
  samples: z.array(
    z.object({
      leafId: text,
      atMs: number,
      statusCode: numberOrNull,
      total: number,
      done: number,
      failed: number,
      rendering: number,
      stopped: number,
      machineSeconds: numberOrNull,
      ...amounts,
    }),
  ),
  attempts: z.array(
    z.object({
      leafId: text,
      frameId: text,
      frameName: text,
      node: text,
      startedMs: number,
      endedMs: numberOrNull,
      statusCode: numberOrNull,
      renderSeconds: numberOrNull,
      ...amounts,
    }),
  ),
  attemptCount: number,
});

/** The content of an environment is what getRenderEnv answers, parsed. */
const environmentVersion = z.object({
  version: number,
  atMs: number,
  operation: z.nullable(z.enum(environmentOperations)),
  environment: z.nullable(z.looseObject({ name: text })),
});

type Untyped<T> = { readonly [Name in keyof T]: unknown };

const environmentVersions: z.ZodMiniType<Untyped<EnvironmentVersions>> = z.object({
  format,
  recordingSinceMs,
  versions: z.array(environmentVersion),
  hasMore: flag,
});

const deletedEnvironments: z.ZodMiniType<Untyped<DeletedEnvironments>> = z.object({
  format,
  recordingSinceMs,
  environments: z.array(z.object({ name: text, atMs: number, last: environmentVersion })),
});

const usageSum = z.nullable(
  z.object({
    spend: z.nullable(z.object({ amount: number, unknown: number })),
    done: number,
    failed: number,
    restarted: number,
    machineSeconds: number,
    queueMean: numberOrNull,
    queueMax: number,
  }),
);

const accountsAnswer: z.ZodMiniType<AccountsAnswer> = z.object({
  format,
  nowMs: number,
  accounts: z.array(
    z.object({
      name: text,
      title: text,
      collector: collectorSchema,
      currency: z.nullable(currency),
      balance: numberOrNull,
      day: usageSum,
      month: usageSum,
      recordingSinceMs,
      active: number,
      executing: number,
      waiting: number,
      inTrouble: number,
      taskCount: number,
      tasks: z.array(
        z.object({
          id: number,
          name: text,
          project: text,
          user: text,
          statusCode: numberOrNull,
          isStuck: flag,
          counts: z.object({ total: number, done: number, failed: number }),
          charge: numberOrNull,
          unknownCharges: number,
          submittedMs: numberOrNull,
        }),
      ),
    }),
  ),
});

const isCause = (name: string): name is ConnectionCause => Object.hasOwn(causeVariables, name);

const connectionReport: z.ZodMiniType<ConnectionReport> = z.object({
  checkedAtMs: number,
  prefix: text,
  dialect,
  tried: z.nullable(
    z.object({ protocol: z.enum(["http", "https"]), domain: text, idStart: text, clockOffsetMs: numberOrNull }),
  ),
  result: z.union([
    z.object({
      kind: z.literal("connected"),
      account: z.nullable(z.object({ userName: text, zone: numberOrNull, balance: numberOrNull, currency })),
      otherDialectWorks: flag,
    }),
    z.object({
      kind: z.literal("failed"),
      cause: z.enum(Object.keys(causeVariables).filter(isCause)),
      code: numberOrNull,
      detail: text,
    }),
  ]),
});

const pictureFailure = z.enum(pictureFailures);

const picturesAnswer: z.ZodMiniType<PicturesAnswer> = z.object({
  pictures: z.array(z.object({ index: number, pass: z.nullable(text) })),
  refusal: z.nullable(pictureFailure),
});

/** Programs on the server's own machine get more members. */
const health = z.looseObject({
  status: z.enum(["ok", "degraded"]),
  mode: z.enum(["live", "demo"]),
  readOnly: flag,
  dialect,
  capabilities: z.array(z.enum(capabilityNames)),
  upstream: z.looseObject({
    reachable: z.nullable(flag),
    refusedCode: numberOrNull,
    latencyMs: numberOrNull,
    checkedAt: numberOrNull,
  }),
});

type ProblemBody = Readonly<Record<keyof Problem["members"], unknown>>;

/** A refusal of our own server (RFC 9457). */
const problem = z.looseObject({
  type: text.check(z.startsWith("urn:renderdeck:problem:")),
  title: text,
  status: number,
  certainty: z.enum(["not-sent", "unknown"]),
  detail: z.optional(text),
  operation: z.optional(text),
  errors: z.optional(z.array(z.object({ path: text, code: text }))),
  retryAfterSeconds: z.optional(number),
  reason: z.optional(pictureFailure),
  sinceMs: z.optional(number),
  upstreamStatus: z.optional(number),
}) satisfies z.ZodMiniType<Partial<ProblemBody>>;

const me: z.ZodMiniType<Me> = z.object({
  person: z.nullable(
    z.object({
      id: text,
      name: text,
      role: z.enum(["viewer", "operator", "manager"]),
      source: z.enum(["open", "session", "header", "token"]),
    }),
  ),
  signIn: z.enum(["none", "oidc", "header"]),
  insecure: flag,
});

/** The answers by their name in the description. */
export const answers = {
  Task: liveTaskSchema,
  Failure: failureSchema,
  CollectorState: collectorSchema,
  LiveAnswer: liveAnswerSchema,
  LivePartAnswer: livePartSchema,
  RecordingState: recordingState,
  UsageAnswer: usageAnswer,
  FarmAnswer: farmAnswer,
  GrowthAnswer: growthAnswer,
  EventsAnswer: eventsAnswer,
  AbsenceAnswer: absenceAnswer,
  FailuresAnswer: failuresAnswer,
  TaskLife: taskLife,
  EnvironmentVersions: environmentVersions,
  DeletedEnvironments: deletedEnvironments,
  AccountsAnswer: accountsAnswer,
  ConnectionReport: connectionReport,
  Health: health,
  PicturesAnswer: picturesAnswer,
  Me: me,
  ApiToken: apiTokenSchema,
  NewToken: newTokenSchema,
  TokenList: tokenListSchema,
  CreatedToken: createdTokenSchema,
  RevokedToken: z.object({ token: apiTokenSchema }),
  ...teamAnswers,
  Problem: problem,
} as const satisfies Record<string, z.ZodMiniType>;

export type AnswerName = keyof typeof answers;
