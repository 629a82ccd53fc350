/** Failures of the proxy as RFC 9457 problems: one table of stable types with HTTP status and title. */
import type { PictureFailure } from "../../protocol/frames/frame-pictures";
import type { WriteCertainty } from "../../protocol/wire/failure";

/** Name of a problem (the end of its `type`, which never changes) -> HTTP status and title. */
export const problems = {
  "bad-address": { status: 400, title: "Host and path of the request are not a valid address" },
  "bad-request": { status: 400, title: "The request is not valid HTTP" },
  "bad-host": { status: 421, title: "This server does not answer under this host name" },
  "cross-site": { status: 403, title: "Requests from other sites are refused" },
  "not-found": { status: 404, title: "There is no page at this address" },
  "unknown-operation": { status: 404, title: "There is no such operation" },
  "method-not-allowed": { status: 405, title: "Operations accept only POST" },
  "length-required": { status: 411, title: "The request must have a Content-Length" },
  "body-too-large": { status: 413, title: "The body is too large" },
  "unsupported-media-type": { status: 415, title: "The body must be application/json in UTF-8" },
  "invalid-json": { status: 400, title: "The body is not a JSON object" },
  "invalid-request": { status: 422, title: "The request does not fit the operation" },
  "request-timeout": { status: 408, title: "The request was not complete in time" },
  "headers-too-large": { status: 431, title: "The request's headers are too large" },
  "expectation-failed": { status: 417, title: "The server does not meet the Expect header" },
  "signed-out": { status: 401, title: "You are not signed in" },
  forbidden: { status: 403, title: "Your role does not allow this" },
  "invalid-token": { status: 401, title: "The API token is not accepted" },
  "token-in-address": { status: 400, title: "An API token must not be in the address" },
  "not-for-tokens": { status: 403, title: "API tokens may not do this" },
  "read-only": { status: 403, title: "This server is read-only" },
  "claim-held": { status: 409, title: "Somebody else is on this task" },
  "changed-since": { status: 409, title: "It was changed by somebody else meanwhile" },
  "name-taken": { status: 409, title: "There is one of this name" },
  "not-own": { status: 403, title: "It is somebody else's" },
  "too-many-entries": { status: 409, title: "The server keeps no more of these" },
  "store-unavailable": { status: 503, title: "The server's database does not answer" },
  "upstream-unreachable": { status: 502, title: "The farm is unreachable" },
  "upstream-reset": { status: 502, title: "The connection to the farm broke" },
  "upstream-timeout": { status: 504, title: "The farm did not answer in time" },
  "upstream-too-large": { status: 502, title: "The farm's response is too large" },
  "upstream-bad-reply": { status: 502, title: "The farm's response is not valid" },
  "other-dialect": { status: 502, title: "The farm does not know the paths of the configured dialect" },
  "upstream-wrong-clock": { status: 502, title: "The farm refused the signature and states an impossible time" },
  "too-many-requests": { status: 429, title: "Too many requests" },
  "no-picture": { status: 404, title: "The picture of the frame cannot be had" },
  "history-unavailable": { status: 503, title: "The recorded history cannot be read" },
  busy: { status: 503, title: "This server is busy" },
  stopping: { status: 503, title: "This server is stopping" },
  "client-gone": { status: 499, title: "The client disconnected before the response" },
  internal: { status: 500, title: "Internal server error" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemName = keyof typeof problems;

export type ProblemMembers = {
  /** The exact fault or the remedy. Contains no secret and no value of the request. */
  readonly detail?: string;
  readonly operation?: string;
  /** "not-sent" (default): nothing was changed; "unknown": the farm may have done the write. */
  readonly certainty?: WriteCertainty;
  readonly errors?: readonly { readonly path: string; readonly code: string }[];
  /** When the request may be sent again; also the Retry-After header. */
  readonly retryAfterSeconds?: number;
  /** Why a picture cannot be had. */
  readonly reason?: PictureFailure;
  /** Since when it has been so, epoch ms. */
  readonly sinceMs?: number;
  /** HTTP status of the farm's reply, if there was one. */
  readonly upstreamStatus?: number;
};

/** A failure of the proxy. It is thrown, and sent as application/problem+json. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly problem: ProblemName;
  readonly members: ProblemMembers;

  constructor(problem: ProblemName, members: ProblemMembers = {}) {
    super(members.detail ?? problems[problem].title);
    this.problem = problem;
    this.members = members;
  }

  get status(): number {
    return problems[this.problem].status;
  }

  /** The response body. */
  toJSON(): object {
    const { status, title } = problems[this.problem];
    return { type: `urn:renderdeck:problem:${this.problem}`, title, status, certainty: "not-sent", ...this.members };
  }
}

/** A thrown value as a Problem. Everything except a Problem is an internal error with this certainty. */
export const toProblem = (error: unknown, certainty: WriteCertainty = "not-sent"): Problem =>
  error instanceof Problem ? error : new Problem("internal", { certainty });
