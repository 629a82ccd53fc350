/** Data older than this is called old and may not be acted on, ms (design rule 2). */
export const OLD_MS = 60_000;
