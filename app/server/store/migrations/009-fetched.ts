/** Marks of tasks whose rendered files the team has; schema.ts says what the columns mean. */
import type { Writer } from "../engine/engine";

export async function addFetched({ schema }: Writer): Promise<void> {
  await schema
    .createTable("team_fetched")
    .addColumn("account", "integer", (column) => column.notNull().references("account.key"))
    .addColumn("task_id", "text", (column) => column.notNull())
    .addColumn("version", "bigint", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull())
    .addColumn("person_name", "text", (column) => column.notNull())
    .addColumn("mark", "text")
    .addColumn("former", "text")
    .addPrimaryKeyConstraint("team_fetched_key", ["account", "task_id"])
    .execute();
  await schema.createIndex("team_fetched_version").on("team_fetched").columns(["account", "version"]).execute();
}
