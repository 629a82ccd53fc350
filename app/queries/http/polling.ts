/** How often live data is asked for again. */

/** The user's choice: adaptive, a fixed number of seconds, or off. */
export type PollingChoice = "auto" | "5" | "15" | "60" | "off";

/** Seconds between refreshes while something renders: a frame rarely ends sooner, and the farm is a shared service. */
const BUSY_SECONDS = 5;
/** Seconds between refreshes while nothing moves. */
const CALM_SECONDS = 15;
/** Seconds before trying again after a failure. */
const FAILED_SECONDS = 10;

/** Milliseconds until the next refresh; false: none (the user switched polling off). */
export function pollingInterval(choice: PollingChoice, state: { busy: boolean; failed: boolean }): number | false {
  if (choice === "off") return false;
  if (choice !== "auto") return Number(choice) * 1000;
  if (state.failed) return FAILED_SECONDS * 1000;
  return (state.busy ? BUSY_SECONDS : CALM_SECONDS) * 1000;
}
