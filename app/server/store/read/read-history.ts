/** Events, samples and attempts as they were recorded. */
import { type Kysely, sql } from "kysely";
import * as z from "zod/mini";
import { taskEventTypes } from "../../../mirror/task-events";
import { safeJsonParse } from "../../../protocol/wire/safe-json-parse";
import type { EventTable, FarmSampleTable, FrameAttemptTable, Tables, TaskSampleTable } from "../schema";
import type { StoredEvent } from "../write/poll-write";

const eventType = z.enum(taskEventTypes);

function toEvent({ seq, key, type, task_id, at_ms, details }: EventTable): StoredEvent {
  const event = { seq, key, type: eventType.parse(type), taskId: task_id, atMs: at_ms };
  return details === null ? event : { ...event, details: safeJsonParse(details) };
}

/** The events after a sequence number, oldest first, at most `limit`. */
export async function readEventsSince(
  db: Kysely<Tables>,
  account: number,
  seq: number,
  limit: number,
): Promise<StoredEvent[]> {
  const rows = await db
    .selectFrom("event")
    .selectAll()
    .where("account", "=", account)
    .where("seq", ">", seq)
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map(toEvent);
}

/** The events of a task, oldest first. */
export async function readEventsOfTask(db: Kysely<Tables>, account: number, taskId: string): Promise<StoredEvent[]> {
  const rows = await db
    .selectFrom("event")
    .selectAll()
    .where("account", "=", account)
    .where("task_id", "=", taskId)
    .orderBy("seq")
    .execute();
  return rows.map(toEvent);
}

/** A sample without its account. Amounts in thousandths of a unit of the currency. */
export type TaskSample = Omit<TaskSampleTable, "account" | "is_turn">;

/** The samples of the leaves of a top-level task in a range, by leaf and time. `toMs` is not part of the range. */
export function readSamples(
  db: Kysely<Tables>,
  account: number,
  taskId: string,
  fromMs: number,
  toMs: number,
): Promise<TaskSample[]> {
  return db
    .selectFrom("leaf")
    .innerJoin("task_sample", (join) =>
      join.onRef("task_sample.account", "=", "leaf.account").onRef("task_sample.leaf_id", "=", "leaf.id"),
    )
    .select([
      "task_sample.leaf_id",
      "task_sample.at_ms",
      "task_sample.status_code",
      "task_sample.total",
      "task_sample.done",
      "task_sample.failed",
      "task_sample.rendering",
      "task_sample.stopped",
      "task_sample.machine_ms",
      "task_sample.account_milli",
      "task_sample.coupon_milli",
      "task_sample.arrears_milli",
    ])
    .where("leaf.account", "=", account)
    .where("leaf.task_id", "=", taskId)
    .where("task_sample.at_ms", ">=", fromMs)
    .where("task_sample.at_ms", "<", toMs)
    .orderBy("task_sample.leaf_id")
    .orderBy("task_sample.at_ms")
    .execute();
}

/** Totals of the account without its key. Amounts in thousandths of a unit of the currency. */
export type StoredFarmSample = Omit<FarmSampleTable, "account">;

/** The totals of the account in a range, the last ones of each `everyMs`, oldest first. `toMs` is not part of the range. */
export function readFarmSamples(
  db: Kysely<Tables>,
  account: number,
  fromMs: number,
  toMs: number,
  everyMs: number,
): Promise<StoredFarmSample[]> {
  const interval = sql.lit(Math.max(1, Math.floor(everyMs)));
  return db
    .selectFrom("farm_sample")
    .select([
      "at_ms",
      "waiting",
      "rendering",
      "done",
      "failed",
      "stopped",
      "active_tasks",
      "spend_milli",
      "balance_milli",
      "done_grown",
      "failed_grown",
      "spend_grown_milli",
    ])
    .where("account", "=", account)
    .where("at_ms", "in", (inner) =>
      inner
        .selectFrom("farm_sample")
        .select(({ fn }) => fn.max("at_ms").as("at_ms"))
        .where("account", "=", account)
        .where("at_ms", ">=", fromMs)
        .where("at_ms", "<", toMs)
        .groupBy(sql`at_ms / ${interval}`),
    )
    .orderBy("at_ms")
    .execute();
}

/** The last totals of the account at a moment or before it. */
export async function readFarmSampleUntil(
  db: Kysely<Tables>,
  account: number,
  untilMs: number,
): Promise<StoredFarmSample | null> {
  const row = await db
    .selectFrom("farm_sample")
    .selectAll()
    .where("account", "=", account)
    .where("at_ms", "<=", untilMs)
    .orderBy("at_ms", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The first totals of the account after a moment. */
export async function readFarmSampleAfter(
  db: Kysely<Tables>,
  account: number,
  afterMs: number,
): Promise<StoredFarmSample | null> {
  const row = await db
    .selectFrom("farm_sample")
    .selectAll()
    .where("account", "=", account)
    .where("at_ms", ">", afterMs)
    .orderBy("at_ms")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Tasks with an event of each type since a moment. */
export async function readEventCounts(
  db: Kysely<Tables>,
  account: number,
  fromMs: number,
): Promise<{ readonly type: string; readonly tasks: number }[]> {
  return db
    .selectFrom("event")
    .select(({ fn }) => ["type", fn.count<number>("task_id").distinct().as("tasks")])
    .where("account", "=", account)
    .where("at_ms", ">=", fromMs)
    .groupBy("type")
    .execute();
}

/** An attempt without its account. Amounts in thousandths of a unit of the currency, times in ms. */
export type StoredAttempt = Omit<FrameAttemptTable, "account">;

/** The recorded runs of the frames of a leaf, by frame and start. */
export async function readAttempts(db: Kysely<Tables>, account: number, leafId: string): Promise<StoredAttempt[]> {
  const rows = await db
    .selectFrom("frame_attempt")
    .selectAll()
    .where("account", "=", account)
    .where("leaf_id", "=", leafId)
    .orderBy("frame_id")
    .orderBy("started_ms")
    .execute();
  return rows.map(({ account: _account, ...attempt }) => attempt);
}
