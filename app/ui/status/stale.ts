/** Data older than this is stale and must be refreshed before an action (design rule 2). */
export const STALE_AFTER_MS = 60_000;
