/** The tables of what the farm did; schema.ts says what their columns mean. */
import { type CreateTableBuilder, sql } from "kysely";
import type { EngineName, Writer } from "../engine/engine";

type Builder = CreateTableBuilder<string, string>;
type Columns = (table: Builder) => Builder;

const required =
  (type: "text" | "integer" | "bigint", ...names: string[]): Columns =>
  (table) =>
    names.reduce((columns, name) => columns.addColumn(name, type, (column) => column.notNull()), table);

const optional =
  (type: "text" | "integer" | "bigint", ...names: string[]): Columns =>
  (table) =>
    names.reduce((columns, name) => columns.addColumn(name, type), table);

const counters: readonly Columns[] = [
  optional("integer", "status_code"),
  required("bigint", "total", "done", "failed", "rendering", "stopped"),
  optional("bigint", "machine_ms", "account_milli", "coupon_milli", "arrears_milli"),
];

type Definition = { readonly name: string; readonly key: readonly string[]; readonly columns: readonly Columns[] };

/** Every table with an account, its key and its columns. */
const definitions: readonly Definition[] = [
  {
    name: "task",
    key: ["account", "id"],
    columns: [
      required("text", "id"),
      required("bigint", "revision", "first_seen_ms"),
      optional("bigint", "deleted_ms"),
      required("text", "name", "project", "user_name", "software", "camera"),
      ...counters,
      required("bigint", "waiting"),
      optional("bigint", "submitted_ms", "started_ms", "ended_ms"),
      required("text", "row"),
    ],
  },
  {
    name: "task_read",
    key: ["account", "task_id"],
    columns: [required("text", "task_id"), required("bigint", "read_ms")],
  },
  {
    name: "leaf",
    key: ["account", "id"],
    columns: [
      required("text", "id", "task_id"),
      required("bigint", "at_ms"),
      ...counters,
      required("bigint", "queued"),
      required("text", "project", "user_name", "software", "camera"),
    ],
  },
  {
    name: "task_sample",
    key: ["account", "leaf_id", "at_ms"],
    columns: [required("text", "leaf_id"), required("bigint", "at_ms"), ...counters, required("integer", "is_turn")],
  },
  {
    name: "farm_sample",
    key: ["account", "at_ms"],
    columns: [
      required("bigint", "at_ms", "waiting", "rendering", "done", "failed", "stopped", "active_tasks"),
      optional("bigint", "spend_milli", "balance_milli"),
    ],
  },
  {
    name: "event",
    key: ["account", "seq"],
    columns: [
      required("bigint", "seq"),
      required("text", "key", "type"),
      optional("text", "task_id"),
      required("bigint", "at_ms"),
      optional("text", "details"),
    ],
  },
  {
    name: "frame_attempt",
    key: ["account", "leaf_id", "frame_id", "started_ms"],
    columns: [
      required("text", "leaf_id", "frame_id"),
      required("bigint", "started_ms"),
      required("text", "frame_name", "node"),
      optional("integer", "status_code"),
      optional("bigint", "ended_ms", "render_ms", "account_milli", "coupon_milli", "arrears_milli"),
      required("bigint", "seen_ms"),
    ],
  },
  {
    name: "action",
    key: ["account", "at_ms", "id"],
    columns: [
      required("text", "id"),
      required("bigint", "at_ms"),
      required("text", "person", "operation", "targets", "outcome"),
      optional("integer", "code"),
      optional("text", "request_id", "details"),
    ],
  },
  {
    name: "environment_version",
    key: ["account", "environment_id", "version"],
    columns: [
      required("text", "environment_id"),
      required("integer", "version"),
      required("bigint", "at_ms"),
      optional("text", "person", "content"),
    ],
  },
  {
    name: "usage_sum",
    key: ["account", "dimension", "span", "hour", "value"],
    columns: [
      required("text", "dimension"),
      required("integer", "span", "hour"),
      required("text", "value"),
      required("bigint", "done", "failed", "restarted", "unpriced", "machine_ms"),
      required("bigint", "account_milli", "coupon_milli", "arrears_milli"),
      required("bigint", "queue_frame_ms", "queue_max", "observed_ms"),
    ],
  },
];

/** SQLite keeps narrow rows in the order of their key instead of beside it; a wide row is better beside it. */
const WIDE = new Set(["task", "action", "environment_version"]);

const accountColumns: readonly Columns[] = [
  required("text", "id"),
  optional("bigint", "recording_since_ms"),
  required("bigint", "revision", "event_seq", "term"),
  required("text", "last_poll"),
  optional("bigint", "queue_ms"),
];

const withColumns = (table: Builder, columns: readonly Columns[]): Builder =>
  columns.reduce((built, add) => add(built), table);

export async function createMemory(database: Writer, engine: EngineName): Promise<void> {
  const { schema } = database;
  await withColumns(
    schema.createTable("account").addColumn("key", "integer", (column) => column.primaryKey()),
    accountColumns,
  )
    .addUniqueConstraint("account_id", ["id"])
    .execute();
  for (const { name, key, columns } of definitions) {
    const table = withColumns(
      schema.createTable(name).addColumn("account", "integer", (column) => column.notNull().references("account.key")),
      columns,
    ).addPrimaryKeyConstraint(`${name}_key`, [...key]);
    await (engine === "sqlite" && !WIDE.has(name) ? table.modifyEnd(sql`without rowid`) : table).execute();
  }
  await schema.createIndex("task_revision").on("task").columns(["account", "revision", "id"]).execute();
  await schema.createIndex("leaf_task").on("leaf").columns(["account", "task_id"]).execute();
  await schema.createIndex("leaf_queued").on("leaf").columns(["account", "queued"]).where("queued", ">", 0).execute();
  await schema.createIndex("event_once").unique().on("event").columns(["account", "key"]).execute();
  await schema.createIndex("event_task").on("event").columns(["account", "task_id"]).execute();
  await schema.createIndex("event_time").on("event").columns(["account", "at_ms"]).execute();
}
