/**
 * `npm run check:store`: kills processes that write to the store, 50 times on each engine, leaders that only write, 20 times, and
 * servers that lead, 20 times.
 */
import { run } from "./run";

const tests = "app/server/store/kill.test.ts app/server/instances/failover.test.ts";

process.exitCode = await run(`vitest run --project store ${tests} --maxWorkers=1`, {
  STORE_KILLS: "50",
  INSTANCE_KILLS: "20",
});
