/** Usage per period, by one dimension, from the sums per span. */
import { setImmediate } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { Engine, EngineName } from "../engine/engine";
import type { Tables } from "../schema";
import { type Bucket, bucketsOf, type Period, type TimeZone } from "./boundaries";
import { type Part, partsOf, slicesOf } from "./spans";
import type { Dimension } from "./usage-sums";

export type UsageQuery = {
  readonly period: Period;
  readonly by: Dimension;
  /** The range, epoch ms; `toMs` is not part of it. Hours of UTC are whole: one counts if it starts in the range. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly zone: TimeZone;
};

/** What happened in one period for one value. Amounts are thousandths of a unit of the currency. */
export type Usage = {
  /** Start of the period, epoch ms. */
  readonly startMs: number;
  /** The project, user, software, camera or node; "" where there is none, and for the total. */
  readonly value: string;
  readonly done: number;
  readonly failed: number;
  /** Frames that were done or failed and were started again. */
  readonly restarted: number;
  readonly machineMs: number;
  readonly accountMilli: number;
  readonly couponMilli: number;
  readonly arrearsMilli: number;
  /** Done frames without an amount; with any, the amounts are lower bounds. */
  readonly unpriced: number;
  /** Mean of the waiting frames while the queue was observed; null: it was not, and a node has no queue. */
  readonly queueMean: number | null;
  readonly queueMax: number;
  /** How long the queue was observed in the period. */
  readonly observedMs: number;
};

type Sums = Omit<Usage, "startMs" | "queueMean" | "observedMs"> & {
  readonly bucket: number;
  readonly queueFrameMs: number;
};

/**
 * Sums of each value that one query adds up. SQLite works on the main thread: 24 sums of 200 values take it 5 ms. PostgreSQL does
 * not, so there one query is best.
 */
const SUMS_OF_A_QUERY: Readonly<Record<EngineName, number>> = { sqlite: 24, postgres: Number.POSITIVE_INFINITY };

/** Sums of one dimension by bucket and value. The parts are a table of their own, so that any zone and period is one query. */
async function sumsOf(
  { reader, name }: Pick<Engine, "reader" | "name">,
  account: number,
  dimension: Dimension,
  parts: readonly Part[],
): Promise<readonly Sums[]> {
  const list = sql.join(
    parts.map(
      ({ bucket, span, fromHour, toHour }) =>
        sql`(${sql.lit(bucket)}, ${sql.lit(span)}, ${sql.lit(fromHour)}, ${sql.lit(toHour)})`,
    ),
  );
  const rowsOfPart = sql`usage_sum.account = ${sql.lit(account)} and usage_sum.dimension = ${dimension}
    and usage_sum.span = part.span and usage_sum.hour >= part.from_hour and usage_sum.hour < part.to_hour`;
  // Both engines are to look up each part in the key. SQLite does so for a cross join; PostgreSQL would read the whole table,
  // and "offset 0" keeps it from that.
  const source =
    name === "sqlite" ? sql`usage_sum` : sql`lateral (select * from usage_sum where ${rowsOfPart} offset 0)`;
  // By bytes, as SQLite compares them: to sort 18,000 names by the rules of a language takes PostgreSQL as long as the rest.
  const value = name === "sqlite" ? sql`usage_sum.value` : sql`usage_sum.value collate "C"`;
  const { rows } = await sql<Sums>`
    with part (bucket, span, from_hour, to_hour) as (values ${list})
    select part.bucket as "bucket", ${value} as "value",
      sum(usage_sum.done) as "done", sum(usage_sum.failed) as "failed", sum(usage_sum.restarted) as "restarted",
      sum(usage_sum.machine_ms) as "machineMs", sum(usage_sum.account_milli) as "accountMilli",
      sum(usage_sum.coupon_milli) as "couponMilli", sum(usage_sum.arrears_milli) as "arrearsMilli",
      sum(usage_sum.unpriced) as "unpriced", sum(usage_sum.queue_frame_ms) as "queueFrameMs",
      max(usage_sum.queue_max) as "queueMax"
    from part cross join ${source} as usage_sum
    where ${rowsOfPart}
    group by part.bucket, ${value}
    order by part.bucket, ${value}`.execute(reader);
  return rows;
}

/** Two sums of the same bucket and value. */
const together = (a: Sums, b: Sums): Sums => ({
  bucket: a.bucket,
  value: a.value,
  done: a.done + b.done,
  failed: a.failed + b.failed,
  restarted: a.restarted + b.restarted,
  machineMs: a.machineMs + b.machineMs,
  accountMilli: a.accountMilli + b.accountMilli,
  couponMilli: a.couponMilli + b.couponMilli,
  arrearsMilli: a.arrearsMilli + b.arrearsMilli,
  unpriced: a.unpriced + b.unpriced,
  queueFrameMs: a.queueFrameMs + b.queueFrameMs,
  queueMax: Math.max(a.queueMax, b.queueMax),
});

/** The sums of all slices; others get their turn between two of them. */
async function sumsOfSlices(
  engine: Pick<Engine, "reader" | "name">,
  account: number,
  dimension: Dimension,
  slices: readonly (readonly Part[])[],
): Promise<readonly Sums[]> {
  const sums = new Map<string, Sums>();
  for (const parts of slices) {
    for (const row of await sumsOf(engine, account, dimension, parts)) {
      const key = `${row.bucket} ${row.value}`;
      const former = sums.get(key);
      sums.set(key, former ? together(former, row) : row);
    }
    await setImmediate();
  }
  return [...sums.values()];
}

/** How long the queue was observed in each bucket, ms. */
async function observedMs(db: Kysely<Tables>, account: number, buckets: readonly Bucket[]): Promise<readonly number[]> {
  const rows = await db
    .selectFrom("usage_sum")
    .select(["hour", "observed_ms"])
    .where("account", "=", account)
    .where("dimension", "=", "total")
    .where("span", "=", 1)
    .where("hour", ">=", buckets[0]?.fromHour ?? 0)
    .where("hour", "<", buckets.at(-1)?.toHour ?? 0)
    .orderBy("hour")
    .execute();
  const observed = buckets.map(() => 0);
  let bucket = 0;
  for (const { hour, observed_ms } of rows) {
    while (hour >= (buckets[bucket]?.toHour ?? Number.POSITIVE_INFINITY)) bucket += 1;
    observed[bucket] = (observed[bucket] ?? 0) + observed_ms;
  }
  return observed;
}

/** Usage by period and value, oldest first; periods in which nothing happened are left out. Throws as bucketsOf does. */
export async function readUsage(
  engine: Pick<Engine, "reader" | "name">,
  account: number,
  query: UsageQuery,
): Promise<Usage[]> {
  const buckets = bucketsOf(query.period, query.fromMs, query.toMs, query.zone);
  if (buckets.length === 0) return [];
  const sums = await sumsOfSlices(engine, account, query.by, slicesOf(partsOf(buckets), SUMS_OF_A_QUERY[engine.name]));
  const observed = await observedMs(engine.reader, account, buckets);
  return sums.map(({ bucket, queueFrameMs, ...usage }) => {
    const duration = observed[bucket] ?? 0;
    return {
      ...usage,
      startMs: buckets[bucket]?.startMs ?? 0,
      observedMs: duration,
      queueMean: query.by === "node" || duration === 0 ? null : queueFrameMs / duration,
    };
  });
}
