/** The problem that our client receives if the farm sent no envelope. */
import { endpoints, type OperationName } from "../../protocol/endpoints";
import { Problem, type ProblemName } from "../http/problem";
import type { SendFailure, SendResult } from "./send-request";

const problemNames: Record<SendFailure, ProblemName> = {
  unreachable: "upstream-unreachable",
  broken: "upstream-reset",
  timeout: "upstream-timeout",
  "too-large": "upstream-too-large",
  cancelled: "client-gone",
};

/** A write that was sent may have been done ("unknown"); reads and unsent writes changed nothing ("not-sent"). */
export function upstreamProblem(operation: OperationName, result: SendResult): Problem {
  const isSent = result.kind === "reply" || result.isSent;
  const certainty = isSent && endpoints[operation].kind === "write" ? "unknown" : "not-sent";
  if (result.kind === "failure")
    return new Problem(problemNames[result.reason], { operation, detail: result.cause, certainty });
  return new Problem("upstream-bad-reply", {
    operation,
    upstreamStatus: result.status,
    detail: `HTTP ${result.status} with ${result.body.length} characters that are not a response of the protocol`,
    certainty,
  });
}
