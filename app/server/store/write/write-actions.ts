/** Actions: written by every instance, not by the leader alone. */
import type { Person } from "../../../protocol/person";
import type { ShownPrice } from "../../../protocol/wire/write-note";
import type { Writer } from "../engine/engine";
import { columnText, jsonText, keyText, plainId, plainName } from "../engine/sql-values";
import { forRows } from "./bulk";

/** A write through Renderdeck, or its refusal. */
export type Action = {
  readonly atMs: number;
  readonly person: Person;
  readonly operation: string;
  /** Ids and names of what it was about; of long lists the first ones. */
  readonly targets: readonly string[];
  /** Ids of the tasks and layers that it names, all of them. */
  readonly tasks: readonly string[];
  /** One of writeOutcomes in protocol/wire/write-result.ts. */
  readonly outcome: string;
  /** The farm's code; null without an answer. */
  readonly code: number | null;
  /** Name of the problem without an answer; null: there is one. */
  readonly problem: string | null;
  readonly requestId: string | null;
  /** What the user was shown; null: no price, or the client did not say. */
  readonly price: ShownPrice | null;
  /** It takes another write back. */
  readonly isUndo: boolean;
  /** Anything that JSON holds. */
  readonly details?: unknown;
};

/** Writes an action once, whatever happens to the confirmation of its commit. */
export async function writeAction(db: Writer, account: number, id: string, action: Action): Promise<void> {
  const { atMs, person, price } = action;
  await db
    .insertInto("action")
    .values({
      account,
      id,
      at_ms: atMs,
      person: plainId(person.id),
      person_name: plainName(person.name),
      role: person.role,
      source: person.source,
      operation: keyText(action.operation),
      targets: jsonText(action.targets),
      outcome: keyText(action.outcome),
      code: action.code,
      problem: action.problem === null ? null : columnText(action.problem),
      request_id: action.requestId === null ? null : keyText(action.requestId),
      price: price === null ? null : jsonText(price),
      is_undo: action.isUndo ? 1 : 0,
      details: action.details === undefined ? null : jsonText(action.details),
    })
    .onConflict((conflict) => conflict.columns(["account", "at_ms", "id"]).doNothing())
    .execute();
  const tasks = [...new Set(action.tasks.map(keyText))];
  await forRows(tasks, (chunk) =>
    db
      .insertInto("action_target")
      .values(chunk.map((target) => ({ account, target, at_ms: atMs, action_id: id })))
      .onConflict((conflict) => conflict.columns(["account", "target", "at_ms", "action_id"]).doNothing())
      .execute(),
  );
}
