/** The operation with which a version of an environment was seen. */
import type { Writer } from "../engine/engine";

export async function addEnvironmentOperation(database: Writer): Promise<void> {
  await database.schema.alterTable("environment_version").addColumn("operation", "text").execute();
}
