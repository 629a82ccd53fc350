/** The filter by claims: its values on the URL, and the tasks that they accept. */
import { validClaim } from "../../protocol/team/claims";
import type { TeamState } from "../../protocol/team/team-changes";
import { isSamePerson, type Teammate } from "../../protocol/team/teammate";

/** Tasks that nobody is on, and those of whoever opens the link. */
export const NOBODY = "-";
export const ME = "*";
/** Before a name that nobody has checked: it is never the id of a person. */
const UNVERIFIED = "~";

export const holderValue = ({ id, name }: Teammate): string => (id === "" ? `${UNVERIFIED}${name}` : id);

/** The name in a value, if it has one. */
export const nameInValue = (value: string): string | undefined =>
  value.startsWith(UNVERIFIED) ? value.slice(UNVERIFIED.length) : undefined;

type Moment = { readonly self: Teammate | null; readonly nowMs: number };

/** The values that a task has: of nobody, or of its holder, who may be the own person too. */
export function claimValues(team: Pick<TeamState, "claims">, taskId: number, { self, nowMs }: Moment): string[] {
  const claim = validClaim(team.claims.get(taskId), nowMs);
  if (!claim) return [NOBODY];
  return [holderValue(claim.by), ...(self && isSamePerson(claim.by, self) ? [ME] : [])];
}

/** The tasks that a filter accepts; all of them where no server keeps claims. */
export const claimTest = (chosen: readonly string[], team: Pick<TeamState, "claims"> | null, moment: Moment) => ({
  has: (taskId: number) => team === null || claimValues(team, taskId, moment).some((value) => chosen.includes(value)),
});
