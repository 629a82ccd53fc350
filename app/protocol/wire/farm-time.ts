/** Moments as the farm's filters take them: `yyyy-MM-dd HH:mm:ss` at UTC+8 (endpoints-current section 2). */

const EIGHT_HOURS = 8 * 3_600_000;

/** An epoch moment (ms) in the farm's words, to the second. */
export const toFarmMoment = (ms: number): string =>
  new Date(ms + EIGHT_HOURS).toISOString().slice(0, 19).replace("T", " ");
