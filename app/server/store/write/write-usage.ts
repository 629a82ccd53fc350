/** Adds sums to `usage_sum`, and measures the queue. */
import { sql } from "kysely";
import type { Writer } from "../engine/engine";
import type { Dimension, UsageSums } from "../usage/usage-sums";
import { forRows } from "./bulk";

const summed = [
  "done",
  "failed",
  "restarted",
  "unpriced",
  "machine_ms",
  "account_milli",
  "coupon_milli",
  "arrears_milli",
  "queue_frame_ms",
  "observed_ms",
] as const;

const former = (column: string) => sql.ref<number>(`usage_sum.${column}`);
const added = (column: string) => sql.ref<number>(`excluded.${column}`);

const sums = Object.fromEntries(summed.map((column) => [column, sql<never>`${former(column)} + ${added(column)}`]));
const maxima = {
  queue_max: sql<number>`case when ${former("queue_max")} > ${added("queue_max")} then ${former("queue_max")} else ${added("queue_max")} end`,
};

export async function writeUsage(db: Writer, account: number, usage: UsageSums): Promise<void> {
  const rows = usage.rows().map((row) => ({ account, ...row }));
  await forRows(rows, (chunk) =>
    db
      .insertInto("usage_sum")
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(["account", "dimension", "span", "hour", "value"]).doUpdateSet({ ...sums, ...maxima }),
      )
      .execute(),
  );
}

/** The queue is measured at most this often … */
const QUEUE_EVERY_MS = 60_000;
/** … and a longer pause counts as not observed. */
const QUEUE_PAUSE_MS = 300_000;

/** Whether the queue is to be measured now. A clock that went back counts as a pause. */
export const isQueueDue = (formerMs: number | null, atMs: number): boolean =>
  formerMs === null || atMs < formerMs || atMs - formerMs >= QUEUE_EVERY_MS;

/** Adds the frames that wait now for the time since the former measurement, unless that was a pause. */
export async function measureQueue(
  db: Writer,
  account: number,
  formerMs: number | null,
  atMs: number,
  usage: UsageSums,
): Promise<void> {
  if (formerMs === null || atMs <= formerMs || atMs - formerMs > QUEUE_PAUSE_MS) return;
  const groups = await db
    .selectFrom("leaf")
    .select(({ fn }) => ["project", "user_name", "software", "camera", fn.sum<number>("queued").as("frames")])
    .where("account", "=", account)
    .where("queued", ">", 0)
    .groupBy(["project", "user_name", "software", "camera"])
    .execute();
  const queues = new Map<Dimension, Map<string, number>>();
  const add = (dimension: Dimension, value: string, frames: number) => {
    const values = queues.get(dimension) ?? new Map<string, number>();
    queues.set(dimension, values.set(value, (values.get(value) ?? 0) + frames));
  };
  add("total", "", 0);
  for (const { project, user_name, software, camera, frames } of groups) {
    add("total", "", frames);
    add("project", project, frames);
    add("user", user_name, frames);
    add("software", software, frames);
    add("camera", camera, frames);
  }
  for (const [dimension, values] of queues) {
    for (const [value, frames] of values) usage.addQueue(dimension, value, frames, formerMs, atMs);
  }
}
