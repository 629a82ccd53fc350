/** What somebody does for the team, on its way into the store. */
import type { Teammate } from "../../../protocol/team/teammate";
import type { Writer } from "../engine/engine";
import type { Action } from "../write/write-actions";

/** What the audit keeps of a change besides the change itself. `operation`: one of ownOperations. */
export type TeamAudit = Pick<Action, "person" | "operation" | "requestId" | "isUndo">;

/** Who does something, and when by the farm's clock. `audit`: its entry, written with the change; absent: nobody asked for it. */
export type TeamDeed = { readonly by: Teammate; readonly nowMs: number; readonly audit?: TeamAudit };

/** What a change was about, for the audit: tasks, a task with the id of its note, or the name of a view. */
export type TeamTarget = {
  readonly taskIds?: readonly string[];
  readonly taskId?: string;
  readonly noteId?: string;
  readonly view?: string;
};

/** A deed within a transaction. */
export type TeamChange = Omit<TeamDeed, "audit"> & {
  readonly db: Writer;
  readonly account: number;
  /** The number of this change. */
  readonly version: number;
};
