/** Visits and absences of the user: a visit ends when half an hour passes without a sign of life. Moments are epoch ms. */

/** Without a key or a pointer, or with the page hidden or closed, for this long is an absence, ms. */
export const ABSENCE_MS = 30 * 60_000;

export type Absence = { readonly leftMs: number; readonly endedMs: number };

export const isAway = (signMs: number, nowMs: number): boolean => nowMs - signMs >= ABSENCE_MS;

/** When the visit ends: now, or at the last sign of life when that is an absence ago. */
export const visitUntil = (signMs: number, nowMs: number): number => (isAway(signMs, nowMs) ? signMs : nowMs);

/** The absence between the end of a visit and now; null when it is shorter than half an hour. */
export const absenceSince = (leftMs: number | null, endedMs: number): Absence | null =>
  leftMs !== null && isAway(leftMs, endedMs) ? { leftMs, endedMs } : null;
