/** Actions: written by every instance, not by the leader alone. */
import type { Writer } from "../engine/engine";
import { columnText, jsonText, keyText } from "../engine/sql-values";

/** A write through Renderdeck, or its refusal. */
export type Action = {
  readonly atMs: number;
  /** Who: the name of the person or token, or the address where nobody signs in. */
  readonly person: string;
  readonly operation: string;
  /** Ids of what it was about. */
  readonly targets: readonly string[];
  /** Such as "accepted", "refused", "unknown". */
  readonly outcome: string;
  /** The farm's code; null without an answer. */
  readonly code: number | null;
  readonly requestId: string | null;
  /** Anything that JSON holds. */
  readonly details?: unknown;
};

/** Writes an action once, whatever happens to the confirmation of its commit. */
export async function writeAction(db: Writer, account: number, id: string, action: Action): Promise<void> {
  await db
    .insertInto("action")
    .values({
      account,
      id,
      at_ms: action.atMs,
      person: columnText(action.person),
      operation: columnText(action.operation),
      targets: jsonText(action.targets),
      outcome: columnText(action.outcome),
      code: action.code,
      request_id: action.requestId === null ? null : keyText(action.requestId),
      details: action.details === undefined ? null : jsonText(action.details),
    })
    .onConflict((conflict) => conflict.columns(["account", "at_ms", "id"]).doNothing())
    .execute();
}
