/** Gives up actions that are older than the configured age, a few at a time. Nothing else deletes an action. */
import { setTimeout } from "node:timers/promises";
import type { Engine } from "../engine/engine";
import type { EngineSession } from "../engine/engine-session";

/** Actions of one step. */
const STEP = 200;
/** Others get this much of the time of a step before the next one. */
const REST = 4;

/** Deletes up to STEP of the oldest actions from before a moment, of one account. Returns how many. */
function deleteOldest(engine: Engine, account: number, beforeMs: number): Promise<number> {
  return engine.write("always", async (db) => {
    const rows = await db
      .selectFrom("action")
      .select("at_ms")
      .where("account", "=", account)
      .where("at_ms", "<", beforeMs)
      .orderBy("at_ms")
      .limit(STEP)
      .execute();
    const last = rows.at(-1);
    if (!last) return 0;
    // All of the last moment, so that none of them stays without its targets.
    for (const table of ["action_target", "action"] as const)
      await db.deleteFrom(table).where("account", "=", account).where("at_ms", "<=", last.at_ms).execute();
    return rows.length;
  });
}

/** Deletes all actions from before a moment. Rejects when the database is away; what is deleted is deleted. */
export async function retainActions(session: EngineSession, beforeMs: number, signal?: AbortSignal): Promise<number> {
  const accounts = await session.use(({ reader }) => reader.selectFrom("account").select("key").execute());
  let deleted = 0;
  for (const { key } of accounts) {
    for (let count = STEP; count >= STEP; ) {
      if (signal?.aborted) return deleted;
      const start = performance.now();
      count = await session.use((engine) => deleteOldest(engine, key, beforeMs));
      deleted += count;
      await setTimeout((performance.now() - start) * REST);
    }
  }
  return deleted;
}
