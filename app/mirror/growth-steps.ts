/**
 * What happened from one sample of the account to the next, as steps that follow one another. Each begins where the previous
 * one ended, so sums of steps miss nothing and count nothing twice.
 */
import { roundAmount } from "../protocol/charges";

/** Frames done or failed and money spent between two moments, epoch ms. */
export type GrowthStep = {
  readonly fromMs: number;
  readonly atMs: number;
  readonly done: number;
  readonly failed: number;
  /** null: hidden from viewers. */
  readonly spend: number | null;
  /** Nothing was read for so long that only the sum is known, not its course. */
  readonly isGap: boolean;
};

/** Two polls at the slowest pace were missed. */
export const GAP_MS = 150_000;
const MINUTE_MS = 60_000;
/** The last steps stay as short as a minute, ms: the current rate is taken from them. */
const RECENT_MS = 15 * MINUTE_MS;

const sumOf = (a: GrowthStep, b: GrowthStep): GrowthStep => ({
  fromMs: a.fromMs,
  atMs: b.atMs,
  done: a.done + b.done,
  failed: a.failed + b.failed,
  spend: a.spend === null || b.spend === null ? null : roundAmount(a.spend + b.spend),
  isGap: false,
});

/** Steps that follow one another, with those that end in the same interval of `everyMs` as one. A gap stays as it is. */
export function mergeSteps(steps: readonly GrowthStep[], everyMs: number): GrowthStep[] {
  const recentFromMs = (steps.at(-1)?.atMs ?? 0) - RECENT_MS;
  const merged: GrowthStep[] = [];
  for (const step of steps) {
    const last = merged.at(-1);
    const intervalMs = step.atMs > recentFromMs ? MINUTE_MS : everyMs;
    const isSame = last && Math.floor(last.atMs / intervalMs) === Math.floor(step.atMs / intervalMs);
    if (isSame && !last.isGap && !step.isGap) merged[merged.length - 1] = sumOf(last, step);
    else merged.push(step);
  }
  return merged;
}
