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
  to: DestinationStream = destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 500 }),
): Logger {
  return pino({ base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` }, to);
}

/** Failures of our own or of the upstream are warnings, refusals and answers are not. */
export const accessLog =
  (log: Logger): AccessLog =>
  (entry) =>
    entry.status >= 500 ? log.warn(entry, "operation") : log.info(entry, "operation");
