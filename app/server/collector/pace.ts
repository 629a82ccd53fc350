/** How long the collector waits between two polls of the farm. */

export type PaceInput = {
  /** List pages are still to be read. */
  readonly isLoading: boolean;
  /** A task renders or waits. */
  readonly isBusy: boolean;
  /** A page asked within WATCHED_MS. */
  readonly isWatched: boolean;
  readonly failuresInARow: number;
};

/** A visible page asks every 5 to 15 s. */
export const WATCHED_MS = 40_000;
/** Something renders and somebody looks: frames rarely take less. */
const FAST_MS = 5000;
/** Nobody looks, or nothing renders. */
const CALM_MS = 15_000;
/** Nobody looks and nothing renders. */
const SLOW_MS = 60_000;
const FIRST_RETRY_MS = 2000;

/** Milliseconds until the next poll. Failures double the wait, up to a minute. */
export function pollDelayMs({ isLoading, isBusy, isWatched, failuresInARow }: PaceInput): number {
  if (failuresInARow > 0) return Math.min(SLOW_MS, FIRST_RETRY_MS * 2 ** (failuresInARow - 1));
  if (isLoading) return 0;
  if (isWatched) return isBusy ? FAST_MS : CALM_MS;
  return isBusy ? CALM_MS : SLOW_MS;
}
