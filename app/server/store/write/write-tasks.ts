/** The task list: changed rows, deletions and read times. */
import type { Writer } from "../engine/engine";
import { excluded, forIds, forRows, lastOfEach } from "./bulk";
import { counterColumns, taskFacts } from "./facts";
import type { PollWrite, Reads } from "./poll-write";

/** What a later row of a task replaces: all but the key and when it was first seen. */
const updated = [
  "revision",
  "deleted_ms",
  "name",
  "project",
  "user_name",
  "software",
  "camera",
  ...counterColumns,
  "waiting",
  "submitted_ms",
  "started_ms",
  "ended_ms",
  "row",
];

/** Writes changed tasks and deletions under the new revision. A task that comes back is no longer deleted. */
export async function writeTasks(
  db: Writer,
  account: number,
  { changed, removedIds, atMs }: PollWrite,
  revision: number,
): Promise<void> {
  const nodes = lastOfEach(changed, ({ task }) => String(task.id));
  // The rows are made piece by piece, too: 5,000 tasks are 10 MB of JSON.
  await forRows(nodes, (chunk) =>
    db
      .insertInto("task")
      .values(chunk.map((node) => ({ account, revision, first_seen_ms: atMs, deleted_ms: null, ...taskFacts(node) })))
      .onConflict((conflict) => conflict.columns(["account", "id"]).doUpdateSet(excluded(updated)))
      .execute(),
  );
  await forIds(removedIds, async (ids) => {
    await db
      .updateTable("task")
      .set({ deleted_ms: atMs, revision })
      .where("account", "=", account)
      .where("id", "in", ids)
      .where("deleted_ms", "is", null)
      .execute();
    await db
      .updateTable("leaf")
      .set({ queued: 0 })
      .where("account", "=", account)
      .where("task_id", "in", ids)
      .where("queued", ">", 0)
      .execute();
  });
}

/** Writes when tasks were read; an older read never replaces a newer one. */
export async function writeReads(
  db: Writer,
  account: number,
  reads: readonly Reads[],
  revision: number,
): Promise<void> {
  const rows = reads
    .toSorted((a, b) => a.readMs - b.readMs)
    .flatMap(({ readMs, taskIds }) => taskIds.map((id) => ({ account, task_id: id, read_ms: readMs, revision })));
  await forRows(
    lastOfEach(rows, (row) => row.task_id),
    (chunk) =>
      db
        .insertInto("task_read")
        .values(chunk)
        .onConflict((conflict) =>
          conflict
            .columns(["account", "task_id"])
            .doUpdateSet(excluded(["read_ms", "revision"]))
            .whereRef("task_read.read_ms", "<", "excluded.read_ms"),
        )
        .execute(),
  );
}
