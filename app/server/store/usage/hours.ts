/** Hours since the epoch. */

export const HOUR_MS = 3_600_000;

/** The hour that contains a moment. */
export const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS);
