/** Actions as they were recorded. */
import type { Kysely } from "kysely";
import * as z from "zod/mini";
import { safeJsonParse } from "../../../protocol/wire/safe-json-parse";
import type { ActionTable, Tables } from "../schema";
import type { Action } from "../write/write-actions";

export type StoredAction = Action & { readonly id: string };

const targetIds = z.array(z.string());

const toAction = ({ request_id, at_ms, targets, details, ...row }: ActionTable): StoredAction => ({
  id: row.id,
  atMs: at_ms,
  person: row.person,
  operation: row.operation,
  targets: targetIds.parse(safeJsonParse(targets)),
  outcome: row.outcome,
  code: row.code,
  requestId: request_id,
  ...(details === null ? {} : { details: safeJsonParse(details) }),
});

/** The actions in a range, newest first, at most `limit`. `toMs` is not part of the range. */
export async function readActions(
  db: Kysely<Tables>,
  account: number,
  fromMs: number,
  toMs: number,
  limit: number,
): Promise<StoredAction[]> {
  const rows = await db
    .selectFrom("action")
    .selectAll()
    .where("account", "=", account)
    .where("at_ms", ">=", fromMs)
    .where("at_ms", "<", toMs)
    .orderBy("at_ms", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toAction);
}

/** The members of a request that name tasks and layers; `ids` are frames. */
const namedTasks = z.object({
  taskId: z.optional(z.unknown()),
  taskIds: z.optional(z.unknown()),
  taskParam: z.optional(z.unknown()),
});

function namesOneOf({ details }: StoredAction, ids: ReadonlySet<string>): boolean {
  const named = z.safeParse(namedTasks, details);
  return (
    named.success &&
    Object.values(named.data)
      .flat()
      .some((id) => ids.has(String(id)))
  );
}

/** The actions since a moment that name one of these tasks and layers, newest first, at most `limit`. */
export async function readActionsOfTasks(
  db: Kysely<Tables>,
  account: number,
  { ids, fromMs, limit }: { readonly ids: readonly string[]; readonly fromMs: number; readonly limit: number },
): Promise<StoredAction[]> {
  const rows = await db
    .selectFrom("action")
    .selectAll()
    .where("account", "=", account)
    .where("at_ms", ">=", fromMs)
    .where((on) => on.or(ids.map((id) => on("targets", "like", `%"${id}"%`))))
    .orderBy("at_ms", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  // A target may also be a frame or a name that reads like the id.
  return rows.map(toAction).filter((action) => namesOneOf(action, new Set(ids)));
}
