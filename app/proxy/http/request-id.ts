/**
 * One random id per request: in the answer's header, in every problem, in the log and in the audit, so that what a user saw and
 * what the server noted are found together.
 */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { REQUEST_ID_HEADER } from "../../protocol/wire/request-id-header";
import type { Problem } from "./problem";

const ids = new WeakMap<IncomingMessage, string>();

/** The id of a request. It is made here and never taken from the client, whose header could repeat the id of another request. */
export function requestIdOf(incoming: IncomingMessage): string {
  const id = ids.get(incoming) ?? randomUUID();
  ids.set(incoming, id);
  return id;
}

/** The id of a request that Node did not parse, so that it has no object. */
export const newRequestId = (): string => randomUUID();

/** The header of the answer. */
export const requestIdHeader = (requestId: string) => ({ [REQUEST_ID_HEADER]: requestId });

/** A problem as the body of the answer. */
export const problemBody = (problem: Problem, requestId: string): string =>
  JSON.stringify({ ...problem.toJSON(), requestId });
