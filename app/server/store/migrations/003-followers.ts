/** What an instance needs that follows the leader: the revision of each read, and how the leader's reading of the farm goes. */
import type { Writer } from "../engine/engine";

export async function addFollowers({ schema }: Writer): Promise<void> {
  await schema.alterTable("account").addColumn("reading", "text").execute();
  await schema
    .alterTable("task_read")
    .addColumn("revision", "bigint", (column) => column.notNull().defaultTo(0))
    .execute();
}
