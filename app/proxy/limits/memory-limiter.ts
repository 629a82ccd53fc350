/** Counts requests by key in this process, for a bounded number of keys. */
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** How many requests of one key pass in a window of time. */
export type LimitRule = { readonly points: number; readonly seconds: number };

/** What a limiter says of one more request. */
export type LimitResult = {
  /** Until the window of the key ends, ms; 0: the request may pass. */
  readonly waitMs: number;
  /** Whether it is the first refused one of its window. */
  readonly isFirst: boolean;
};

/** Counts one request of the key. Rejects only if it cannot count. */
export type Limiter = (key: string) => Promise<LimitResult>;

/**
 * Keys that are counted at the same time. Who has more addresses than these is not stopped by a bound per address anyway, so the
 * oldest key is forgotten: 10,000 take about 5 MB.
 */
export const MAX_KEYS = 10_000;

export const passed: LimitResult = { waitMs: 0, isFirst: false };

/** The result of a limiter of the library that rejected; throws its error if it could not count. */
export function refusalOf(reason: unknown, { points }: LimitRule): LimitResult {
  if (!(reason instanceof RateLimiterRes)) throw reason;
  return { waitMs: Math.max(1, reason.msBeforeNext), isFirst: reason.consumedPoints === points + 1 };
}

/** Counts in the memory of this process. */
export function createMemoryLimiter(rule: LimitRule, maxKeys = MAX_KEYS): Limiter {
  const { points, seconds: duration } = rule;
  const limiter = new RateLimiterMemory({ points, duration, keyPrefix: "" });
  /** In the order in which they came; some of them may have no window any more. */
  const keys = new Set<string>();

  const remember = (key: string) => {
    if (keys.has(key)) return;
    keys.add(key);
    const [oldest] = keys;
    if (keys.size <= maxKeys || oldest === undefined) return;
    keys.delete(oldest);
    // Its promise is settled already: the memory of the library is synchronous.
    void limiter.delete(oldest);
  };

  return (key) => {
    remember(key);
    return limiter.consume(key).then(
      () => passed,
      (reason: unknown) => refusalOf(reason, rule),
    );
  };
}
