/** The account's setting for rendered files, and the names of their states: parts that the first load does not need. */
import { OUTPUT_DAYS, type OutputState } from "./task-outputs";

/** What goes first is first. */
export const outputStates = ["soon", "kept", "fetched", "gone", "none"] as const satisfies OutputState[];

/** The days that files can be downloaded: by the farm's terms, or fewer by the account's setting. */
export const outputDaysOf = (setting: { downloadLimit: boolean | null; downloadLimitDay: number | null }): number =>
  setting.downloadLimit === false && setting.downloadLimitDay !== null && setting.downloadLimitDay > 0
    ? Math.min(OUTPUT_DAYS, setting.downloadLimitDay)
    : OUTPUT_DAYS;
