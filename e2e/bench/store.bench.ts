/**
 * The store on both engines: history over ten million samples, a poll that changed one task in a hundred, and how long others
 * wait while samples are thinned. Needs 4 GB of disk for a while.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { AccountStore } from "../../app/server/store/account-store";
import type { Engine } from "../../app/server/store/engine/engine";
import { EngineSession } from "../../app/server/store/engine/engine-session";
import { openPostgres } from "../../app/server/store/engine/postgres";
import { openSqlite } from "../../app/server/store/engine/sqlite";
import { migrate } from "../../app/server/store/migrate";
import { retainOnce } from "../../app/server/store/retention/retention";
import { makePoll, nodeOf } from "../../app/server/store/testing/make-poll";
import { startCluster } from "../../app/server/store/testing/postgres-cluster";
import type { UsageQuery } from "../../app/server/store/usage/read-usage";
import type { Figure } from "./figure";
import { median } from "./quantile";
import { END_MS, fill, LEAVES, PROJECTS, SAMPLES_OF_A_LEAF, START_MS } from "./store-data";

const RUNS = 7;
const TASKS = 5000;
const CHANGED = 50;
/** Ten million rows in one statement take PostgreSQL a minute. */
const FILL_MS = 600_000;
/** How long the thinning of old samples is watched. */
const WATCH_MS = 20_000;

const query: UsageQuery = { period: "day", by: "project", fromMs: START_MS, toMs: END_MS, zone: 480 };

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The longest time that the main thread was busy while `work` ran, ms. */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  const monitor = monitorEventLoopDelay({ resolution: 1 });
  monitor.enable();
  await work();
  monitor.disable();
  return monitor.max / 1e6;
}

/** A task whose row is about 2 kB. */
const task = (id: number, doneFrames: number) =>
  nodeOf({
    id,
    sceneName: `shot_${id}.mb`,
    projectName: `project ${id % PROJECTS}`,
    userName: "mei",
    statusCode: 5,
    totalFrames: 1000,
    doneFrames,
    accountCost: doneFrames,
    startedMs: END_MS,
    keyValueText: "x".repeat(1000),
  });

async function measureHistory(name: string, account: AccountStore): Promise<Figure[]> {
  const days = await account.usage(query);
  const done = days.reduce((sum, usage) => sum + usage.done, 0);
  if (done !== LEAVES * SAMPLES_OF_A_LEAF) throw new Error(`${name}: ${done} frames are not those of the samples`);
  const durations: number[] = [];
  for (let run = 0; run < RUNS; run += 1) durations.push(await timeOf(() => account.usage(query)));
  const hours = await timeOf(() => account.usage({ ...query, period: "hour", by: "total" }));
  return [
    {
      name: `30 days by project per day, 10 million samples, ${name}`,
      unit: "ms",
      reached: Math.max(...durations),
      bound: { atMost: 300 },
    },
    { name: `30 days in total per hour, ${name}`, unit: "ms", reached: hours, bound: { atMost: 300 } },
  ];
}

async function measurePolls(name: string, account: AccountStore): Promise<Figure[]> {
  const writer = account.newWriter();
  const all = Array.from({ length: TASKS }, (_, id) => task(LEAVES + id, 0));
  let first = 0;
  const block = await longestBlock(async () => {
    first = await timeOf(() => writer.write(makePoll({ atMs: END_MS, changed: all })));
  });
  const durations: number[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    const changed = Array.from({ length: CHANGED }, (_, index) => task(LEAVES + run * CHANGED + index, run));
    const reads = [{ readMs: END_MS + run, taskIds: all.slice(0, 500).map((node) => String(node.task.id)) }];
    durations.push(await timeOf(() => writer.write(makePoll({ atMs: END_MS + run, changed, reads }))));
  }
  return [
    { name: `first write of ${TASKS} tasks, ${name}`, unit: "ms", reached: first },
    { name: `longest wait of others meanwhile, ${name}`, unit: "ms", reached: block, bound: { atMost: 50 } },
    { name: `poll that changed ${CHANGED} of ${TASKS} tasks, ${name}`, unit: "ms", reached: median(durations) },
  ];
}

async function measureRetention(name: string, session: EngineSession, account: AccountStore): Promise<Figure[]> {
  const controller = new AbortController();
  let deleted = 0;
  let slowest = 0;
  const block = await longestBlock(async () => {
    const nowMs = END_MS + 130 * 86_400_000;
    const thinning = retainOnce(session, nowMs, controller.signal);
    for (const end = performance.now() + WATCH_MS; performance.now() < end; ) {
      slowest = Math.max(slowest, await timeOf(() => account.state()));
      await setTimeout(5);
    }
    controller.abort();
    ({ deleted } = await thinning);
  });
  return [
    {
      name: `longest wait of others while samples are thinned, ${name}`,
      unit: "ms",
      reached: block,
      bound: { atMost: 50 },
    },
    { name: `slowest read while samples are thinned, ${name}`, unit: "ms", reached: slowest, bound: { atMost: 50 } },
    { name: `samples thinned per second, ${name}`, unit: "", reached: deleted / (WATCH_MS / 1000) },
  ];
}

async function measure(name: string, open: () => Promise<Engine>): Promise<Figure[]> {
  const engine = await open();
  await migrate(engine);
  await fill(engine);
  const session = new EngineSession(async () => engine);
  const account = new AccountStore("bench", session, (error) => {
    throw error;
  });
  const figures = [
    ...(await measureHistory(name, account)),
    ...(await measurePolls(name, account)),
    ...(await measureRetention(name, session, account)),
    { name: `size with 10 million samples, ${name}`, unit: "MB", reached: (await engine.sizeBytes()) / 1e6 },
  ];
  await session.close();
  return figures;
}

export async function bench(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "renderdeck-bench-"));
  try {
    const sqlite = await measure("SQLite", () => openSqlite(join(folder, "bench.db")));
    const cluster = await startCluster();
    if (!cluster) throw new Error("No PostgreSQL: install it to measure the store on it.");
    try {
      return [...sqlite, ...(await measure("PostgreSQL", async () => openPostgres(cluster.url, FILL_MS)))];
    } finally {
      await cluster.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
