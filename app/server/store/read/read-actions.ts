/** Actions as they were recorded, newest first. */
import { type Kysely, sql } from "kysely";
import * as z from "zod/mini";
import { safeJsonParse } from "../../../protocol/wire/safe-json-parse";
import type { ShownPrice } from "../../../protocol/wire/write-note";
import type { ActionTable, Tables } from "../schema";
import { forIds } from "../write/bulk";
import type { Action } from "../write/write-actions";

export type StoredAction = Omit<Action, "person" | "tasks"> & {
  readonly id: string;
  /** Role and source are null in entries of an older program, which recorded no person. */
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly role: string | null;
    readonly source: string | null;
  };
};

/** Which actions; an absent member excludes none. `toMs` is not part of the range. */
export type ActionFilter = {
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** Id of the person. */
  readonly person?: string | undefined;
  /** One of these operations. */
  readonly operations?: readonly string[] | undefined;
  readonly outcome?: string | undefined;
  /** Id of a task or layer that the action names. */
  readonly task?: string | undefined;
};

/** The last action of a page: the next one begins after it. Moments are not unique, so the id belongs to it. */
export type ActionCursor = Pick<StoredAction, "atMs" | "id">;

const targetIds = z.array(z.string());
const shownPrice: z.ZodMiniType<ShownPrice> = z.object({
  low: z.number(),
  high: z.number(),
  currency: z.enum(["CNY", "USD"]),
});

const toAction = ({ request_id, at_ms, targets, details, price, ...row }: ActionTable): StoredAction => ({
  id: row.id,
  atMs: at_ms,
  person: { id: row.person, name: row.person_name, role: row.role, source: row.source },
  operation: row.operation,
  targets: targetIds.parse(safeJsonParse(targets)),
  outcome: row.outcome,
  code: row.code,
  problem: row.problem,
  requestId: request_id,
  price: price === null ? null : shownPrice.parse(safeJsonParse(price)),
  isUndo: row.is_undo === 1,
  ...(details === null ? {} : { details: safeJsonParse(details) }),
});

/** The actions of a filter after a cursor, at most `limit`. */
export async function readActions(
  db: Kysely<Tables>,
  account: number,
  filter: ActionFilter,
  { after = null, limit }: { readonly after?: ActionCursor | null; readonly limit: number },
): Promise<StoredAction[]> {
  const { fromMs, toMs, person, operations, outcome, task } = filter;
  let query = db.selectFrom("action").selectAll().where("account", "=", account);
  if (fromMs !== undefined) query = query.where("at_ms", ">=", fromMs);
  if (toMs !== undefined) query = query.where("at_ms", "<", toMs);
  if (person !== undefined) query = query.where("person", "=", person);
  if (operations !== undefined) query = query.where("operation", "in", operations);
  if (outcome !== undefined) query = query.where("outcome", "=", outcome);
  if (task !== undefined)
    query = query.where(
      sql<boolean>`(at_ms, id) in (select at_ms, action_id from action_target where account = ${account} and target = ${task})`,
    );
  if (after)
    query = query
      .where("at_ms", "<=", after.atMs)
      .where((on) => on.or([on("at_ms", "<", after.atMs), on("id", "<", after.id)]));
  const rows = await query.orderBy("at_ms", "desc").orderBy("id", "desc").limit(limit).execute();
  return rows.map(toAction);
}

/** The actions since a moment that name one of these tasks and layers, newest first, at most `limit`. */
export async function readActionsOfTasks(
  db: Kysely<Tables>,
  account: number,
  { ids, fromMs, limit }: { readonly ids: readonly string[]; readonly fromMs: number; readonly limit: number },
): Promise<StoredAction[]> {
  const actions = new Map<string, StoredAction>();
  await forIds(ids, async (chunk) => {
    const rows = await db
      .selectFrom("action")
      .selectAll()
      .where("account", "=", account)
      .where(
        sql<boolean>`(at_ms, id) in (select at_ms, action_id from action_target where account = ${account}
          and target in (${sql.join(chunk)}) and at_ms >= ${fromMs})`,
      )
      .orderBy("at_ms", "desc")
      .orderBy("id", "desc")
      .limit(limit)
      .execute();
    for (const row of rows) actions.set(row.id, toAction(row));
  });
  return [...actions.values()].toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1)).slice(0, limit);
}

export type ActionPerson = { readonly id: string; readonly name: string };

/** Everyone who has an action, with the last recorded name, at most `limit`. One step of the index for each, whatever they did. */
export async function readActionPeople(db: Kysely<Tables>, account: number, limit: number): Promise<ActionPerson[]> {
  const { rows } = await sql<ActionPerson>`
    with recursive one(id) as (
      select min(person) from action where account = ${account}
      union all
      select (select min(person) from action where account = ${account} and person > one.id)
      from one where one.id is not null
    )
    select one.id as id, (
      select person_name from action where account = ${account} and person = one.id
      order by at_ms desc, action.id desc limit 1
    ) as name
    from one where one.id is not null limit ${sql.lit(limit)}`.execute(db);
  return rows;
}
