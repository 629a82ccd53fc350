/** Spreads the collector's requests to the farm: a few at once, then at most so many per second. */

export type RequestBudget = {
  /** Resolves when the next request may be sent, in the order of the calls. */
  readonly takeTurn: () => Promise<void>;
};

type Clock = {
  /** Monotonic ms. */
  readonly now: () => number;
  readonly delay: (ms: number) => Promise<void>;
};

const systemClock: Clock = {
  now: () => performance.now(),
  delay: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms).unref();
    }),
};

/** `burst` requests at once; afterwards one per `1 / perSecond` s. */
export function createRequestBudget(perSecond: number, burst: number, clock: Clock = systemClock): RequestBudget {
  const intervalMs = 1000 / perSecond;
  /** When the burst is used up, monotonic ms: each request moves it one interval on. */
  let usedUntilMs = Number.NEGATIVE_INFINITY;
  return {
    async takeTurn() {
      const now = clock.now();
      const turnMs = Math.max(usedUntilMs, now - (burst - 1) * intervalMs);
      usedUntilMs = turnMs + intervalMs;
      if (turnMs > now) await clock.delay(turnMs - now);
    },
  };
}
