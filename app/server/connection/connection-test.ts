/** The connection test of one account, shared by the console and all pages. */
import type { ConnectionReport } from "../../protocol/connection";

/** A report this recent is not repeated, however many pages ask. */
const MIN_INTERVAL_MS = 3000;

export type ConnectionTest = {
  /** The last report; tests first if there is none. */
  readonly last: () => Promise<ConnectionReport>;
  /** Tests again, unless a test runs or has just ended. */
  readonly repeat: () => Promise<ConnectionReport>;
};

export function createConnectionTest(
  check: () => Promise<ConnectionReport>,
  now: () => number = Date.now,
): ConnectionTest {
  let running: Promise<ConnectionReport> | undefined;
  let report: ConnectionReport | undefined;
  const run = async () => {
    running ??= check().finally(() => {
      running = undefined;
    });
    report = await running;
    return report;
  };
  return {
    last: async () => report ?? run(),
    repeat: async () => (report && now() - report.checkedAtMs < MIN_INTERVAL_MS ? report : run()),
  };
}
