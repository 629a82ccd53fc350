/** The task list as it was written last: the start of the mirror, and what followers read. */
import { setImmediate } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { Task } from "../../../protocol/tasks/task";
import type { Tables } from "../schema";
import { parseStoredTask } from "./stored-task";

export type StoredTask = {
  readonly id: string;
  /** null: written by an older program; ask the farm. */
  readonly task: Task | null;
  readonly revision: number;
  readonly firstSeenMs: number;
  /** When the farm was asked for it last, epoch ms; null: not known. */
  readonly readMs: number | null;
};

export type StoredTasks = { readonly revision: number; readonly tasks: readonly StoredTask[] };

export type StoredChanges = StoredTasks & {
  readonly removed: readonly { readonly id: string; readonly deletedMs: number }[];
};

export type ListHead = {
  readonly revision: number;
  /** The writer's number; 0: none has written. */
  readonly term: number;
  /** JSON of how the reading of the farm goes; null: not written. */
  readonly reading: string | null;
};

export const noHead: ListHead = { revision: 0, term: 0, reading: null };

/** After every id, which are digits. */
const LAST_ID = "~";

/** Rows of one step; parsing 200 tasks of 2 kB takes about 4 ms. */
const STEP = 200;

export const readHead = async (db: Kysely<Tables>, account: number): Promise<ListHead> =>
  (await db
    .selectFrom("account")
    .select(["revision", "term", "reading"])
    .where("key", "=", account)
    .executeTakeFirst()) ?? noHead;

const taskRows = (db: Kysely<Tables>, account: number) =>
  db
    .selectFrom("task")
    .leftJoin("task_read", (join) =>
      join.onRef("task_read.account", "=", "task.account").onRef("task_read.task_id", "=", "task.id"),
    )
    .select(["task.id", "task.revision", "task.first_seen_ms", "task.deleted_ms", "task.row", "task_read.read_ms"])
    .where("task.account", "=", account);

type Row = Awaited<ReturnType<ReturnType<typeof taskRows>["execute"]>>[number];

const toStored = ({ id, row, revision, first_seen_ms, read_ms }: Row): StoredTask => ({
  id,
  task: parseStoredTask(row),
  revision,
  firstSeenMs: first_seen_ms,
  readMs: read_ms,
});

/** Every task that is not deleted, with the revision they have at least. */
export async function readTasks(db: Kysely<Tables>, account: number): Promise<StoredTasks> {
  // First the revision: what is written in between is then read twice and not missed.
  const { revision } = await readHead(db, account);
  const tasks: StoredTask[] = [];
  for (let afterId: string | undefined = ""; afterId !== undefined; ) {
    const rows: Row[] = await taskRows(db, account)
      .where("task.deleted_ms", "is", null)
      .where("task.id", ">", afterId)
      .orderBy("task.id")
      .limit(STEP)
      .execute();
    tasks.push(...rows.map(toStored));
    afterId = rows.length === STEP ? rows.at(-1)?.id : undefined;
    await setImmediate();
  }
  return { revision, tasks };
}

/** What changed after a revision: tasks as they are now, and deleted ones. */
export async function readChanges(db: Kysely<Tables>, account: number, since: number): Promise<StoredChanges> {
  const { revision } = await readHead(db, account);
  const tasks: StoredTask[] = [];
  const removed: { readonly id: string; readonly deletedMs: number }[] = [];
  let last: Pick<Row, "revision" | "id"> | undefined = { revision: since, id: LAST_ID };
  while (last) {
    const rows: Row[] = await taskRows(db, account)
      .where(sql<boolean>`(task.revision, task.id) > (${sql.lit(last.revision)}, ${last.id})`)
      .orderBy("task.revision")
      .orderBy("task.id")
      .limit(STEP)
      .execute();
    for (const row of rows) {
      if (row.deleted_ms === null) tasks.push(toStored(row));
      else removed.push({ id: row.id, deletedMs: row.deleted_ms });
    }
    last = rows.length === STEP ? rows.at(-1) : undefined;
    await setImmediate();
  }
  return { revision, tasks, removed };
}

/** When a task was read from the farm last, epoch ms. */
export type StoredRead = { readonly id: string; readonly readMs: number };

/** The tasks whose last read was written after a revision. */
export async function readReads(db: Kysely<Tables>, account: number, since: number): Promise<StoredRead[]> {
  const rows = await db
    .selectFrom("task_read")
    .select(["task_id", "read_ms"])
    .where("account", "=", account)
    .where("revision", ">", since)
    .execute();
  return rows.map(({ task_id, read_ms }) => ({ id: task_id, readMs: read_ms }));
}
