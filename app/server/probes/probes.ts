/** GET /livez and /readyz: for those who start and stop this process and lead requests to it. */
import type { IncomingMessage } from "node:http";
import { checkHost } from "../../proxy/http/guard";
import { Problem, toProblem } from "../../proxy/http/problem";
import type { RequestListener } from "../../proxy/http/request-listener";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import { sendText } from "../../proxy/http/send-text";

export const LIVE_PATH = "/livez";
export const READY_PATH = "/readyz";

export type ProbeOptions = {
  readonly publicOrigins: readonly string[];
  readonly headers: ResponseHeaders;
  /** Whether new requests should come here: not while the server stops. */
  readonly isReady: () => boolean;
};

/**
 * `listener` with the two probes. /livez answers 200 as long as the process can answer, also while it stops: it must not be killed then.
 * Neither depends on the farm or the database: another instance would reach them no better.
 */
export function withProbes(
  listener: RequestListener,
  { publicOrigins, headers, isReady }: ProbeOptions,
): RequestListener {
  const answer = (incoming: IncomingMessage, path: string): string => {
    checkHost(incoming, publicOrigins);
    if (incoming.method !== "GET" && incoming.method !== "HEAD") throw new Problem("not-found");
    if (path === READY_PATH && !isReady()) throw new Problem("stopping");
    return JSON.stringify({ status: "ok" });
  };
  return (incoming, outgoing) => {
    const [path = ""] = (incoming.url ?? "").split("?", 1);
    if (path !== LIVE_PATH && path !== READY_PATH) return listener(incoming, outgoing);
    try {
      sendText(outgoing, 200, headers.json, answer(incoming, path));
    } catch (error) {
      const problem = toProblem(error);
      sendText(outgoing, problem.status, headers.problem(problem), JSON.stringify(problem));
    }
  };
}
