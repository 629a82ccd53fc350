/** The outcomes of a write that takes several requests, counted so that they add up. */
import type { Failure } from "../../protocol/wire/failure";

/** What happened to one target of a write. */
export type WriteResult = {
  /** Its request was sent; false after the failure of an earlier one. */
  readonly isSent: boolean;
  readonly failure: Failure | null;
  /** Read back, the target shows the effect. */
  readonly hasEffect: boolean;
};

export type WriteOutcomeKind = "done" | "accepted" | "refused" | "unknown" | "notSent";

/** Effect seen at the farm, accepted without an effect yet, refused, unknown, or not sent. */
export function outcomeOf({ isSent, failure, hasEffect }: WriteResult): WriteOutcomeKind {
  if (!isSent) return "notSent";
  if (failure === null) return hasEffect ? "done" : "accepted";
  if (failure.certainty === "unknown") return hasEffect ? "done" : "unknown";
  return "refused";
}

export type FailedCount = { readonly failure: Failure; readonly count: number };

/** Numbers of targets. `accepted` includes those whose effect is seen although the request got no answer. */
export type WriteSummary = {
  readonly accepted: number;
  readonly refused: readonly FailedCount[];
  readonly unknown: readonly FailedCount[];
  readonly notSent: number;
};

/** Failures with the same text. */
const keyOf = (failure: Failure): string => {
  if (failure.kind === "farm") return `farm ${failure.code}`;
  return failure.kind === "proxy" ? `proxy ${failure.problem} ${failure.status}` : failure.kind;
};

export function summarize(results: readonly WriteResult[]): WriteSummary {
  const failed = { refused: new Map<string, FailedCount>(), unknown: new Map<string, FailedCount>() };
  let accepted = 0;
  let notSent = 0;
  for (const result of results) {
    const kind = outcomeOf(result);
    if (kind === "notSent") notSent += 1;
    else if (kind === "done" || kind === "accepted") accepted += 1;
    else if (result.failure !== null) {
      const key = keyOf(result.failure);
      const count = (failed[kind].get(key)?.count ?? 0) + 1;
      failed[kind].set(key, { failure: result.failure, count });
    }
  }
  return { accepted, refused: [...failed.refused.values()], unknown: [...failed.unknown.values()], notSent };
}
