/** What became of a write, as our server knows it. */
import { SUCCESS } from "./envelope";
import type { WriteCertainty } from "./failure";
import { certaintyOf } from "./refusals";

/** "refused" by the farm or by our server; "not-sent" and "unknown": it failed, and this is known of its effect. */
export const writeOutcomes = ["accepted", "refused", "unknown", "not-sent"] as const;
export type WriteResultOutcome = (typeof writeOutcomes)[number];

export const isWriteOutcome = (name: string): name is WriteResultOutcome =>
  writeOutcomes.some((outcome) => outcome === name);

/** `code` is the farm's, null without an answer. */
export type WriteResult = { readonly outcome: WriteResultOutcome; readonly code: number | null };

/** The outcome of a write that the farm answered with a code. */
export function outcomeOfCode(code: number): Exclude<WriteResultOutcome, WriteCertainty> | "unknown" {
  if (code === SUCCESS) return "accepted";
  return certaintyOf(code) === "unknown" ? "unknown" : "refused";
}
