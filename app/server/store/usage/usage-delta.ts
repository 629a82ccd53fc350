/** What happened between two readings of a leaf. */
import type { LeafTable } from "../schema";

export type Counters = Pick<
  LeafTable,
  "total" | "done" | "failed" | "machine_ms" | "account_milli" | "coupon_milli" | "arrears_milli"
>;

/** Rises since the former reading. No member is negative: what fell counts as `restarted`, or not at all. */
export type UsageDelta = {
  readonly done: number;
  readonly failed: number;
  readonly restarted: number;
  readonly unpriced: number;
  readonly machineMs: number;
  readonly accountMilli: number;
  readonly couponMilli: number;
  readonly arrearsMilli: number;
};

const rise = (former: number | null, next: number | null): number => Math.max(0, (next ?? 0) - (former ?? 0));

const amountNames = ["account_milli", "coupon_milli", "arrears_milli"] as const;
const hasAmount = (counters: Counters) => amountNames.some((name) => counters[name] !== null);

/**
 * The rises from `former` (null: the leaf is new) to `next`. Frames that are started again lower `done` or `failed`; when
 * they are done once more they count once more, because machines rendered them once more.
 */
export function usageDelta(former: Counters | null, next: Counters): UsageDelta {
  const done = rise(former?.done ?? 0, next.done);
  return {
    done,
    failed: rise(former?.failed ?? 0, next.failed),
    restarted: former === null ? 0 : rise(next.done, former.done) + rise(next.failed, former.failed),
    unpriced: hasAmount(next) ? 0 : done,
    machineMs: rise(former?.machine_ms ?? 0, next.machine_ms),
    accountMilli: rise(former?.account_milli ?? 0, next.account_milli),
    couponMilli: rise(former?.coupon_milli ?? 0, next.coupon_milli),
    arrearsMilli: rise(former?.arrears_milli ?? 0, next.arrears_milli),
  };
}

/**
 * `next` as the basis of the following reading. The farm sends no readable count or amount now and then: the former one
 * stays then, so that its return is no rise.
 */
export function withFormer<Reading extends Counters>(former: Counters | null, next: Reading): Reading {
  if (former === null) return next;
  const countsAreMissing = next.total === 0 && former.total > 0;
  return {
    ...next,
    ...(countsAreMissing ? { total: former.total, done: former.done, failed: former.failed } : {}),
    machine_ms: next.machine_ms ?? former.machine_ms,
    account_milli: next.account_milli ?? former.account_milli,
    coupon_milli: next.coupon_milli ?? former.coupon_milli,
    arrears_milli: next.arrears_milli ?? former.arrears_milli,
  };
}

/** Whether a count or amount is lower than before. */
export function hasFallen(former: Counters, next: Counters): boolean {
  const names = ["done", "failed", "machine_ms", ...amountNames] as const;
  return names.some((name) => (next[name] ?? 0) < (former[name] ?? 0));
}

/** No task is older than the farm; earlier moments are mistakes. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);

/**
 * The moment that a rise is attributed to. The farm says when a leaf ended, which is nearer to the truth than the moment of a
 * reading after a pause. What a leaf did before the store began counts to the moment it was started, so that the first hour of
 * the memory does not hold the work of days.
 */
export function momentOfRise(
  leaf: { readonly at_ms: number; readonly endedMs: number | null; readonly startedMs: number | null },
  formerMs: number | null,
  recordingSinceMs: number,
): number {
  const { at_ms: atMs, endedMs, startedMs } = leaf;
  if (endedMs !== null && endedMs > Math.max(formerMs ?? 0, EARLIEST_MS) && endedMs <= atMs) return endedMs;
  const isOlder = formerMs === null && startedMs !== null && startedMs > EARLIEST_MS;
  return isOlder && startedMs < Math.min(recordingSinceMs, atMs) ? startedMs : atMs;
}
