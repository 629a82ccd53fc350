/** "Seen by Lin": which troubles somebody in front of this screen has taken notice of. Pure rules. */
import type { Trouble } from "../tiles/trouble";

export type Seen = {
  readonly by: string;
  readonly atMs: number;
  /** Failed frames that were known then; follows the count down, so that a rerender's new failures are news. */
  readonly failed: number;
  readonly trouble: NonNullable<Trouble>;
};
/** By task id. */
export type SeenTasks = Readonly<Record<string, Seen>>;

/** What a task's trouble is now. */
export type TroubleFacts = { readonly failed: number; readonly trouble: Trouble };

/** Whether the notice still covers what is wrong: no more failures, and nothing worse. */
export const covers = (seen: Seen, now: TroubleFacts): boolean =>
  now.trouble !== null && now.failed <= seen.failed && (now.trouble === seen.trouble || now.trouble === "stuck");

/** The notices after one more reading of the farm. The same value when nothing changed; what is not on the farm any more is dropped. */
export function followSeen(all: SeenTasks, facts: ReadonlyMap<number, TroubleFacts>): SeenTasks {
  let changed = false;
  const next: Record<string, Seen> = {};
  for (const [id, seen] of Object.entries(all)) {
    const now = facts.get(Number(id));
    if (!now || !covers(seen, now)) {
      changed = true;
    } else if (now.failed < seen.failed) {
      changed = true;
      next[id] = { ...seen, failed: now.failed };
    } else {
      next[id] = seen;
    }
  }
  return changed ? next : all;
}
