/** The proxy as in production, on a free port, in front of a farm on 127.0.0.1, with short limits. */
import { createByteBudget } from "../byte-budget";
import type { Config } from "../config";
import { createHttpServer, type ServerTimes, serverTimes } from "../http/create-server";
import { createHealthCheck } from "../http/health";
import { type Identify, openIdentity, withIdentity } from "../http/identify";
import { createRequestListener } from "../http/request-listener";
import { createResponseHeaders, type ResponseHeaders } from "../http/response-headers";
import type { AccessEntry } from "../http/server-log";
import type { StaticFiles } from "../http/static-files";
import { createUnderWay } from "../http/under-way";
import { createViewerFilter } from "../http/viewer-filter";
import { noRateLimits, type RateLimits } from "../limits/rate-limits";
import { Secret } from "../signing/secret";
import type { DialectName } from "../upstream/dialect";
import { createForwarder, type ForwarderLimits } from "../upstream/forwarder";
import { queueReads } from "../upstream/read-queue";
import { accessId, accessKey, closeServer, listenOnFreePort } from "./fake-farm";

export type TestProxy = {
  readonly origin: string;
  readonly log: AccessEntry[];
  /** Bytes of responses in memory. */
  readonly usedBytes: () => number;
  /** POSTs JSON as the page does. `headers` are added or replace the defaults. */
  readonly post: (operation: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>;
  readonly close: () => Promise<void>;
};

export type TestOptions = {
  readonly limits?: Partial<ForwarderLimits>;
  readonly config?: Partial<Pick<Config, "publicOrigins" | "readOnly" | "viewersSeeMoney">>;
  readonly key?: string;
  readonly now?: () => number;
  readonly dialect?: DialectName;
  /** The configured host of the farm; default 127.0.0.1. */
  readonly host?: string;
  /** Default: nobody signs in. */
  readonly identify?: Identify;
  readonly times?: Partial<ServerTimes>;
  /** Bytes of responses in memory. */
  readonly maxBytes?: number;
  readonly rateLimits?: RateLimits;
  readonly staticFiles?: (headers: ResponseHeaders) => StaticFiles;
};

const shortLimits: ForwarderLimits = {
  timeoutMs: 5000,
  connectMs: 2000,
  retryDelayMs: 0,
  readConnections: 8,
  writeConnections: 8,
};

export async function startTestProxy(farmPort: number, options: TestOptions = {}): Promise<TestProxy> {
  const { now = Date.now, staticFiles, dialect = "2018", host = "127.0.0.1" } = options;
  const domain = `${host}:${farmPort}`;
  const credentials = { accessId, accessKey: new Secret(options.key ?? accessKey) };
  const upstream = { protocol: "http", domain, ...credentials, platform: "2", channel: "4", dialect } as const;
  const limits = { ...shortLimits, ...options.limits };
  const budget = createByteBudget(options.maxBytes);
  const forwarder = createForwarder(upstream, { limits, budget, localNow: now });
  const config = { publicOrigins: [], readOnly: false, viewersSeeMoney: false, ...options.config };
  const responseHeaders = createResponseHeaders(config);
  const health = createHealthCheck(
    forwarder,
    { host: domain, mode: "live", readOnly: config.readOnly, version: "t" },
    now,
  );
  const log: AccessEntry[] = [];
  const requestListener = createRequestListener({
    config,
    forwarder: { ...forwarder, forward: queueReads(forwarder.forward, limits.readConnections) },
    viewerFilter: createViewerFilter(forwarder.forward, config.viewersSeeMoney),
    headers: responseHeaders,
    health,
    underWay: createUnderWay({ read: limits.readConnections, write: limits.writeConnections }),
    rateLimits: options.rateLimits ?? noRateLimits,
    budget,
    log: (entry) => log.push(entry),
    ...(staticFiles ? { staticFiles: staticFiles(responseHeaders) } : {}),
  });
  const identified = withIdentity(requestListener, options.identify ?? openIdentity(config.readOnly));
  const server = createHttpServer(identified, responseHeaders, { ...serverTimes, ...options.times });
  const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  return {
    origin,
    log,
    usedBytes: budget.used,
    post: (operation, body = {}, headers = {}) =>
      fetch(`${origin}/api/render/${operation}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    async close() {
      await closeServer(server);
      await forwarder.close();
    },
  };
}
