/** The interval between polls. */

/** The user's choice: adaptive, a fixed number of seconds, or off. */
export type PollingChoice = "auto" | "5" | "15" | "60" | "off";

/** Seconds between polls while something renders: frames rarely take less, and the farm is a shared service. */
const BUSY_SECONDS = 5;
/** Seconds between polls while nothing is active. */
const CALM_SECONDS = 15;
/** Seconds until the poll after a failed one. */
const FAILED_SECONDS = 10;

/** Milliseconds until the next poll; false when the user switched polling off. */
export function pollingInterval(choice: PollingChoice, state: { isBusy: boolean; hasFailed: boolean }): number | false {
  if (choice === "off") return false;
  if (choice !== "auto") return Number(choice) * 1000;
  if (state.hasFailed) return FAILED_SECONDS * 1000;
  return (state.isBusy ? BUSY_SECONDS : CALM_SECONDS) * 1000;
}
