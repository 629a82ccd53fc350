/** What the team has noted beside the farm's data: how the server tells it to pages, and what a page holds of it. */
import type { Acknowledgement } from "./acknowledgement";
import type { Claim } from "./claims";
import type { FetchedMark } from "./fetched";
import type { SharedView } from "./team-views";

/** A claim with the version that a take-over has to name. */
export type VersionedClaim = Claim & { readonly version: number };

/** By top-level task; null or 0: there is none any more. */
type ByTask<Value> = readonly (readonly [taskId: number, value: Value])[];

/** Everything, or what changed since the place that a page has sent. */
export type TeamChanges = {
  /** Where the page is with this. */
  readonly at: string;
  readonly isWhole: boolean;
  readonly claims: ByTask<VersionedClaim | null>;
  /** Notes that were not deleted. */
  readonly notes: ByTask<number>;
  /** Acknowledged troubles. */
  readonly seen: ByTask<Acknowledgement | null>;
  /** All shared views, if one of them has changed. */
  readonly views?: readonly SharedView[];
  /** Tasks whose rendered files somebody has. */
  readonly fetched: ByTask<FetchedMark | null>;
};

/** The answer to GET /api/team; null: nothing that the page does not have. */
export type TeamAnswer = { readonly team: TeamChanges | null };

/** The answer to a write; `version`: the number of the change, which an undo has to name. */
export type TeamWriteAnswer = TeamAnswer & { readonly version: number };

export type TeamState = {
  readonly at: string;
  /** Claims that have ended by themselves are among them; see validClaim. */
  readonly claims: ReadonlyMap<number, VersionedClaim>;
  readonly notes: ReadonlyMap<number, number>;
  readonly seen: ReadonlyMap<number, Acknowledgement>;
  readonly views: readonly SharedView[];
  /** Also marks of files that were rendered anew since; see fetchedMark. */
  readonly fetched: ReadonlyMap<number, FetchedMark>;
};

function merge<Value>(before: ReadonlyMap<number, Value> | undefined, changes: ByTask<Value | null>) {
  if (before && changes.length === 0) return before;
  const next = new Map(before);
  for (const [id, value] of changes) {
    if (value) next.set(id, value);
    else next.delete(id);
  }
  return next;
}

/** The state after some changes. */
export function applyTeam(state: TeamState | null, changes: TeamChanges): TeamState {
  const before = changes.isWhole ? null : state;
  return {
    at: changes.at,
    claims: merge(before?.claims, changes.claims),
    notes: merge(before?.notes, changes.notes),
    seen: merge(before?.seen, changes.seen),
    views: changes.views ?? before?.views ?? [],
    fetched: merge(before?.fetched, changes.fetched),
  };
}
