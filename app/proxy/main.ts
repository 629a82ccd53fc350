/** The production server: `node dist/server/main.js`. */
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { ConfigError, loadConfig } from "./config";
import { createProxy } from "./create-proxy";
import { createAccessLog, createLogSink } from "./http/access-log";
import { createStaticFiles } from "./http/static-files";

/** Answers under way get this long when the server is asked to stop. */
const GRACE_MS = 10_000;

const shown = (host: string) => (host.includes(":") ? `[${host}]` : host);

/** A listening error in words with a remedy. */
function listenError(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} on ${host} is taken: stop what uses it, or set PORT to another, e.g. PORT=${port + 1}`;
  if (error.code === "EACCES") return `Port ${port} needs privileges: set PORT to one above 1023, e.g. PORT=8080`;
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return `HOST ${host} is no address of this machine: set HOST to 127.0.0.1, or to 0.0.0.0 for every network`;
  return `Cannot listen on ${host}:${port}: ${error.message}`;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLogSink();
  const root = fileURLToPath(new URL("../client", import.meta.url));
  const {
    requestListener: answer,
    mode,
    upstream,
    close,
  } = await createProxy(config, {
    version: __VERSION__,
    log: createAccessLog(log),
    files: (headers) => createStaticFiles(root, headers),
  });

  const server = createServer(answer);
  server.on("error", (error) => fail(listenError(error, config.host, config.port)));
  server.listen(config.port, config.host, () => {
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : config.port;
    const farm =
      mode === "demo" ? "built-in demo farm (no account is configured)" : `${upstream.protocol}://${upstream.domain}`;
    console.log(`Renderdeck ${__VERSION__} on http://${shown(config.host)}:${port}`);
    const how = `${config.dialect === "current" ? ", current protocol" : ""}${config.readOnly ? ", read-only" : ""}`;
    console.log(`Farm: ${farm}${how}`);
    if (!["127.0.0.1", "localhost", "::1"].includes(config.host) && mode === "live")
      console.warn("Warning: there is no sign-in. Everyone who reaches this address acts with your account.");
  });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    server.close(() => {
      void close().finally(() => log.flush(() => process.exit(0)));
    });
    server.closeIdleConnections();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

main().catch((error: unknown) => fail(error instanceof ConfigError ? error.message : String(error)));
