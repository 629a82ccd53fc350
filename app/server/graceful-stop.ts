/**
 * Stops the server on a signal: new requests are refused, and writes finish within their own time limit, because a write that
 * is cut may have been done. What is cut is logged with operation and targets.
 */
import type { Server } from "node:http";
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
};

export const stopLimits: StopLimits = { drainMs: 0, readMs: 3000, writeMs: 35_000, sendMs: 2000 };

export type StopOptions = {
  readonly server: Server;
  readonly connections: Connections;
  readonly underWay: UnderWay;
  readonly log: ServerLog;
  readonly exit: (code: number) => void;
  /** Called with the first signal, before any request is refused. */
  readonly onStopping?: () => void;
  readonly limits?: StopLimits;
};

/** Operations for the log: the farm may have done the writes. */
export const describeOperations = (entries: readonly OperationUnderWay[]) =>
  entries.map(({ operation, targets = {} }) => ({ operation, ...targets }));

const isWrite = ({ kind }: OperationUnderWay) => kind === "write";

/** Returns the handler of signals. The exit code is 0 if no write was cut, else 1. A second signal ends the process at once. */
export function createGracefulStop(options: StopOptions): (signal: string) => void {
  const { server, connections, underWay, log, exit, onStopping, limits = stopLimits } = options;
  let isStopping = false;
  let isEnded = false;

  const end = (reason: string) => {
    if (isEnded) return;
    isEnded = true;
    const writes = underWay.list().filter(isWrite);
    const reads = underWay.list().length - writes.length;
    if (writes.length > 0 || reads > 0)
      log.warn({ event: "cut", reason, certainty: "unknown", writes: describeOperations(writes), reads });
    log.info({ event: "stopped", reason });
    log.flush();
    exit(writes.length > 0 ? 1 : 0);
  };
  /** Waits for the last responses. The server accepts connections until here, to refuse their requests with a reason. */
  const close = () => {
    server.close(() => end("done"));
    connections.closeUnused();
    setTimeout(end, limits.sendMs, "done").unref();
  };

  const refuse = () => {
    let isClosing = false;
    let canCutReads = false;
    const closeIfDone = () => {
      const rest = underWay.list();
      if (isClosing || rest.some((entry) => isWrite(entry) || !canCutReads)) return;
      isClosing = true;
      close();
    };
    underWay.stop(closeIfDone);
    connections.closeUnused();
    setTimeout(() => {
      canCutReads = true;
      closeIfDone();
    }, limits.readMs);
    setTimeout(end, limits.writeMs, "time limit");
    closeIfDone();
  };

  return (signal) => {
    if (isStopping) return end(`second signal ${signal}`);
    isStopping = true;
    onStopping?.();
    log.info({ event: "stopping", signal, operations: describeOperations(underWay.list()) });
    if (limits.drainMs > 0) setTimeout(refuse, limits.drainMs);
    else refuse();
  };
}
