/** Counters of what the leaves brought since recording began; schema.ts says what the columns mean. */
import type { Writer } from "../engine/engine";

const names = ["done_grown", "failed_grown", "spend_grown_milli"] as const;

export async function addGrowth(database: Writer): Promise<void> {
  const { schema } = database;
  // One column at a time: SQLite adds no more.
  for (const name of names) {
    await schema
      .alterTable("account")
      .addColumn(name, "bigint", (column) => column.notNull().defaultTo(0))
      .execute();
    // Samples of an older program have none.
    await schema.alterTable("farm_sample").addColumn(name, "bigint").execute();
  }
}
