/** People who sign in, and the sessions that they ended before their time. */
import type { Writer } from "../engine/engine";

export async function addPeople({ schema }: Writer): Promise<void> {
  await schema
    .createTable("person")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("signed_in_ms", "bigint", (column) => column.notNull())
    .addColumn("signed_out_ms", "bigint", (column) => column.notNull())
    .execute();
  await schema
    .createTable("ended_session")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("ended_ms", "bigint", (column) => column.notNull())
    .execute();
}
