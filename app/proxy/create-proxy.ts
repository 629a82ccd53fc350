/** Puts the proxy together: configuration, demo farm where no account is given, forwarder, listener. */
import type { Config, Upstream } from "./config";
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
  readonly upstream: Upstream;
  readonly close: () => Promise<void>;
};

export type ProxyOptions = {
  readonly version: string;
  readonly log: AccessLog;
  readonly files?: (headers: ResponseHeaders) => StaticFiles;
};

/** Starts everything but the listening socket. `close` ends the farm and the connections to it. */
export async function createProxy(config: Config, { version, log, files }: ProxyOptions): Promise<RunningProxy> {
  const farm = config.upstream ? null : await startDemoFarm(process.env, config.dialect);
  const upstream = config.upstream ?? farm?.upstream;
  if (upstream === undefined) throw new Error("There is neither an account nor a demo farm");
  const mode = farm ? "demo" : "live";
  const forwarder = createForwarder(upstream);
  const health = createHealthCheck(forwarder, { host: upstream.domain, mode, readOnly: config.readOnly, version });
  const answer = createRequestListener({ config, forwarder, health, log, ...(files ? { files } : {}) });
  return {
    requestListener: answer,
    mode,
    upstream,
    async close() {
      await forwarder.close();
      await farm?.close();
    },
  };
}
