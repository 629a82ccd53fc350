/**
 * Stops the server on a signal: new requests are refused, and writes finish within their own time limit, because a write that
 * is cut may have been done. What is cut is logged with operation and targets.
 */
import type { Server } from "node:http";
import { setTimeout as waitFor } from "node:timers/promises";
import type { Connections } from "../proxy/http/connections";
import type { ServerLog } from "../proxy/http/server-log";
import type { OperationUnderWay, UnderWay } from "../proxy/http/under-way";

export type StopLimits = {
  /** For balancers to see that this server is not ready any more, before it refuses requests, ms. */
  readonly drainMs: number;
  /** For reads, which a client sends again, ms. */
  readonly readMs: number;
  /** For writes, ms: longer than the time limit of an operation. */
  readonly writeMs: number;
  /** For clients to take their last response, ms. */
  readonly sendMs: number;
  /** For the store to take what waits to be written, ms. */
  readonly settleMs: number;
};

export const stopLimits: StopLimits = { drainMs: 0, readMs: 3000, writeMs: 35_000, sendMs: 2000, settleMs: 3000 };

export type StopOptions = {
  readonly server: Server;
  readonly connections: Connections;
  readonly underWay: UnderWay;
  readonly log: ServerLog;
  readonly exit: (code: number) => void;
  /** Called with the first signal, before any request is refused. */
  readonly onStopping?: () => void;
  /** Writes what waits, e.g. entries of the audit, and lets go of the store. Called when nothing is under way any more. */
  readonly settle?: () => Promise<void>;
  readonly limits?: StopLimits;
};

/** Operations for the log: the farm may have done the writes. */
export const describeOperations = (entries: readonly OperationUnderWay[]) =>
  entries.map(({ operation, targets = {} }) => ({ operation, ...targets }));

const isWrite = ({ kind }: OperationUnderWay) => kind === "write";

/** All writes under way for the log, those that are no operations by their path. */
export const describeWrites = (underWay: Pick<UnderWay, "list" | "held">) => [
  ...describeOperations(underWay.list().filter(isWrite)),
  ...underWay.held().map((operation) => ({ operation })),
];

/** Returns the handler of signals. The exit code is 0 if no write was cut, else 1. A second signal ends the process at once. */
export function createGracefulStop(options: StopOptions): (signal: string) => void {
  const { server, connections, underWay, log, exit, onStopping, settle, limits = stopLimits } = options;
  let isStopping = false;
  let isEnded = false;
  let exitCode = 0;

  const leave = (reason: string) => {
    log.info({ event: "stopped", reason });
    log.flush();
    exit(exitCode);
  };
  /** `settles`: false ends at once. */
  const end = (reason: string, settles = true) => {
    if (isEnded) return settles ? undefined : leave(reason);
    isEnded = true;
    const writes = describeWrites(underWay);
    const reads = underWay.list().filter((entry) => !isWrite(entry)).length;
    if (writes.length > 0 || reads > 0) log.warn({ event: "cut", reason, certainty: "unknown", writes, reads });
    exitCode = writes.length > 0 ? 1 : 0;
    if (!settle || !settles) return leave(reason);
    const settled = settle().catch((error: unknown) => log.warn({ event: "settle-failed", detail: String(error) }));
    void Promise.race([settled, waitFor(limits.settleMs)]).then(() => leave(reason));
  };
  /** Waits for the last responses. The server accepts connections until here, to refuse their requests with a reason. */
  const close = () => {
    server.close(() => end("done"));
    connections.closeUnused();
    setTimeout(() => end("done"), limits.sendMs).unref();
  };

  const refuse = () => {
    let isClosing = false;
    let canCutReads = false;
    const closeIfDone = () => {
      const rest = underWay.list();
      if (isClosing || underWay.held().length > 0 || rest.some((entry) => isWrite(entry) || !canCutReads)) return;
      isClosing = true;
      close();
    };
    underWay.stop(closeIfDone);
    connections.closeUnused();
    setTimeout(() => {
      canCutReads = true;
      closeIfDone();
    }, limits.readMs);
    setTimeout(() => end("time limit"), limits.writeMs);
    closeIfDone();
  };

  return (signal) => {
    if (isStopping) return end(`second signal ${signal}`, false);
    isStopping = true;
    onStopping?.();
    log.info({ event: "stopping", signal, operations: describeOperations(underWay.list()) });
    if (limits.drainMs > 0) setTimeout(refuse, limits.drainMs);
    else refuse();
  };
}
