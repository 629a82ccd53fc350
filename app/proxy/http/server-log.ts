/** The server's log: one JSON line per operation and per event. It contains no header and no key, and of bodies only what a cut write named. */
import { destination } from "pino";

export type AccessEntry = {
  /** The id of the request, which its answer has as well. */
  readonly requestId: string;
  readonly operation: string;
  /** HTTP status of our response. */
  readonly status: number;
  /** The code of the farm's envelope, if there was one. */
  readonly code?: number;
  /** The name of the problem, if there was one. */
  readonly problem?: string;
  readonly detail?: string;
  readonly ms: number;
  /** The farm account, if the server has several. */
  readonly account?: string;
};

export type AccessLog = (entry: AccessEntry) => void;

/** What happened to the server itself. */
export type ServerEvent = { readonly event: string; readonly [member: string]: unknown };

/** Receives batches of lines. */
export type LogSink = { readonly write: (lines: string) => unknown; readonly flushSync?: () => void };

/** Standard output through pino's writer, which survives a broken pipe. Each batch is written at once: a killed process loses no more. */
export const createLogSink = () => destination({ dest: 1, sync: false, minLength: 0 });

export type ServerLog = {
  readonly access: AccessLog;
  readonly info: (event: ServerEvent) => void;
  readonly warn: (event: ServerEvent) => void;
  readonly fatal: (event: ServerEvent) => void;
  /** Writes everything now. Called before the process ends. */
  readonly flush: () => void;
};

/** pino's levels, for its tools. */
const INFO = 30;
const WARN = 40;
const FATAL = 60;

/** Under load lines wait at most this long for others, ms: a killed process loses no more. */
const BATCH_MS = 5;

/**
 * Failures of the proxy and of the farm (status 500 and above) are warnings; refusals and responses are not. Lines are
 * written in one batch after all responses of the same turn, under load of 5 ms, and without pino's logger: a write of its own
 * for each takes a tenth of the time of an operation (decision 015).
 */
export function createServerLog(sink: LogSink): ServerLog {
  let pending: object[] = [];
  let writtenMs = Number.NEGATIVE_INFINITY;
  const write = () => {
    if (pending.length === 0) return;
    writtenMs = performance.now();
    const entries = pending;
    pending = [];
    sink.write(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  };
  const log = (level: number, entry: object) => {
    if (pending.push({ level, time: Date.now(), ...entry }) > 1) return;
    if (performance.now() - writtenMs < BATCH_MS) setTimeout(write, BATCH_MS);
    else setImmediate(write);
  };
  return {
    access: (entry) => log(entry.status >= 500 ? WARN : INFO, entry),
    info: (event) => log(INFO, event),
    warn: (event) => log(WARN, event),
    fatal: (event) => log(FATAL, event),
    flush() {
      write();
      sink.flushSync?.();
    },
  };
}
