/** Claims: "I'm on it". At most one person is on a task, and a claim ends by itself. Moments are epoch ms on the farm's clock. */
import * as z from "zod/mini";
import { isSamePerson, type Teammate, teammateSchema } from "./teammate";

export const claimSchema = z.object({
  by: teammateSchema,
  sinceMs: z.int(),
  /** The claim ends by itself at this moment. */
  untilMs: z.int(),
});

export type Claim = z.infer<typeof claimSchema>;

/** What is kept of a task: the claim after its last change, who made that change, and the claim before it. */
export type ClaimEntry = {
  /** null: it was released. */
  readonly claim: Claim | null;
  /** The number of the change. */
  readonly version: number;
  readonly changedBy: Teammate;
  readonly former: Claim | null;
};

export type ClaimStep =
  /** `replaces`: the version of somebody else's claim that the person has confirmed to take over. */
  | { readonly kind: "claim"; readonly forMs: number; readonly replaces: number | null }
  | { readonly kind: "release" }
  /** Takes back the change of this version. */
  | { readonly kind: "undo"; readonly version: number };

/** `held`: somebody else is on the task; `changedSince`: it was changed again. */
export type ClaimRefusal = "held" | "changedSince";

/** A claim is valid for at least a minute and at most two days. */
export const claimBounds = { minMs: 60_000, maxMs: 172_800_000 } as const;

/** The claim if it has not ended by itself. */
export const validClaim = (claim: Claim | null | undefined, nowMs: number): Claim | null =>
  claim && claim.untilMs > nowMs ? claim : null;

/** The entry after a step of a person, or why there is no such step. `version`: the number of the change. */
export function claimAfter(
  entry: ClaimEntry | null,
  step: ClaimStep,
  { by, nowMs, version }: { readonly by: Teammate; readonly nowMs: number; readonly version: number },
): ClaimEntry | ClaimRefusal {
  const current = validClaim(entry?.claim, nowMs);
  if (step.kind === "undo") {
    const isOwn = entry !== null && entry.version === step.version && isSamePerson(entry.changedBy, by);
    return isOwn ? { claim: validClaim(entry.former, nowMs), version, changedBy: by, former: null } : "changedSince";
  }
  const isHolder = current !== null && isSamePerson(current.by, by);
  if (step.kind === "release") {
    if (current === null) return "changedSince";
    return isHolder ? { claim: null, version, changedBy: by, former: current } : "held";
  }
  if (current !== null && !isHolder && step.replaces !== entry?.version) return "held";
  const sinceMs = isHolder ? current.sinceMs : nowMs;
  return { claim: { by, sinceMs, untilMs: nowMs + step.forMs }, version, changedBy: by, former: current };
}
