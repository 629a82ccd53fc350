/** Which samples are given up as they grow old. */

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Younger than 7 days: every sample; then the last of each 5 minutes; after 90 more days the last of each hour. */
export const steps = [
  { fromAgeMs: 97 * DAY_MS, intervalMs: 60 * MINUTE_MS },
  { fromAgeMs: 7 * DAY_MS, intervalMs: 5 * MINUTE_MS },
] as const;

export type Sampled = {
  /** What the samples are of. */
  readonly series: string;
  readonly atMs: number;
  /** A count fell here or right after it. Sums of rises need it, so it stays. */
  readonly isTurn: boolean;
};

/**
 * The samples to delete, of a list in the order of series and time. A sample goes only when the next one of its series is in the
 * list and in the same interval, so the last one of a series always stays, and lists may be cut anywhere.
 */
export function samplesToDelete<Sample extends Sampled>(samples: readonly Sample[], nowMs: number): Sample[] {
  return samples.filter((sample, index) => {
    const next = samples[index + 1];
    if (sample.isTurn || next?.series !== sample.series) return false;
    const step = steps.find(({ fromAgeMs }) => nowMs - sample.atMs >= fromAgeMs);
    return step !== undefined && intervalOf(sample, step.intervalMs) === intervalOf(next, step.intervalMs);
  });
}

const intervalOf = ({ atMs }: Sampled, intervalMs: number): number => Math.floor(atMs / intervalMs);
