/** What somebody does for the team, on its way into the store. */
import type { Teammate } from "../../../protocol/team/teammate";
import type { Writer } from "../engine/engine";

/** Who does something, and when by the farm's clock. */
export type TeamDeed = { readonly by: Teammate; readonly nowMs: number };

/** A deed within a transaction. */
export type TeamChange = TeamDeed & {
  readonly db: Writer;
  readonly account: number;
  /** The number of this change. */
  readonly version: number;
};
