/** The problem that our client receives if the farm sent no envelope. */
import { otherDialectOf } from "../../protocol/connection";
import { endpoints, type OperationName } from "../../protocol/endpoints";
import { Problem, type ProblemName } from "../http/problem";
import type { DialectName } from "./dialect";
import { parseRetryAfter } from "./retry-after";
import type { SendFailure, SendResult } from "./send-request";

const problemNames: Record<SendFailure, ProblemName> = {
  unreachable: "upstream-unreachable",
  broken: "upstream-reset",
  timeout: "upstream-timeout",
  "too-large": "upstream-too-large",
  undecodable: "upstream-bad-reply",
  cancelled: "client-gone",
  exhausted: "busy",
};

/** Seconds after which a client may try again when this server was busy: its requests to the farm take less on average. */
const BUSY_RETRY_SECONDS = 2;

/** This server has too much to do for the operation. */
export const busyProblem = (operation: OperationName, detail: string): Problem =>
  new Problem("busy", { operation, detail, retryAfterSeconds: BUSY_RETRY_SECONDS });

const TOO_MANY_REQUESTS = 429;

/** The farm does not know the path: the configured dialect is probably not its own. */
export const otherDialectProblem = (operation: OperationName, configured: DialectName, result: SendResult): Problem => {
  const certainty = endpoints[operation].kind === "write" ? "unknown" : "not-sent";
  return new Problem("other-dialect", {
    operation,
    ...(result.kind === "reply" ? { upstreamStatus: result.status } : {}),
    detail: `The farm does not know the paths of RENDERBUS_DIALECT=${configured}. Set RENDERBUS_DIALECT=${otherDialectOf(configured)} on the server and start it again; "npm run check:connection" tries both.`,
    certainty,
  });
};

/** A write that was sent may have been done ("unknown"); reads and unsent writes changed nothing ("not-sent"). `nowMs` is epoch ms. */
export function upstreamProblem(operation: OperationName, result: SendResult, nowMs: number): Problem {
  const isSent = result.kind === "reply" || result.isSent;
  const certainty = isSent && endpoints[operation].kind === "write" ? "unknown" : "not-sent";
  if (result.kind === "failure")
    return new Problem(problemNames[result.reason], {
      operation,
      detail: result.cause,
      certainty,
      ...(result.reason === "exhausted" ? { retryAfterSeconds: BUSY_RETRY_SECONDS } : {}),
    });
  if (result.status === TOO_MANY_REQUESTS) {
    const retryAfterSeconds = parseRetryAfter(result.retryAfter, nowMs);
    // A refusal before the farm's envelope: the request was counted and not carried out.
    return new Problem("too-many-requests", {
      operation,
      upstreamStatus: result.status,
      ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
    });
  }
  return new Problem("upstream-bad-reply", {
    operation,
    upstreamStatus: result.status,
    detail: `HTTP ${result.status} with ${result.body.length} characters that are not a response of the protocol`,
    certainty,
  });
}
