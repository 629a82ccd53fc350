/** The proxy's own failures, as RFC 9457 says: one table of stable types, their HTTP status and title. */
import type { WriteCertainty } from "../../protocol/wire/failure";

/** Name of a problem (the end of its `type`, which never changes) -> HTTP status and title. */
export const problems = {
  "bad-address": { status: 400, title: "Host and path of the request are no address" },
  "bad-host": { status: 421, title: "This server does not answer under that host name" },
  "cross-site": { status: 403, title: "Requests from other sites are refused" },
  "not-found": { status: 404, title: "Nothing is here" },
  "unknown-operation": { status: 404, title: "No such operation" },
  "method-not-allowed": { status: 405, title: "Operations are called with POST" },
  "length-required": { status: 411, title: "The body's length must be given" },
  "body-too-large": { status: 413, title: "The body is too large" },
  "unsupported-media-type": { status: 415, title: "The body must be application/json in UTF-8" },
  "invalid-json": { status: 400, title: "The body is not a JSON object" },
  "invalid-request": { status: 422, title: "The body does not fit the operation" },
  "read-only": { status: 403, title: "This server is read-only" },
  "upstream-unreachable": { status: 502, title: "The farm cannot be reached" },
  "upstream-reset": { status: 502, title: "The connection to the farm broke" },
  "upstream-timeout": { status: 504, title: "The farm did not answer in time" },
  "upstream-too-large": { status: 502, title: "The farm's answer is too large" },
  "upstream-bad-reply": { status: 502, title: "The farm's answer cannot be understood" },
  "client-gone": { status: 499, title: "The client did not wait for the answer" },
  internal: { status: 500, title: "The server failed" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemName = keyof typeof problems;

export type ProblemMembers = {
  /** What to do or what exactly was wrong; no secret, no part of the request's values. */
  readonly detail?: string;
  readonly operation?: string;
  /** "not-sent" (unless said otherwise): nothing was changed; "unknown": it may have been. */
  readonly certainty?: WriteCertainty;
  readonly errors?: readonly { readonly path: string; readonly code: string }[];
  /** HTTP status of the upstream's reply, where there was one. */
  readonly upstreamStatus?: number;
};

/** A failure of the proxy itself, thrown on the way and answered as application/problem+json. */
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

  /** The body of the answer. */
  toJSON(): object {
    const { status, title } = problems[this.problem];
    return { type: `urn:renderdeck:problem:${this.problem}`, title, status, certainty: "not-sent", ...this.members };
  }
}

/** Whatever was thrown, as a Problem: what is none of ours is a failure of the server, with this certainty. */
export const asProblem = (error: unknown, certainty: WriteCertainty = "not-sent"): Problem =>
  error instanceof Problem ? error : new Problem("internal", { certainty });
