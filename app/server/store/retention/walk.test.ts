import { expect, it, onTestFinished } from "vitest";
import { openPostgres } from "../engine/postgres";
import { openSqlite } from "../engine/sqlite";
import { migrate } from "../migrate";
import { describeOnEngines } from "../testing/test-stores";
import { ensureAccount } from "../write/account";
import { samplesToDelete } from "./thin";
import { type Cursor, farmSamples, firstCursor, taskSamples, walkStep } from "./walk";

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 2);
const T0 = NOW - 20 * 86_400_000;
const COUNT = 40;

const sample = { status_code: 5, total: 100, done: 0, failed: 0, rendering: 0, stopped: 0, machine_ms: 0 };
const amounts = { account_milli: 0, coupon_milli: 0, arrears_milli: 0 };
const totals = {
  waiting: 0,
  rendering: 0,
  done: 0,
  failed: 0,
  stopped: 0,
  active_tasks: 0,
  spend_milli: 0,
  balance_milli: 0,
};

describeOnEngines("a walk through samples", (tested) => {
  it.each([
    ["leaves", taskSamples],
    ["the account", farmSamples],
  ])("of %s deletes the same whatever the length of its steps", async (_what, table) => {
    const place = await tested.newPlace();
    const engine = place.engine === "sqlite" ? await openSqlite(place.path) : openPostgres(place.url);
    onTestFinished(() => engine.close());
    await migrate(engine);
    const minutes = Array.from({ length: COUNT }, (_, minute) => T0 + minute * MINUTE);
    const fill = () =>
      engine.write("process", async (db) => {
        for (const id of ["a", "b"]) {
          const account = await ensureAccount(db, id);
          const leaves = ["1", "10"].flatMap((leaf_id) => minutes.map((at_ms) => ({ leaf_id, at_ms })));
          await db.deleteFrom("task_sample").where("account", "=", account).execute();
          await db.deleteFrom("farm_sample").where("account", "=", account).execute();
          await db
            .insertInto("task_sample")
            .values(
              leaves.map((key, index) => ({
                account,
                ...key,
                ...sample,
                ...amounts,
                is_turn: index % 11 === 0 ? 1 : 0,
              })),
            )
            .execute();
          await db
            .insertInto("farm_sample")
            .values(minutes.map((at_ms) => ({ account, at_ms, ...totals })))
            .execute();
        }
      });
    const all = async () => table.rowsAfter(engine, firstCursor, 1000);
    await fill();
    const before = await all();
    const due = new Set(samplesToDelete(before, NOW));
    expect(due.size).toBeGreaterThan(50);
    for (const count of [2, 3, 7, 1000]) {
      await fill();
      let cursor: Cursor | null = firstCursor;
      while (cursor) cursor = (await walkStep(engine, table, cursor, count, NOW)).next;
      expect(await all()).toEqual(before.filter((row) => !due.has(row)));
    }
  });
});
