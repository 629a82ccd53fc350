/** The farm's clock as far as it is known: an offset to ours, corrected only when a signature was refused for it. */

/** A difference that no network delay explains; the farm's own tolerance is documented nowhere. */
const TOLERANCE_MS = 5000;

export type FarmClock = {
  /** Epoch milliseconds by the farm's clock. */
  readonly now: () => number;
  readonly offsetMs: () => number;
  /** Takes over the farm's time; false if a request signed with `offsetUsedMs` was not off by more than a network delay. */
  readonly correct: (serverTimeMs: number, offsetUsedMs: number) => boolean;
};

/** Starts in step with `localNow` (epoch ms). */
export function createFarmClock(localNow: () => number): FarmClock {
  let offset = 0;
  return {
    now: () => localNow() + offset,
    offsetMs: () => offset,
    correct(serverTimeMs, offsetUsedMs) {
      const actual = serverTimeMs - localNow();
      if (Math.abs(actual - offsetUsedMs) <= TOLERANCE_MS) return false;
      offset = actual;
      return true;
    },
  };
}
