/** The access log: one JSON line per operation. It has no member that could hold a body, a header or the key. */
import { type DestinationStream, destination, type Logger, pino } from "pino";

export type AccessEntry = {
  readonly operation: string;
  /** HTTP status of our answer. */
  readonly status: number;
  /** The farm's code, where it answered. */
  readonly code?: number;
  /** The problem's name, where there was one. */
  readonly problem?: string;
  readonly detail?: string;
  readonly ms: number;
};

export type AccessLog = (entry: AccessEntry) => void;

/** Lines to standard output, written in batches; flush before the process ends. */
export function createLog(
  to: DestinationStream = destination({ dest: 1, sync: false, minLength: 8192, periodicFlush: 500 }),
): Logger {
  return pino({ base: null }, to);
}

/**
 * Failures of our own or of the upstream are warnings, refusals and answers are not. Lines are made after the answers of the
 * same turn are out, together: one by one they cost every answer 10 µs.
 */
export function accessLog(log: Logger): AccessLog {
  let waiting: AccessEntry[] = [];
  const write = () => {
    const entries = waiting;
    waiting = [];
    for (const entry of entries) log[entry.status >= 500 ? "warn" : "info"](entry);
  };
  return (entry) => {
    if (waiting.push(entry) === 1) setImmediate(write);
  };
}
