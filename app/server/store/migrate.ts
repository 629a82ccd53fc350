/** Brings a database to the newest schema, once and forward only. */
import { sql } from "kysely";
import type { Engine, Writer } from "./engine/engine";
import { type Migration, migrations as released } from "./migrations";
import { StoreError } from "./store-error";

/** Key of the advisory lock under which one instance migrates while the others wait: "RDmg" as a number. */
const MIGRATION_LOCK = 0x52446d67;

/**
 * Runs the missing migrations in one transaction. Throws a StoreError `newer` when the database was written by a newer
 * program, and changes nothing when one of them fails.
 */
export function migrate(engine: Engine, migrations: readonly Migration[] = released): Promise<void> {
  return engine.write("always", async (database) => {
    if (engine.name === "postgres") await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(database);
    const version = await appliedVersion(database);
    const newest = migrations.at(-1)?.version ?? 0;
    if (version > newest) {
      throw new StoreError(
        "newer",
        `The database ${engine.place} was written by a newer Renderdeck (schema ${version}, this one knows ${newest}). ` +
          "Start the newer one, or restore a backup.",
      );
    }
    for (const migration of migrations.filter((one) => one.version > version)) {
      await migration.up(database, engine.name);
      await database
        .insertInto("migration")
        .values({ version: migration.version, name: migration.name, applied_ms: Date.now() })
        .execute();
    }
  });
}

/** The version of the schema; 0 for a new database, in which the table of migrations is made. */
async function appliedVersion(database: Writer): Promise<number> {
  await database.schema
    .createTable("migration")
    .ifNotExists()
    .addColumn("version", "integer", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("applied_ms", "bigint", (column) => column.notNull())
    .execute();
  const { version } = await database
    .selectFrom("migration")
    .select(({ fn }) => fn.coalesce(fn.max("version"), sql<number>`0`).as("version"))
    .executeTakeFirstOrThrow();
  return version;
}
