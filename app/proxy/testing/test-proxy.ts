/** The proxy as in production, on a free port, in front of a farm on 127.0.0.1, with short limits. */
import { createServer } from "node:http";
import type { Config } from "../config";
import type { AccessEntry } from "../http/access-log";
import { createHealthCheck } from "../http/health";
import { createRequestListener } from "../http/request-listener";
import type { ResponseHeaders } from "../http/response-headers";
import type { StaticFiles } from "../http/static-files";
import { Secret } from "../signing/secret";
import type { DialectName } from "../upstream/dialect";
import { createForwarder, type ForwarderLimits } from "../upstream/forwarder";
import { accessId, accessKey, closeServer, listenOnFreePort } from "./fake-farm";

export type TestProxy = {
  readonly origin: string;
  readonly log: AccessEntry[];
  /** POSTs JSON as the page does. `headers` are added or replace the defaults. */
  readonly post: (operation: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>;
  readonly close: () => Promise<void>;
};

export type TestOptions = {
  readonly limits?: Partial<ForwarderLimits>;
  readonly config?: Partial<Pick<Config, "publicOrigins" | "readOnly">>;
  readonly key?: string;
  readonly now?: () => number;
  readonly dialect?: DialectName;
  /** The configured host of the farm; default 127.0.0.1. */
  readonly host?: string;
  readonly staticFiles?: (headers: ResponseHeaders) => StaticFiles;
};

const shortLimits: ForwarderLimits = {
  timeoutMs: 5000,
  connectMs: 2000,
  maxReplyBytes: 1_000_000,
  retryDelayMs: 0,
  connections: 8,
};

export async function startTestProxy(farmPort: number, options: TestOptions = {}): Promise<TestProxy> {
  const { now = Date.now, staticFiles, dialect = "2018", host = "127.0.0.1" } = options;
  const domain = `${host}:${farmPort}`;
  const credentials = { accessId, accessKey: new Secret(options.key ?? accessKey) };
  const upstream = { protocol: "http", domain, ...credentials, platform: "2", channel: "4", dialect } as const;
  const forwarder = createForwarder(upstream, { ...shortLimits, ...options.limits }, now);
  const config = { publicOrigins: [], readOnly: false, ...options.config };
  const health = createHealthCheck(
    forwarder,
    { host: domain, mode: "live", readOnly: config.readOnly, version: "t" },
    now,
  );
  const log: AccessEntry[] = [];
  const requestListener = createRequestListener({
    config,
    forwarder,
    health,
    log: (entry) => log.push(entry),
    ...(staticFiles ? { staticFiles } : {}),
  });
  const server = createServer(requestListener);
  const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  return {
    origin,
    log,
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
