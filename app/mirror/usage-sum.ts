/** Sums of recorded usage over periods. */
import { type ChargeSum, roundAmount } from "../protocol/charges";
import type { UsageRow } from "./recorded-history";

export type UsageSum = {
  /** Account, coupon and arrears together; null where amounts are hidden. */
  readonly spend: ChargeSum | null;
  readonly done: number;
  readonly failed: number;
  readonly restarted: number;
  readonly machineSeconds: number;
  /** Mean of the waiting frames; null: the queue was not observed. */
  readonly queueMean: number | null;
  readonly queueMax: number;
};

const amounts = ["accountCost", "couponCost", "arrears"] as const;

/** The charge of a row; null where amounts are hidden. */
export function spendOf(row: Pick<UsageRow, (typeof amounts)[number]>): number | null {
  const parts = amounts.map((name) => row[name]).filter((part) => part !== null);
  return parts.length === 0 ? null : roundAmount(parts.reduce((sum, part) => sum + part, 0));
}

const sumOf = <Row>(rows: readonly Row[], amountOf: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + amountOf(row), 0);

/**
 * The sum of the rows of one value. `observedSeconds`: how long the queue was observed in the whole range. A period without a row
 * had none of the value's frames waiting, and counts.
 */
export function sumUsage(rows: readonly UsageRow[], observedSeconds: number): UsageSum {
  const spends = rows.map(spendOf).filter((spend) => spend !== null);
  const isHidden = rows.length > 0 && spends.length === 0;
  const hasQueue = observedSeconds > 0 && (rows.length === 0 || rows.some(({ queueMean }) => queueMean !== null));
  const queued = sumOf(rows, (row) => (row.queueMean ?? 0) * row.observedSeconds);
  return {
    spend: isHidden
      ? null
      : { amount: roundAmount(sumOf(spends, (spend) => spend)), unknown: sumOf(rows, ({ unpriced }) => unpriced) },
    done: sumOf(rows, ({ done }) => done),
    failed: sumOf(rows, ({ failed }) => failed),
    restarted: sumOf(rows, ({ restarted }) => restarted),
    machineSeconds: sumOf(rows, ({ machineSeconds }) => machineSeconds),
    queueMean: hasQueue ? queued / observedSeconds : null,
    queueMax: Math.max(0, ...rows.map(({ queueMax }) => queueMax)),
  };
}
