/** A row of usage, empty but for what the test sets. */
import type { UsageRow } from "../mirror/recorded-history";

export const makeUsage = (members: Partial<UsageRow> & Pick<UsageRow, "startMs">): UsageRow => ({
  value: "",
  done: 0,
  failed: 0,
  restarted: 0,
  machineSeconds: 0,
  accountCost: 0,
  couponCost: 0,
  arrears: 0,
  unpriced: 0,
  queueMean: null,
  queueMax: 0,
  observedSeconds: 0,
  ...members,
});
