/** Who sent a write, at which price, and which tasks it names; schema.ts says what the columns mean. */
import { sql } from "kysely";
import { safeJsonParse } from "../../../protocol/wire/safe-json-parse";
import type { EngineName, Writer } from "../engine/engine";

/** Actions of one step. */
const STEP = 500;

/** The members of a request that name tasks and layers; of a long list the first ids were recorded. */
const taskMembers = ["taskId", "taskIds", "taskParam"];

function tasksOf(details: string | null): string[] {
  const members: unknown = details === null ? null : safeJsonParse(details);
  if (typeof members !== "object" || members === null) return [];
  const tasks = Object.entries(members)
    .filter(([name]) => taskMembers.includes(name))
    .map(([, value]: [string, unknown]) => value)
    .flatMap((value) => (typeof value === "object" && value !== null && "first" in value ? value.first : value))
    .flat();
  return [...new Set(tasks.filter((id) => typeof id === "string" || typeof id === "number").map(String))];
}

export async function addAudit(database: Writer, engine: EngineName): Promise<void> {
  const { schema } = database;
  // One column at a time: SQLite adds no more.
  await schema
    .alterTable("action")
    .addColumn("person_name", "text", (column) => column.notNull().defaultTo(""))
    .execute();
  for (const name of ["role", "source", "problem", "price"])
    await schema.alterTable("action").addColumn(name, "text").execute();
  await schema
    .alterTable("action")
    .addColumn("is_undo", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await schema.createIndex("action_person").on("action").columns(["account", "person", "at_ms", "id"]).execute();
  await schema.createIndex("action_operation").on("action").columns(["account", "operation", "at_ms", "id"]).execute();
  await schema.createIndex("action_outcome").on("action").columns(["account", "outcome", "at_ms", "id"]).execute();
  const targets = schema
    .createTable("action_target")
    .addColumn("account", "integer", (column) => column.notNull().references("account.key"))
    .addColumn("target", "text", (column) => column.notNull())
    .addColumn("at_ms", "bigint", (column) => column.notNull())
    .addColumn("action_id", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("action_target_key", ["account", "target", "at_ms", "action_id"]);
  await (engine === "sqlite" ? targets.modifyEnd(sql`without rowid`) : targets).execute();
  await schema.createIndex("action_target_time").on("action_target").columns(["account", "at_ms"]).execute();
  await addTargets(database);
  await forbidChanges(database, engine);
}

/** The tasks of the actions that an older program recorded. */
async function addTargets(database: Writer): Promise<void> {
  let after = { account: -1, atMs: 0, id: "" };
  for (;;) {
    const rows = await database
      .selectFrom("action")
      .select(["account", "at_ms", "id", "details"])
      .where(sql<boolean>`(account, at_ms, id) > (${sql.lit(after.account)}, ${sql.lit(after.atMs)}, ${after.id})`)
      .orderBy("account")
      .orderBy("at_ms")
      .orderBy("id")
      .limit(STEP)
      .execute();
    for (const { account, at_ms, id, details } of rows) {
      const targets = tasksOf(details).map((target) => ({ account, target, at_ms, action_id: id }));
      if (targets.length > 0) await database.insertInto("action_target").values(targets).execute();
    }
    const last = rows.at(-1);
    if (!last || rows.length < STEP) return;
    after = { account: last.account, atMs: last.at_ms, id: last.id };
  }
}

/** The database itself refuses to change an action. */
async function forbidChanges(database: Writer, engine: EngineName): Promise<void> {
  if (engine === "sqlite") {
    await sql`
      create trigger action_is_final before update on action
      begin select raise(abort, 'an action is never changed'); end`.execute(database);
    return;
  }
  await sql`
    create function action_is_final() returns trigger language plpgsql as
    $$ begin raise exception 'an action is never changed'; end $$`.execute(database);
  await sql`
    create trigger action_is_final before update on action
    for each row execute function action_is_final()`.execute(database);
}
