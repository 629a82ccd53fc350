/** The production server: `node dist/server/main.js`. */
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { ConfigError, loadConfig } from "./config";
import { createProxy } from "./create-proxy";
import { createAccessLog, createLogSink } from "./http/access-log";
import { createStaticFiles } from "./http/static-files";
import { exposureWarning, listenErrorMessage, startLines } from "./startup-messages";

/** Time for pending responses after SIGINT or SIGTERM. */
const GRACE_MS = 10_000;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = loadConfig();
  const logSink = createLogSink();
  const root = fileURLToPath(new URL("../client", import.meta.url));
  const proxy = await createProxy(config, {
    version: __VERSION__,
    log: createAccessLog(logSink),
    staticFiles: (headers) => createStaticFiles(root, headers),
  });

  const server = createServer(proxy.requestListener);
  server.on("error", (error) => fail(listenErrorMessage(error, config.host, config.port)));
  server.listen(config.port, config.host, () => {
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : config.port;
    for (const line of startLines(__VERSION__, config, port, proxy)) console.log(line);
    const warning = exposureWarning(config.host, proxy.mode);
    if (warning) console.warn(warning);
  });

  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    server.close(() => {
      void proxy.close().finally(() => logSink.flush(() => process.exit(0)));
    });
    server.closeIdleConnections();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

main().catch((error: unknown) => fail(error instanceof ConfigError ? error.message : String(error)));
