/**
 * Many viewers of one server: what they cost the farm, how fast the server answers what changed, and its memory. A viewer asks
 * every five seconds, as a page does; the farm's clock moves with them, so something changes in every poll.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as z from "zod/mini";
import { openWorld, type World } from "../world";
import type { Figure } from "./figure";
import { buildProduct } from "./production";
import { quantile } from "./quantile";

const VIEWERS = 200;
const TASKS = 20_000;
const INTERVAL_MS = 5000;
const PHASE_MS = 180_000;
const LOADING_MS = 180_000;
const MB = 1_000_000;

const execute = promisify(execFile);
const viewers = fileURLToPath(new URL("viewers-main.ts", import.meta.url));

type Answer = { readonly run: string; readonly revision: number; readonly figures: { readonly isComplete: boolean } };

async function ask(world: World): Promise<Answer> {
  const response = await fetch(`${world.origin}/api/live/tasks`);
  if (!response.ok) throw new Error(`The live endpoint answered ${response.status}`);
  return JSON.parse(await response.text());
}

async function loaded(world: World): Promise<Answer> {
  const untilMs = Date.now() + LOADING_MS;
  for (;;) {
    const answer = await ask(world);
    if (answer.figures.isComplete) return answer;
    if (Date.now() > untilMs) throw new Error("The server has not loaded the list");
    await pause(500);
  }
}

/** Requests of the farm per second, and the times of all answers in ms, while `count` viewers ask. */
async function watch(world: World, { run, revision }: Answer, count: number) {
  const startMs = performance.now();
  const requestsBefore = world.requests().length;
  const options = { origin: world.origin, first: { run, revision }, count, phaseMs: PHASE_MS, intervalMs: INTERVAL_MS };
  const clock = setInterval(() => world.pass(1), 1000);
  const { stdout } = await execute(process.execPath, ["--import", "tsx", viewers, JSON.stringify(options)]);
  clearInterval(clock);
  const seconds = (performance.now() - startMs) / 1000;
  const timesMs = z.array(z.number()).parse(JSON.parse(stdout));
  return { requestsPerSecond: (world.requests().length - requestsBefore) / seconds, timesMs };
}

/** Resident memory of a process in MB (Linux). */
const residentMb = (pid: number) =>
  (Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024) / MB;

export async function bench(): Promise<readonly Figure[]> {
  await buildProduct();
  const folder = mkdtempSync(join(tmpdir(), "renderdeck-viewers-"));
  const world = await openWorld({ tasks: TASKS, env: { RENDERDECK_DATA: join(folder, "memory.db") } });
  try {
    const first = await loaded(world);
    const one = await watch(world, first, 1);
    const many = await watch(world, first, VIEWERS);
    return [
      {
        name: `requests of the farm, ${VIEWERS} viewers over one`,
        unit: "",
        reached: many.requestsPerSecond / one.requestsPerSecond,
        bound: { atMost: 1.1 },
      },
      { name: "requests of the farm per second with one viewer", unit: "", reached: one.requestsPerSecond },
      {
        name: `answer with what changed, p99, ${VIEWERS} viewers, ${TASKS} tasks`,
        unit: "ms",
        reached: quantile(many.timesMs, 0.99),
        bound: { atMost: 50 },
      },
      { name: "the same, median", unit: "ms", reached: quantile(many.timesMs, 0.5) },
      {
        name: `memory of the server with ${TASKS} tasks and ${VIEWERS} viewers`,
        unit: "MB",
        reached: residentMb(world.serverPid()),
        bound: { atMost: 300 },
      },
    ];
  } finally {
    await world.end();
    rmSync(folder, { recursive: true });
  }
}
