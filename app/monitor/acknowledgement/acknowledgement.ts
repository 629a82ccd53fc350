/** How long an acknowledgement is valid, and those that this browser keeps where there is no server. */
import { type Acknowledgement, followFailures, troubles } from "../../protocol/team/acknowledgement";
import type { Trouble } from "../bands/trouble";

/** By task id. */
export type Acknowledgements = Readonly<Record<string, Acknowledgement>>;

/** A task's trouble in the newest data. */
export type TroubleFacts = { readonly failed: number; readonly trouble: Trouble };

/** Whether an acknowledgement covers the newest data: no more failures, and nothing worse. */
export const isValid = ({ failed, trouble }: Acknowledgement, now: TroubleFacts): boolean =>
  now.trouble !== null && now.failed <= failed && troubles.indexOf(now.trouble) <= troubles.indexOf(trouble);

/** The valid acknowledgements after a poll, without those of removed tasks. The same object when nothing changed. */
export function updateAcknowledgements(
  all: Acknowledgements,
  facts: ReadonlyMap<number, TroubleFacts>,
): Acknowledgements {
  let changed = false;
  const next: Record<string, Acknowledgement> = {};
  for (const [id, acknowledgement] of Object.entries(all)) {
    const now = facts.get(Number(id));
    const followed = now && isValid(acknowledgement, now) ? followFailures(acknowledgement, now.failed) : null;
    if (followed !== acknowledgement) changed = true;
    if (followed) next[id] = followed;
  }
  return changed ? next : all;
}
