/** Acknowledged troubles in the store: one row a task. */
import type { Kysely } from "kysely";
import { type Acknowledgement, acknowledgementSchema } from "../../../protocol/team/acknowledgement";
import type { TeamChanges } from "../../../protocol/team/team-changes";
import { safeJsonParse } from "../../../protocol/wire/safe-json-parse";
import { jsonText } from "../engine/sql-values";
import type { Tables } from "../schema";
import type { TeamChange } from "./team-change";

/** Acknowledgements that travel to every page, the newest. */
const MAX_SEEN = 2000;

/** By task; null: there is none any more. */
export type SeenChange = TeamChanges["seen"][number];

/** Acknowledges the trouble of a task; null takes that back. */
export async function setSeen(
  { db, account, version, by, nowMs }: TeamChange,
  taskId: number,
  seen: Pick<Acknowledgement, "failed" | "trouble"> | null,
): Promise<void> {
  const content = seen && jsonText({ ...seen, by: by.name, atMs: nowMs } satisfies Acknowledgement);
  const columns = { version, person_id: by.id, person_name: by.name, at_ms: nowMs, content };
  await db
    .insertInto("team_seen")
    .values({ account, task_id: String(taskId), ...columns })
    .onConflict((conflict) => conflict.columns(["account", "task_id"]).doUpdateSet(columns))
    .execute();
}

/** Follows the failed frames of some tasks. Who has acknowledged them stays. */
export async function followSeen({ db, account, version }: TeamChange, changes: readonly SeenChange[]): Promise<void> {
  for (const [taskId, seen] of changes)
    await db
      .updateTable("team_seen")
      .set({ version, content: seen && jsonText(seen) })
      .where("account", "=", account)
      .where("task_id", "=", String(taskId))
      .execute();
}

/** What changed after a version; with 0 only what there is. */
export async function readSeen(db: Kysely<Tables>, account: number, from: number): Promise<TeamChanges["seen"]> {
  const rows = await db
    .selectFrom("team_seen")
    .select(["task_id", "content"])
    .where("account", "=", account)
    .where("version", ">", from)
    .$if(from === 0, (query) => query.where("content", "is not", null))
    .orderBy("version", "desc")
    .limit(MAX_SEEN)
    .execute();
  return rows.map(({ task_id, content }) => [
    Number(task_id),
    content === null ? null : (acknowledgementSchema.safeParse(safeJsonParse(content)).data ?? null),
  ]);
}
