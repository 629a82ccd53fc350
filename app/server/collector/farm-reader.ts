/** Reads the farm for the mirror, through the forwarder that signs requests. */

import * as z from "zod/mini";
import type { FarmReader } from "../../mirror/farm-reader";
import type { FrameReader } from "../../mirror/frame-watch";
import { framePageSchema } from "../../protocol/frames/frame";
import { taskPageSchema } from "../../protocol/tasks/task-info";
import { CallError } from "../../protocol/wire/call-error";
import { envelopeSchema, SUCCESS } from "../../protocol/wire/envelope";
import type { Failure } from "../../protocol/wire/failure";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { toProblem } from "../../proxy/http/problem";
import type { Forwarder } from "../../proxy/upstream/forwarder";
import type { FarmTime } from "./farm-time";

type ReadOperation = "getTaskList" | "queryTaskInfo" | "queryTaskFrames" | "getRenderEnv";

/** Why a read through the forwarder failed, in the words of the page's own calls. */
export function failureOfProblem(error: unknown): Failure {
  const { status, problem, message, members } = toProblem(error);
  return {
    kind: "proxy",
    status,
    problem: `urn:renderdeck:problem:${problem}`,
    detail: members.detail ?? message,
    certainty: "not-sent",
    retryAfterSeconds: members.retryAfterSeconds,
  };
}

/** The data of an envelope, parsed, and the farm's time. Throws CallError: "farm" for a refusal, "shape" for another form. */
export function decodeEnvelope<Data>(
  operation: ReadOperation,
  bodyText: string,
  schema: z.ZodMiniType<Data>,
): { readonly data: Data; readonly serverTime: number | null } {
  const envelope = envelopeSchema.safeParse(safeJsonParse(bodyText));
  const fail = (failure: Failure): never => {
    throw new CallError(operation, failure);
  };
  if (!envelope.success) return fail({ kind: "shape", detail: "no envelope", certainty: "not-sent" });
  const { code, message, data, serverTime } = envelope.data;
  if (code !== SUCCESS) return fail({ kind: "farm", code, message, certainty: "not-sent" });
  const decoded = z.safeParse(schema, data);
  if (!decoded.success) return fail({ kind: "shape", detail: z.prettifyError(decoded.error), certainty: "not-sent" });
  return { data: decoded.data, serverTime };
}

export type FarmReaderOptions = {
  /** Resolves when the next request may be sent (request-budget.ts). */
  readonly takeTurn: () => Promise<void>;
  /** Hears the farm's time with every answer (farm-time.ts). */
  readonly clock: Pick<FarmTime, "note">;
};

export function createFarmReader(
  forward: Forwarder["forward"],
  { takeTurn, clock }: FarmReaderOptions,
): FarmReader & FrameReader {
  const read = async <Data>(operation: ReadOperation, body: object, schema: z.ZodMiniType<Data>): Promise<Data> => {
    await takeTurn();
    const sentMs = Date.now();
    const response = await forward(operation, body).catch((error: unknown): never => {
      throw new CallError(operation, failureOfProblem(error));
    });
    const { data, serverTime } = decodeEnvelope(operation, response.body, schema);
    clock.note(serverTime, sentMs, Date.now());
    return data;
  };
  return {
    getTaskList: (request) => read("getTaskList", request, taskPageSchema),
    queryTaskInfo: async (taskIds) => (await read("queryTaskInfo", { taskIds: [...taskIds] }, taskPageSchema)).rows,
    queryTaskFrames: (request) => read("queryTaskFrames", request, framePageSchema),
  };
}
