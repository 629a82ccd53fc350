/** The role that a person had last; schema.ts says what it means. */
import type { Writer } from "../engine/engine";

export async function addRoles({ schema }: Writer): Promise<void> {
  await schema.alterTable("person").addColumn("role", "text").execute();
}
