/** The last line of the log of a rendering frame, and for how long nothing has followed it. */
import { plainLog } from "./plain-log";

export type LastLine = {
  /** Without the moment at its beginning. */
  readonly text: string;
  /** The moment at its beginning, epoch ms; null: it has none with a date. */
  readonly atMs: number | null;
};

/** A rendering frame whose log says nothing for so long may hang, whatever its CPU load. */
export const SILENT_SECONDS = 20 * 60;

/** Renderers print a line for minutes of work at a time, but with a date only behind the farm's own wrapper. */
const DATED = /^\s*\[?(\d{4})[-/](\d{2})[-/](\d{2})[ T|](\d{2}):(\d{2}):(\d{2})(?:[.,]\d+)?\]?\s*/;
/** Logs are written in the farm's time, UTC+8. */
const FARM_OFFSET_MS = 8 * 3_600_000;

/** The last line that is not empty; null: there is none. */
export function lastLineOf(logText: string): LastLine | null {
  const line = plainLog(logText).trimEnd().split("\n").at(-1) ?? "";
  if (line === "") return null;
  const [head = "", ...digits] = DATED.exec(line) ?? [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits.map(Number);
  return {
    text: line.slice(head.length).trim(),
    atMs: head === "" ? null : Date.UTC(year, month - 1, day, hour, minute, second) - FARM_OFFSET_MS,
  };
}

/** Seconds since the last line; null: it does not say when it was written. `nowMs`: the farm's clock. */
export const silentSecondsOf = ({ atMs }: LastLine, nowMs: number): number | null =>
  atMs === null ? null : Math.max(0, (nowMs - atMs) / 1000);
