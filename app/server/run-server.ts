/** Runs the production server in this process: listens, stops on signals, and logs a crash. */
import { loadConfig } from "../proxy/config";
import { boundConnections } from "../proxy/http/connections";
import { createHttpServer } from "../proxy/http/create-server";
import { createLogSink, createServerLog } from "../proxy/http/server-log";
import { createStaticFiles, readBuildName } from "../proxy/http/static-files";
import { openAccounts, type RunningAccounts } from "./accounts/open-accounts";
import { connectionLines } from "./connection/console-lines";
import { createGracefulStop, describeWrites, stopLimits } from "./graceful-stop";
import { livePreloads } from "./live/live-routes";
import { createMetrics } from "./metrics/metrics";
import { metricsConfigOf } from "./metrics/metrics-config";
import { serveMetrics } from "./metrics/serve-metrics";
import { whenNpmEnds } from "./npm-parent";
import { withReports } from "./policy/policy-reports";
import { drainMsOf } from "./probes/drain-config";
import { withProbes } from "./probes/probes";
import { descriptorLimit, resourceLimits } from "./resource-limits";
import { exposureWarning, listenErrorMessage, startLines } from "./startup-messages";

/** At most one log line about refused connections in this time, ms. */
const REFUSED_LOG_INTERVAL_MS = 60_000;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

/** Calls both with the same value. */
const both =
  <T>(first: (value: T) => void, second: (value: T) => void) =>
  (value: T) => {
    first(value);
    second(value);
  };

/** Says for each account whether its farm can be used. Failures of the farm are lines, so it never rejects. */
async function printConnections(farms: RunningAccounts["farms"]): Promise<void> {
  const reports = await Promise.all(
    farms.map(async ({ title, connection }) => ({ title, report: await connection.last() })),
  );
  for (const { title, report } of reports) for (const line of connectionLines(report, title)) console.log(line);
}

/** Starts the server with the client build in the folder `root`. Rejects with ConfigError, or if there is no build. */
export async function runServer(root: string, version: string): Promise<void> {
  const config = loadConfig();
  const metricsConfig = metricsConfigOf(process.env);
  const metrics = metricsConfig ? createMetrics(version) : undefined;
  const log = createServerLog(createLogSink());
  const limits = resourceLimits(descriptorLimit());
  const proxy = await openAccounts(config, {
    version,
    log: { ...log, access: metrics ? both(metrics.operation, log.access) : log.access },
    metrics,
    limits,
    staticFiles: (headers) => createStaticFiles(root, headers, livePreloads),
    build: readBuildName(root),
  });
  const { underWay } = proxy;

  // Node raises unhandled rejections as uncaught exceptions. Afterwards nothing is certain, so the process ends.
  process.on("uncaughtException", (error, origin) => {
    const described = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.fatal({ event: "crashed", origin, error: described, certainty: "unknown", writes: describeWrites(underWay) });
    log.flush();
    process.exit(1);
  });

  const { headers } = proxy;
  const { publicOrigins } = config;
  const drainMs = drainMsOf(process.env);
  let isReady = true;
  const listener =
    metrics && metricsConfig
      ? serveMetrics(metrics, metricsConfig, { config, headers, log, listener: proxy.requestListener })
      : proxy.requestListener;
  const reported = withReports(listener, { publicOrigins, headers, log });
  const probed = withProbes(reported, { publicOrigins, headers, isReady: () => isReady });
  const server = createHttpServer(probed, headers);
  let refusedLogMs = Number.NEGATIVE_INFINITY;
  const connections = boundConnections(server, limits.clientConnections, () => {
    if (performance.now() - refusedLogMs < REFUSED_LOG_INTERVAL_MS) return;
    refusedLogMs = performance.now();
    log.warn({ event: "connection-refused", detail: `All ${limits.clientConnections} client connections are in use` });
  });
  server.on("error", (error) => {
    if (!server.listening) fail(listenErrorMessage(error, config.host, config.port));
    log.warn({ event: "server-error", detail: String(error) });
  });
  server.listen(config.port, config.host, () => {
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : config.port;
    for (const line of startLines(version, config, port, proxy)) console.log(line);
    const warning = exposureWarning(proxy);
    if (warning) console.warn(warning);
    if (proxy.mode === "live") void printConnections(proxy.farms);
  });

  const stop = createGracefulStop({
    server,
    connections,
    underWay,
    log,
    limits: { ...stopLimits, drainMs },
    onStopping: () => {
      isReady = false;
    },
    settle: proxy.close,
    exit: (code) => process.exit(code),
  });
  const stopWatch = whenNpmEnds(() => stop("end of npm"));
  // SIGHUP: the terminal was closed.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      // npm ends by the same signal, and a second one would cut the writes under way.
      stopWatch();
      stop(signal);
    });
}
