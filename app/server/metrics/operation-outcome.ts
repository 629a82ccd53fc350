/** How an operation ended, in a few kinds. */
import { SUCCESS } from "../../protocol/wire/envelope";
import type { AccessEntry } from "../../proxy/http/server-log";

/**
 * - `ok`: the farm did it
 * - `farm_refused`: the farm answered with another code
 * - `farm_failed`: no usable answer of the farm
 * - `refused`: this server refused the request
 * - `limited`: too many requests
 * - `busy`: this server has too much to do, or stops
 * - `client_gone`: the client disconnected before the answer
 * - `failed`: a fault of this server
 */
export const outcomes = [
  "ok",
  "farm_refused",
  "farm_failed",
  "refused",
  "limited",
  "busy",
  "client_gone",
  "failed",
] as const;

export type Outcome = (typeof outcomes)[number];

const byStatus: ReadonlyMap<number, Outcome> = new Map([
  [429, "limited"],
  [499, "client_gone"],
  [502, "farm_failed"],
  [503, "busy"],
  [504, "farm_failed"],
]);

export function outcomeOf({ status, code }: Pick<AccessEntry, "status" | "code">): Outcome {
  if (status < 400) return code === SUCCESS ? "ok" : "farm_refused";
  return byStatus.get(status) ?? (status < 500 ? "refused" : "failed");
}
