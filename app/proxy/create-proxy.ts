/** Assembles the proxy from its configuration: forwarder, health check, request listener, and the demo farm if there is no account. */
import type { Config, Environment, UpstreamConfig } from "./config";
import { startDemoFarm } from "./demo-farm";
import type { AccessLog } from "./http/access-log";
import { createHealthCheck } from "./http/health";
import { createRequestListener, type RequestListener } from "./http/request-listener";
import type { ResponseHeaders } from "./http/response-headers";
import type { StaticFiles } from "./http/static-files";
import { createForwarder } from "./upstream/forwarder";

export type RunningProxy = {
  readonly requestListener: RequestListener;
  readonly mode: "live" | "demo";
  readonly upstream: UpstreamConfig;
  readonly close: () => Promise<void>;
};

export type ProxyOptions = {
  readonly version: string;
  readonly log: AccessLog;
  /** Absent in development, where Vite serves the page. */
  readonly staticFiles?: (headers: ResponseHeaders) => StaticFiles;
};

/** The configured account's farm, or a new demo farm if no account is configured. */
async function openUpstream({ upstream, dialect }: Config, env: Environment) {
  if (upstream) return { mode: "live", upstream, close: async () => undefined } as const;
  return { mode: "demo", ...(await startDemoFarm(env, dialect)) } as const;
}

/** Starts everything except the listening socket. `close` ends the upstream connections and the demo farm. */
export async function createProxy(
  config: Config,
  { version, log, staticFiles }: ProxyOptions,
  env: Environment = process.env,
): Promise<RunningProxy> {
  const { mode, upstream, close: closeUpstream } = await openUpstream(config, env);
  const forwarder = createForwarder(upstream);
  const health = createHealthCheck(forwarder, { host: upstream.domain, mode, readOnly: config.readOnly, version });
  return {
    requestListener: createRequestListener({ config, forwarder, health, log, ...(staticFiles ? { staticFiles } : {}) }),
    mode,
    upstream,
    async close() {
      await forwarder.close();
      await closeUpstream();
    },
  };
}
