/** The access log: one JSON line per operation. It has no member that could hold a body, a header or the key. */
import { destination } from "pino";

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

/** Where the lines go: what it takes is written in batches; flush it before the process ends. */
export type LogSink = { readonly write: (lines: string) => unknown };

/** Standard output, by way of pino's writer, which survives a broken pipe and an early exit. */
export const createLogSink = () => destination({ dest: 1, sync: false, minLength: 8192, periodicFlush: 500 });

/** pino's levels, so that its tools read the lines. */
const INFO = 30;
const WARN = 40;

/**
 * Failures of our own or of the upstream are warnings, refusals and answers are not. Lines are made after the answers of the
 * same turn are out, together, and without pino's own logger: either way costs every answer 5 to 10 µs more (decision 015).
 */
export function createAccessLog(sink: LogSink): AccessLog {
  let waiting: (AccessEntry & { readonly level: number; readonly time: number })[] = [];
  const write = () => {
    const entries = waiting;
    waiting = [];
    sink.write(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  };
  return (entry) => {
    const level = entry.status >= 500 ? WARN : INFO;
    if (waiting.push({ level, time: Date.now(), ...entry }) === 1) setImmediate(write);
  };
}
