/** Keeps acknowledgements true to the list: they follow failed frames down, and end with more failures or with the task. */
import { followFailures } from "../../protocol/team/acknowledgement";
import type { ServedList } from "../live/served-list";
import type { SeenChange } from "../store/team/seen";
import type { TeamStore } from "../store/team/team-store";
import type { TeamBoard } from "./team-board";

type FollowOptions = {
  readonly store: Pick<TeamStore, "followSeen">;
  readonly board: Pick<TeamBoard, "seenOf" | "refresh">;
  /** One instance does it for all. */
  readonly isInCharge: () => boolean;
  readonly now: () => number;
};

/** Follows the list from now on. What cannot be written is followed with the next change of its task. */
export function followSeen(list: Pick<ServedList, "onStep">, { store, board, isInCharge, now }: FollowOptions): void {
  list.onStep(({ changes }) => {
    if (!isInCharge()) return;
    const updates: SeenChange[] = [];
    for (const { task, rollUp } of changes.changed) {
      const seen = board.seenOf(task.id);
      const next = seen && followFailures(seen, rollUp.counts.failed);
      if (next !== seen) updates.push([task.id, next]);
    }
    for (const id of changes.removed) if (board.seenOf(id) !== null) updates.push([id, null]);
    if (updates.length > 0) void store.followSeen(updates, now()).then(board.refresh, () => undefined);
  });
}
