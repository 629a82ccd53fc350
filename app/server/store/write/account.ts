/** The row of a farm account, its lock while a poll is written, and the term that keeps former writers out. */
import { randomInt } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Writer } from "../engine/engine";
import { keyText } from "../engine/sql-values";
import type { Tables } from "../schema";
import { StoreError } from "../store-error";

/** The key of an account; null: nothing was written for it yet. */
export async function accountKey(db: Kysely<Tables>, id: string): Promise<number | null> {
  const row = await db.selectFrom("account").select("key").where("id", "=", keyText(id)).executeTakeFirst();
  return row?.key ?? null;
}

/** The key of an account, made when it is new. */
export async function ensureAccount(db: Writer, id: string): Promise<number> {
  const key = await accountKey(db, id);
  if (key !== null) return key;
  await sql`insert into account (key, id, revision, event_seq, term, last_poll)
    select coalesce(max(key), 0) + 1, ${keyText(id)}, 0, 0, 0, '' from account where true
    on conflict (id) do nothing`.execute(db);
  return ensureAccount(db, id);
}

/** A random term: a restored backup or another database does not know it. */
export const newTerm = (): number => randomInt(1, 2 ** 48 - 1);

/** Makes the caller the only writer of the account: every writer with another term is refused from now on. Returns its key. */
export async function claimTerm(db: Writer, id: string, term: number): Promise<number> {
  const key = await ensureAccount(db, id);
  await db.updateTable("account").set({ term }).where("key", "=", key).execute();
  return key;
}

/** Locks the row of the account until the transaction ends, for what every instance writes. */
export async function lockForAll(db: Writer, key: number): Promise<void> {
  await db
    .updateTable("account")
    .set((column) => ({ term: column.ref("term") }))
    .where("key", "=", key)
    .execute();
}

/** Locks the row of the account until the transaction ends, and returns it. Throws a StoreError `deposed` for a former writer. */
export async function lockAccount(db: Writer, key: number, term: number) {
  const row = await db
    .updateTable("account")
    .set((column) => ({ term: column.ref("term") }))
    .where("key", "=", key)
    .where("term", "=", term)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new StoreError("deposed", "Another instance of Renderdeck records this account now.");
  return row;
}
