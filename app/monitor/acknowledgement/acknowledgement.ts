/** "Seen by Lin": troubles that somebody in front of this screen has acknowledged, and how long that is valid. */
import { type Trouble, troubles } from "../bands/trouble";

export type Acknowledgement = {
  readonly by: string;
  readonly atMs: number;
  /** Failed frames at that time. It follows the count down, so that new failures after a rerender are not acknowledged. */
  readonly failed: number;
  readonly trouble: NonNullable<Trouble>;
};
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
    if (!now || !isValid(acknowledgement, now)) {
      changed = true;
    } else if (now.failed < acknowledgement.failed) {
      changed = true;
      next[id] = { ...acknowledgement, failed: now.failed };
    } else {
      next[id] = acknowledgement;
    }
  }
  return changed ? next : all;
}
