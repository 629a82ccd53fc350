/**
 * One random id per request: in the answer's header, in every problem, in the log and in the audit, so that what a user saw and
 * what the server noted are found together.
 */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { REQUEST_ID_HEADER } from "../../protocol/wire/request-id-header";
import type { Problem } from "./problem";

/** A member of the request: a WeakMap of requests costs the garbage collector more. */
const ID = Symbol("request id");

type Numbered = IncomingMessage & { [ID]?: string };

/** The id of a request. It is made here and never taken from the client, whose header could repeat the id of another request. */
export function requestIdOf(incoming: IncomingMessage): string {
  const numbered: Numbered = incoming;
  numbered[ID] ??= randomUUID();
  return numbered[ID];
}

/** The id of a request that Node did not parse, so that it has no object. */
export const newRequestId = (): string => randomUUID();

/** The header of the answer. */
export const requestIdHeader = (requestId: string) => ({ [REQUEST_ID_HEADER]: requestId });

/** A problem as the body of the answer. */
export const problemBody = (problem: Problem, requestId: string): string =>
  JSON.stringify({ ...problem.toJSON(), requestId });
