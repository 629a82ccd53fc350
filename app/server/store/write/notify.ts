/** NOTIFY of PostgreSQL. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../schema";

/** Sends a text of less than 8 kB to all sessions that listen; from a transaction when it commits. */
export const notify = (db: Kysely<Tables>, channel: string, payload: string) =>
  sql`select pg_notify(${channel}, ${payload})`.execute(db);
