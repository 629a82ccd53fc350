import { FRAME } from "../engine/codes";
import { countOf } from "../engine/frames";
import type { Leaf } from "../engine/leaf";
import type { FrameSelector } from "../engine/runs";
import { type Body, Refusal, readIds, readOptionalIntegers, UNKNOWN } from "../wire/request-body";

/** Whether a frame neither waits nor renders. */
export const hasEnded = (status: number): boolean => status !== FRAME.rendering && countOf(status) !== "waiting";

/**
 * The frames of a request: all of the leaf, or those in the states of `status`; with `selectAll` false those of `ids`, which must be
 * frames of this leaf (404).
 */
export function readFrameSelection(leaf: Leaf, body: Body, selectAll: boolean): FrameSelector {
  if (selectAll) {
    const statuses = readOptionalIntegers(body, "status");
    return (_, status) => !statuses?.length || statuses.includes(status);
  }
  const indexes = new Set(readIds(body, "ids").map((id) => id - leaf.firstFrameId));
  for (const index of indexes) if (index < 0 || index >= leaf.plan.count) throw new Refusal(UNKNOWN);
  return (index) => indexes.has(index);
}
