/** Tables of samples, walked in the order of their keys, some rows at a time. */
import { sql } from "kysely";
import type { Engine } from "../engine/engine";
import { type Sampled, samplesToDelete } from "./thin";

export type Cursor = { readonly account: number; readonly leafId: string; readonly atMs: number };

export const firstCursor: Cursor = { account: -1, leafId: "", atMs: 0 };

type Row = Sampled & Cursor;

/** A table of samples: the rows after a cursor, and the deletion of some. */
export type SampleTable = {
  readonly rowsAfter: (engine: Engine, cursor: Cursor, count: number) => Promise<Row[]>;
  readonly remove: (engine: Engine, rows: readonly Row[]) => Promise<void>;
};

/** Rows by account and leaf, so that one statement deletes those of a leaf. */
function bySeries(rows: readonly Row[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.series);
    if (group) group.push(row);
    else groups.set(row.series, [row]);
  }
  return [...groups.values()];
}

export const taskSamples: SampleTable = {
  rowsAfter: async ({ reader }, { account, leafId, atMs }, count) => {
    const rows = await reader
      .selectFrom("task_sample")
      .select(["account", "leaf_id", "at_ms", "is_turn"])
      .where(sql<boolean>`(account, leaf_id, at_ms) > (${sql.lit(account)}, ${leafId}, ${sql.lit(atMs)})`)
      .orderBy("account")
      .orderBy("leaf_id")
      .orderBy("at_ms")
      .limit(count)
      .execute();
    return rows.map((row) => ({
      account: row.account,
      leafId: row.leaf_id,
      atMs: row.at_ms,
      series: `${row.account} ${row.leaf_id}`,
      isTurn: row.is_turn === 1,
    }));
  },
  remove: (engine, rows) =>
    engine.write("process", async (db) => {
      for (const [first, ...others] of bySeries(rows)) {
        if (!first) continue;
        await db
          .deleteFrom("task_sample")
          .where("account", "=", first.account)
          .where("leaf_id", "=", first.leafId)
          .where("at_ms", "in", [first.atMs, ...others.map(({ atMs }) => atMs)])
          // A sample that became a turn since it was read stays.
          .where("is_turn", "=", 0)
          .execute();
      }
    }),
};

export const farmSamples: SampleTable = {
  rowsAfter: async ({ reader }, { account, atMs }, count) => {
    const rows = await reader
      .selectFrom("farm_sample")
      .select(["account", "at_ms"])
      .where(sql<boolean>`(account, at_ms) > (${sql.lit(account)}, ${sql.lit(atMs)})`)
      .orderBy("account")
      .orderBy("at_ms")
      .limit(count)
      .execute();
    return rows.map((row) => ({
      account: row.account,
      leafId: "",
      atMs: row.at_ms,
      series: String(row.account),
      isTurn: false,
    }));
  },
  remove: (engine, rows) =>
    engine.write("process", async (db) => {
      for (const [first, ...others] of bySeries(rows)) {
        if (!first) continue;
        await db
          .deleteFrom("farm_sample")
          .where("account", "=", first.account)
          .where("at_ms", "in", [first.atMs, ...others.map(({ atMs }) => atMs)])
          .execute();
      }
    }),
};

/** `next`: where the next step begins; null: this was the last one. */
export type WalkStep = { readonly next: Cursor | null; readonly deleted: number };

/** One step of a walk: deletes what is due among the next `count` rows. */
export async function walkStep(
  engine: Engine,
  table: SampleTable,
  cursor: Cursor,
  count: number,
  nowMs: number,
): Promise<WalkStep> {
  const rows = await table.rowsAfter(engine, cursor, count);
  const due = samplesToDelete(rows, nowMs);
  if (due.length > 0) await table.remove(engine, due);
  if (rows.length < count) return { next: null, deleted: due.length };
  // The last row is read again, as the first one of the next step: only then its successor is known.
  return { next: rows.at(-2) ?? null, deleted: due.length };
}
