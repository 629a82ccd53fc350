/** Which tasks had frames that failed since a moment: the rises between their samples, task by task. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../schema";

/** Frames of a top-level task that failed; one that failed twice counts twice. */
export type TaskFailures = { readonly taskId: string; readonly failed: number };

/**
 * The tasks with failures after a moment, most failures first. What a leaf did before recording began is no rise, as in the growth
 * of the account (write-leaves.ts). A deleted task is among them.
 */
export async function readTaskFailures(db: Kysely<Tables>, account: number, fromMs: number): Promise<TaskFailures[]> {
  const key = sql.lit(account);
  const from = sql.lit(Math.floor(fromMs));
  // `leaf.at_ms` is the moment of the newest sample: other leaves have none after the moment.
  const { rows } = await sql<TaskFailures>`
    with sampled as (
      select leaf.task_id, task_sample.at_ms, task_sample.failed,
        lag(task_sample.failed) over (partition by task_sample.leaf_id order by task_sample.at_ms) as former
      from leaf
      join task_sample on task_sample.account = ${key} and task_sample.leaf_id = leaf.id
      where leaf.account = ${key} and leaf.at_ms > ${from}
        and task_sample.at_ms >= coalesce((
          select max(earlier.at_ms) from task_sample as earlier
          where earlier.account = ${key} and earlier.leaf_id = leaf.id and earlier.at_ms <= ${from}), 0)
    ),
    risen as (
      select sampled.task_id, sampled.failed - coalesce(sampled.former,
        case when task.started_ms >= account.recording_since_ms then 0 else sampled.failed end) as failed
      from sampled
      join task on task.account = ${key} and task.id = sampled.task_id
      join account on account.key = ${key}
      where sampled.at_ms > ${from}
    )
    select task_id as "taskId", sum(failed) as "failed" from risen where failed > 0
    group by task_id order by sum(failed) desc, task_id`.execute(db);
  return rows;
}
