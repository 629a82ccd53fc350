/** What the team notes beside the farm's data: claims, notes, shared views, acknowledgements; schema.ts says what the columns mean. */
import type { CreateTableBuilder } from "kysely";
import type { Writer } from "../engine/engine";

type Builder = CreateTableBuilder<string, string>;

const required = (table: Builder, type: "text" | "integer" | "bigint", ...names: string[]): Builder =>
  names.reduce((columns, name) => columns.addColumn(name, type, (column) => column.notNull()), table);

const optional = (table: Builder, type: "text" | "bigint", ...names: string[]): Builder =>
  names.reduce((columns, name) => columns.addColumn(name, type), table);

export async function addTogether({ schema }: Writer): Promise<void> {
  const create = (name: string) =>
    schema.createTable(name).addColumn("account", "integer", (column) => column.notNull().references("account.key"));

  await required(required(create("team"), "text", "epoch"), "bigint", "version")
    .addPrimaryKeyConstraint("team_key", ["account"])
    .execute();

  const claim = required(
    required(create("team_claim"), "text", "task_id", "person_id", "person_name"),
    "bigint",
    "version",
  );
  await optional(optional(claim, "text", "claim", "former"), "bigint", "until_ms")
    .addPrimaryKeyConstraint("team_claim_key", ["account", "task_id"])
    .execute();

  const note = required(create("team_note"), "text", "id", "task_id", "person_id", "person_name", "text");
  await optional(
    optional(required(note, "bigint", "version", "at_ms"), "bigint", "edited_ms", "deleted_ms"),
    "text",
    "deleted_by",
  )
    .addPrimaryKeyConstraint("team_note_key", ["account", "id"])
    .execute();
  await required(required(create("team_note_text"), "text", "note_id", "text"), "bigint", "at_ms", "version")
    .addPrimaryKeyConstraint("team_note_text_key", ["account", "note_id", "version"])
    .execute();

  const view = required(create("team_view"), "text", "name", "content", "person_id", "person_name");
  await required(required(view, "bigint", "version", "at_ms"), "integer", "is_pinned")
    .addPrimaryKeyConstraint("team_view_key", ["account", "name"])
    .execute();

  const seen = required(create("team_seen"), "text", "task_id", "person_id", "person_name");
  await optional(required(seen, "bigint", "version", "at_ms"), "text", "content")
    .addPrimaryKeyConstraint("team_seen_key", ["account", "task_id"])
    .execute();

  for (const table of ["team_claim", "team_note", "team_seen"])
    await schema.createIndex(`${table}_version`).on(table).columns(["account", "version"]).execute();
  await schema.createIndex("team_note_task").on("team_note").columns(["account", "task_id"]).execute();
}
