/** What the Monitor shows of the growth of the account: sums since a time, the current rate, and curves. */

import type { GrowthStep } from "../../mirror/growth-steps";
import { roundAmount } from "../../protocol/charges";

const MINUTE = 60_000;

/** Points of a curve: the width has room for no more. */
const POINTS = 240;

/** Length of the intervals of the curves of a period: whole minutes, ms. */
export const intervalOf = (fromMs: number, toMs: number, points = POINTS): number =>
  Math.max(1, Math.ceil((toMs - fromMs) / MINUTE / points)) * MINUTE;

export type GrowthSince = {
  readonly done: number;
  readonly failed: number;
  /** null: hidden from viewers. */
  readonly spend: number | null;
  /** When the counting begins; null: nothing was recorded. */
  readonly countedFromMs: number | null;
};

/** Growth since a time, and when recording of it began. A gap across that time cannot be divided and is left out. */
export function growthSince(steps: readonly GrowthStep[], sinceMs: number): GrowthSince {
  const last = steps.at(-1);
  const counted = steps.filter(({ fromMs, atMs, isGap }) => atMs > sinceMs && !(isGap && fromMs < sinceMs));
  const first = counted[0];
  return {
    done: counted.reduce((sum, { done }) => sum + done, 0),
    failed: counted.reduce((sum, { failed }) => sum + failed, 0),
    spend: counted.some(({ spend }) => spend === null)
      ? null
      : roundAmount(counted.reduce((sum, { spend }) => sum + (spend ?? 0), 0)),
    countedFromMs: first ? Math.max(sinceMs, first.fromMs) : last && last.atMs > sinceMs ? last.atMs : null,
  };
}

/** Frames a minute over the last minutes; null when less than one minute of them was recorded. */
export function currentRate(steps: readonly GrowthStep[], nowMs: number, minutes: number): number | null {
  const recent = steps.filter(({ atMs, isGap }) => !isGap && atMs > nowMs - minutes * MINUTE);
  const watchedMs = recent.reduce((sum, { fromMs, atMs }) => sum + atMs - fromMs, 0);
  if (watchedMs < MINUTE) return null;
  return recent.reduce((sum, { done }) => sum + done, 0) / (watchedMs / MINUTE);
}

/** Points of the curves: x in epoch seconds, frames a minute, money spent since the first point. null: not recorded. */
export type Curves = { readonly x: number[]; readonly rate: (number | null)[]; readonly spend: (number | null)[] };

type Interval = { done: number; spend: number; watchedMs: number; endsGap: boolean };

/** At most `points` intervals of whole minutes between two moments; a step that crosses several is divided among them. */
export function curves(steps: readonly GrowthStep[], fromMs: number, toMs: number, points = POINTS): Curves {
  const lengthMs = intervalOf(fromMs, toMs, points);
  const intervals = Array.from(
    { length: Math.ceil((toMs - fromMs) / lengthMs) },
    (): Interval => ({ done: 0, spend: 0, watchedMs: 0, endsGap: false }),
  );
  const indexOf = (ms: number) => Math.max(0, Math.floor((ms - fromMs) / lengthMs));
  for (const step of steps) {
    if (step.atMs <= fromMs || step.atMs === step.fromMs) continue;
    if (step.isGap) {
      const interval = intervals[indexOf(step.atMs)];
      if (interval && step.fromMs >= fromMs) interval.spend += step.spend ?? 0;
      if (interval) interval.endsGap = true;
      continue;
    }
    for (const [offset, interval] of intervals.slice(indexOf(step.fromMs), indexOf(step.atMs) + 1).entries()) {
      const startMs = fromMs + (indexOf(step.fromMs) + offset) * lengthMs;
      const insideMs = Math.min(startMs + lengthMs, step.atMs) - Math.max(startMs, step.fromMs);
      const share = insideMs / (step.atMs - step.fromMs);
      interval.done += step.done * share;
      interval.spend += (step.spend ?? 0) * share;
      interval.watchedMs += insideMs;
    }
  }
  let spent = 0;
  return {
    x: intervals.map((_, index) => (fromMs + index * lengthMs) / 1000),
    rate: intervals.map(({ done, watchedMs }) => (watchedMs > 0 ? done / (watchedMs / MINUTE) : null)),
    spend: intervals.map(({ spend, watchedMs, endsGap }) => {
      spent += spend;
      return watchedMs > 0 || endsGap ? roundAmount(spent) : null;
    }),
  };
}

/** A time without samples that is not mentioned, at the start and at the end of the period, ms. */
const UNMENTIONED_MS = 150_000;

/** What the figures leave out; null: nothing. */
export type Remark =
  | { readonly kind: "none" }
  | { readonly kind: "from"; readonly ms: number }
  | { readonly kind: "until"; readonly ms: number };

/** Says whether recording began after the start of the period, or has stopped. */
export function remarkOf(steps: readonly GrowthStep[], sinceMs: number, nowMs: number): Remark | null {
  const { countedFromMs } = growthSince(steps, sinceMs);
  const last = steps.at(-1);
  if (countedFromMs === null || !last) return { kind: "none" };
  if (nowMs - last.atMs > UNMENTIONED_MS) return { kind: "until", ms: last.atMs };
  return countedFromMs - sinceMs > UNMENTIONED_MS ? { kind: "from", ms: countedFromMs } : null;
}
