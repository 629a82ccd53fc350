const EIGHT_HOURS_MS = 8 * 3_600_000;

/** An epoch moment (ms) as `yyyy-MM-dd HH:mm:ss` at UTC+8, the time zone of the farm. */
export const formatFarmTime = (ms: number): string =>
  new Date(ms + EIGHT_HOURS_MS).toISOString().slice(0, 19).replace("T", " ");
