/** What is wrong with the way from the page over our server to the farm, as the status line names it. */
import type { CollectorState } from "../../mirror/live-tasks";
import { refusesAccount } from "../../protocol/wire/refusals";
import type { Connection } from "./connection";

/**
 * "noFarm": our server does not reach the farm; "badKey": the farm refuses the account or its key;
 * "refused": the farm refuses for another reason; "behind": our server reads the farm too slowly.
 */
export type ConnectionProblem = "noFarm" | "badKey" | "refused" | "behind";

/** Polls that may be missed before the server is behind. */
const MISSED_POLLS = 3;
/** A poll that takes less is never too slow, ms. */
const MIN_BEHIND_MS = 60_000;

/** null: nothing is wrong, nothing was asked yet, or our server does not respond. `collector.nowMs`: the server's clock at its last answer, epoch ms. */
export function connectionProblem(
  { state, failure }: Pick<Connection, "state" | "failure">,
  collector: (CollectorState & { readonly nowMs: number }) | null,
): ConnectionProblem | null {
  if (state === "down" && failure) {
    if (failure.kind === "network") return null;
    if (failure.kind !== "farm") return "noFarm";
    return refusesAccount(failure.code) ? "badKey" : "refused";
  }
  if (!collector || collector.lastGoodReadMs === null) return null;
  const isBehind =
    collector.nowMs - collector.lastGoodReadMs > Math.max(MIN_BEHIND_MS, MISSED_POLLS * collector.paceMs);
  return isBehind ? "behind" : null;
}
