/** GET /metrics: on the server's port for local callers and for who presents the secret, or on a port of its own. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isLocal } from "../../proxy/http/client-address";
import { checkHost } from "../../proxy/http/guard";
import { Problem, toProblem } from "../../proxy/http/problem";
import type { RequestListener } from "../../proxy/http/request-listener";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import { sendText } from "../../proxy/http/send-text";
import type { Secret } from "../../proxy/signing/secret";
import type { Metrics } from "./metrics";

export const METRICS_PATH = "/metrics";

export type MetricsListenerOptions = {
  readonly metrics: Pick<Metrics, "text" | "contentType">;
  readonly headers: ResponseHeaders;
  readonly secret: Secret | null;
  /** The hosts of the server's port; null: a port of its own, for callers in a closed network if there is no secret. */
  readonly publicOrigins: readonly string[] | null;
};

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether the request presents the secret, compared in constant time. */
const presents = ({ headers }: IncomingMessage, secret: Secret | null): boolean =>
  secret !== null && timingSafeEqual(digest(headers.authorization ?? ""), digest(`Bearer ${secret.reveal()}`));

const isMetricsPath = (url: string | undefined) => url?.split("?", 1)[0] === METRICS_PATH;

/** Answers every request of the metrics' own port, or those for /metrics of the server's port. */
export function createMetricsListener(options: MetricsListenerOptions): RequestListener {
  const { metrics, headers, secret, publicOrigins } = options;

  const answer = async (incoming: IncomingMessage): Promise<string> => {
    const isOwnPort = publicOrigins === null;
    if (!isOwnPort) checkHost(incoming, publicOrigins);
    if (!isMetricsPath(incoming.url)) throw new Problem("not-found");
    if (incoming.method !== "GET" && incoming.method !== "HEAD") throw new Problem("not-found");
    const isAllowed = presents(incoming, secret) || (isOwnPort ? secret === null : isLocal(incoming));
    // The same answer as without metrics: a stranger learns nothing.
    if (!isAllowed) throw new Problem("not-found");
    return metrics.text();
  };

  return (incoming, outgoing) => {
    answer(incoming).then(
      (text) => sendText(outgoing, 200, { ...headers.json, "content-type": metrics.contentType }, text),
      (error: unknown) => {
        const problem = toProblem(error);
        sendText(outgoing, problem.status, headers.problem(problem), JSON.stringify(problem));
      },
    );
  };
}

/** `listener` with the metrics at /metrics. */
export const withMetrics =
  (listener: RequestListener, metrics: RequestListener): RequestListener =>
  (incoming, outgoing) =>
    (isMetricsPath(incoming.url) ? metrics : listener)(incoming, outgoing);
