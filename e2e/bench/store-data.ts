/** Ten million samples, put in with bulk SQL: 5,000 tasks of 200 projects, each with 2,000 samples over 30 days. */
import { sql } from "kysely";
import type { Engine } from "../../app/server/store/engine/engine";
import { spans } from "../../app/server/store/usage/spans";

export const LEAVES = 5000;
export const SAMPLES_OF_A_LEAF = 2000;
export const PROJECTS = 200;
const USERS = 50;

const DAY_MS = 86_400_000;
export const DAYS = 30;
export const END_MS = Date.UTC(2026, 10, 2);
export const START_MS = END_MS - DAYS * DAY_MS;
/** Time between two samples of a leaf; the leaves are spread over it. */
const STEP_MS = (DAYS * DAY_MS) / SAMPLES_OF_A_LEAF;

/** Numbers from 0, as a table `name(n)`. */
const numbers = (engine: Engine, name: string, count: number) =>
  engine.name === "postgres"
    ? sql.raw(`${name}(n) as (select generate_series(0::bigint, ${count - 1}))`)
    : sql.raw(`${name}(n) as (select 0 union all select n + 1 from ${name} where n < ${count - 1})`);

/** A frame is done with each sample, so the usage is known: one frame a sample. */
export async function fill(engine: Engine): Promise<void> {
  await engine.write("process", async (db) => {
    // The rows are right by construction, so PostgreSQL need not check ten million references.
    if (engine.name === "postgres") await sql`set local session_replication_role = replica`.execute(db);
    await sql`insert into account (key, id, recording_since_ms, revision, event_seq, term, last_poll)
      values (1, 'bench', ${sql.lit(START_MS)}, 1, 0, 0, '')`.execute(db);
    await sql`with recursive ${numbers(engine, "l", LEAVES)}
      insert into leaf (account, id, task_id, at_ms, status_code, total, done, failed, rendering, stopped, machine_ms,
        account_milli, coupon_milli, arrears_milli, queued, project, user_name, software, camera)
      select 1, cast(n as text), cast(n as text), ${sql.lit(END_MS)}, 5, 10000, 2000, 0, 5, 0, 120000000, 2000, 0, 0, 0,
        'project ' || cast(n % ${sql.lit(PROJECTS)} as text), 'user ' || cast(n % ${sql.lit(USERS)} as text), 'Maya', 'camera'
      from l`.execute(db);
    await sql`with recursive ${numbers(engine, "l", LEAVES)}, ${numbers(engine, "s", SAMPLES_OF_A_LEAF)}
      insert into task_sample (account, leaf_id, at_ms, status_code, total, done, failed, rendering, stopped, machine_ms,
        account_milli, coupon_milli, arrears_milli, is_turn)
      select 1, cast(l.n as text), ${sql.lit(START_MS)} + s.n * ${sql.lit(STEP_MS)} + l.n * 259, 5, 10000, s.n, 0, 5, 0, s.n * 60000,
        s.n, 0, 0, 0
      from (select n from l order by cast(n as text)) as l cross join s`.execute(db);
    for (const [dimension, column] of [
      ["total", "''"],
      ["project", "project"],
      ["user", "user_name"],
    ] as const) {
      await sql`insert into usage_sum (account, dimension, span, hour, value, done, failed, restarted, unpriced, machine_ms,
          account_milli, coupon_milli, arrears_milli, queue_frame_ms, queue_max, observed_ms)
        select 1, ${sql.lit(dimension)}, 1, task_sample.at_ms / 3600000, ${sql.raw(column)}, count(*), 0, 0, 0, count(*) * 60000,
          count(*), 0, 0, 0, 0, 3600000
        from leaf join task_sample on task_sample.account = leaf.account and task_sample.leaf_id = leaf.id
        group by 4, 5`.execute(db);
    }
    for (const span of spans.slice(1)) {
      await sql`insert into usage_sum (account, dimension, span, hour, value, done, failed, restarted, unpriced, machine_ms,
          account_milli, coupon_milli, arrears_milli, queue_frame_ms, queue_max, observed_ms)
        select 1, dimension, ${sql.lit(span)}, hour - hour % ${sql.lit(span)}, value, sum(done), 0, 0, 0, sum(machine_ms),
          sum(account_milli), 0, 0, 0, 0, sum(observed_ms)
        from usage_sum where span = 1 group by 2, 4, 5`.execute(db);
    }
  });
  if (engine.name === "postgres") await sql`analyze`.execute(engine.reader);
}
