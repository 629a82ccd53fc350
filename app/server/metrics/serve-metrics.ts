/** Serves the metrics where the configuration says. */
import type { Config } from "../../proxy/config";
import { createHttpServer } from "../../proxy/http/create-server";
import type { RequestListener } from "../../proxy/http/request-listener";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import type { ServerLog } from "../../proxy/http/server-log";
import type { Metrics } from "./metrics";
import type { MetricsConfig } from "./metrics-config";
import { createMetricsListener, withMetrics } from "./metrics-listener";

/** A scrape opens one connection; this many do not cost the server its file descriptors. */
const CONNECTIONS = 16;

export type ServeMetricsOptions = {
  readonly config: Pick<Config, "host" | "publicOrigins">;
  readonly headers: ResponseHeaders;
  readonly log: Pick<ServerLog, "warn">;
  /** Answers everything else on the server's port. */
  readonly listener: RequestListener;
};

/**
 * Returns the listener of the server's port. A port of the metrics' own opens here, on the same host; if that fails the server goes on
 * without it and logs why.
 */
export function serveMetrics(
  metrics: Metrics,
  { port, secret }: MetricsConfig,
  { config, headers, log, listener }: ServeMetricsOptions,
): RequestListener {
  if (port === null)
    return withMetrics(
      listener,
      createMetricsListener({ metrics, headers, secret, publicOrigins: config.publicOrigins }),
    );
  const server = createHttpServer(createMetricsListener({ metrics, headers, secret, publicOrigins: null }), headers);
  server.maxConnections = CONNECTIONS;
  server.on("error", (error) => log.warn({ event: "metrics-error", detail: String(error) }));
  server.listen(port, config.host, () => {
    const address = server.address();
    const listening = typeof address === "object" && address ? address.port : port;
    console.log(`Metrics on port ${listening}: /metrics`);
  });
  // The process ends without waiting for a scrape.
  server.unref();
  return listener;
}
