/** Moments in the format of the farm's filters: `yyyy-MM-dd HH:mm:ss` at UTC+8 (endpoints-current section 2). */

const EIGHT_HOURS = 8 * 3_600_000;

/** Formats an epoch moment (ms) for the farm, to the second. */
export const toFarmMoment = (ms: number): string =>
  new Date(ms + EIGHT_HOURS).toISOString().slice(0, 19).replace("T", " ");
