/** The one likely cause of a failed connection, from what the farm answered in the configured dialect and in the other one. */
import type { ConnectionCause } from "../../protocol/connection";
import { SUCCESS } from "../../protocol/wire/envelope";
import { NOT_FOUND } from "../../protocol/wire/refusals";
import { isLoopbackDomain, type UpstreamConfig } from "../accounts";
import type { ProblemName } from "../http/problem";

/** What came back: an envelope of the farm, or the problem of our forwarder. */
export type CheckOutcome =
  | { readonly kind: "envelope"; readonly code: number }
  | {
      readonly kind: "problem";
      readonly problem: ProblemName;
      /** Node's error code or the form of the answer. */
      readonly detail: string;
      /** HTTP status, if there was an answer. */
      readonly status: number | null;
    };

const causeOfCode: Readonly<Record<number, ConnectionCause>> = {
  301: "zone",
  513: "id",
  602: "id",
  608: "zone",
  609: "platform",
  610: "clock",
  611: "key",
  627: "zone",
  628: "zone",
};

const causeOfError: Readonly<Record<string, ConnectionCause>> = {
  ECONNREFUSED: "connectionRefused",
  ENOTFOUND: "unknownHost",
  EAI_AGAIN: "unknownHost",
  ENETUNREACH: "noNetwork",
  EHOSTUNREACH: "noNetwork",
  ENETDOWN: "noNetwork",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  CERT_NOT_YET_VALID: "clock",
};

const isCertificateError = (detail: string) => /CERT|UNABLE_TO_|HOSTNAME_MISMATCH/.test(detail);
const isTlsError = (detail: string) => detail.startsWith("ERR_SSL_") || detail === "EPROTO";

const BAD_REQUEST = 400;
const BAD_GATEWAY = 502;

type Farm = Pick<UpstreamConfig, "protocol" | "domain">;

/** Whether the answering server does not know the path. */
const isUnknownPath = (outcome: CheckOutcome) =>
  outcome.kind === "envelope" ? outcome.code === NOT_FOUND : outcome.problem === "other-dialect";

/** Whether the farm understood the path of this dialect, be it only to refuse the account. */
const isKnownPath = (outcome: CheckOutcome | null) => outcome?.kind === "envelope" && outcome.code !== NOT_FOUND;

const isSuccess = (outcome: CheckOutcome | null) => outcome?.kind === "envelope" && outcome.code === SUCCESS;

/** Problems with one cause, whatever the details are. */
const causeOfProblemName: Partial<Record<ProblemName, ConnectionCause>> = {
  "upstream-wrong-clock": "clock",
  "upstream-timeout": "timeout",
  "too-many-requests": "tooManyRequests",
};

function causeOfUnreachable(detail: string, domain: string): ConnectionCause {
  const cause = causeOfError[detail];
  if (cause) return cause;
  if (isTlsError(detail)) return isLoopbackDomain(domain) ? "plainHttp" : "plainHttpElsewhere";
  return isCertificateError(detail) ? "certificate" : "unknown";
}

function causeOfProblem(
  { problem, detail, status }: Extract<CheckOutcome, { kind: "problem" }>,
  { protocol, domain }: Farm,
): ConnectionCause {
  const cause = causeOfProblemName[problem];
  if (cause) return cause;
  if (problem === "upstream-unreachable") return causeOfUnreachable(detail, domain);
  // A server that expects TLS closes the connection of a plain request, or answers with 400.
  if (protocol === "http" && (problem === "upstream-reset" || status === BAD_REQUEST)) return "tls";
  if (problem === "upstream-reset") return causeOfError[detail] ?? "unknown";
  if (problem !== "other-dialect" && problem !== "upstream-bad-reply") return "unknown";
  return status !== null && status >= BAD_GATEWAY ? "gateway" : "notAFarm";
}

/** null: the configured dialect works. `other`: the outcome of the other dialect; null: it was not tried. */
export function causeOf(configured: CheckOutcome, other: CheckOutcome | null, farm: Farm): ConnectionCause | null {
  if (isSuccess(configured)) return null;
  if (isSuccess(other) || (isUnknownPath(configured) && isKnownPath(other))) return "dialect";
  if (configured.kind === "problem") return causeOfProblem(configured, farm);
  return isUnknownPath(configured) ? "notAFarm" : (causeOfCode[configured.code] ?? "refused");
}
