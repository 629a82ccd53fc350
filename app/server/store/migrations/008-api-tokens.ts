/** API tokens; schema.ts says what the columns mean. They belong to the server, not to a farm account. */
import type { Writer } from "../engine/engine";

export async function addApiTokens(database: Writer): Promise<void> {
  const { schema } = database;
  await schema
    .createTable("api_token")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("creator_id", "text", (column) => column.notNull())
    .addColumn("creator_name", "text", (column) => column.notNull())
    .addColumn("creator_role", "text", (column) => column.notNull())
    .addColumn("created_ms", "bigint", (column) => column.notNull())
    .addColumn("expires_ms", "bigint")
    .addColumn("revoked_ms", "bigint")
    .addColumn("used_day", "integer")
    .execute();
  await schema.createIndex("api_token_hash").unique().on("api_token").column("hash").execute();
  await schema.createIndex("api_token_creator").on("api_token").column("creator_id").execute();
}
