/**
 * Many viewers of one server: what they cost the farm, how fast the server answers what changed, and its memory. A viewer asks
 * every five seconds, as a page does; the farm's clock moves with them, so something changes in every poll. All have signed in, each
 * as another person, every other one as a viewer.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as z from "zod/mini";
import { Secret } from "../../app/proxy/signing/secret";
import { closeServer, listenOnFreePort } from "../../app/proxy/testing/fake-farm";
import { cookieForm } from "../../app/server/people/cookies";
import { createSessions } from "../../app/server/people/sessions";
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
const program = fileURLToPath(new URL("viewers-main.ts", import.meta.url));

/** Their sessions are sealed with the server's key, as its own are: no provider has to sign 200 people in. */
const sessionKey = "key of the sessions of the bench, 32 bytes and more";
const maxMs = 7 * 86_400_000;

/** The cookies of people who have signed in. */
async function signIn(count: number): Promise<string[]> {
  const sessions = createSessions({
    config: { key: new Secret(sessionKey), idleMs: 8 * 3_600_000, maxMs },
    cookies: cookieForm(false),
    ends: { hasEnded: () => false, end: async () => undefined, endAll: async () => undefined },
    now: Date.now,
  });
  const people = Array.from({ length: count }, (_, index) =>
    sessions.begin({ id: `person-${index}`, name: `Person ${index}`, role: index % 2 === 0 ? "operator" : "viewer" }),
  );
  return (await Promise.all(people)).map((header) => header.split(";")[0] ?? "");
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnFreePort(server);
  await closeServer(server);
  return port;
}

type Answer = { readonly run: string; readonly revision: number; readonly figures: { readonly isComplete: boolean } };

async function ask(world: World, cookie: string): Promise<Answer> {
  const response = await fetch(`${world.origin}/api/live/tasks`, { headers: { cookie } });
  if (!response.ok) throw new Error(`The live endpoint answered ${response.status}`);
  return JSON.parse(await response.text());
}

async function loaded(world: World, cookie: string): Promise<Answer> {
  const untilMs = Date.now() + LOADING_MS;
  for (;;) {
    const answer = await ask(world, cookie);
    if (answer.figures.isComplete) return answer;
    if (Date.now() > untilMs) throw new Error("The server has not loaded the list");
    await pause(500);
  }
}

/** Requests of the farm per second, and the times of all answers in ms, while `count` viewers ask. */
async function watch(world: World, cookies: readonly string[]) {
  // A viewer's list has no charges, so it is another one than an operator's; all of a role begin with the same.
  const firsts = await Promise.all(
    cookies.slice(0, 2).map(async (cookie) => {
      const { run, revision } = await ask(world, cookie);
      return { run, revision };
    }),
  );
  const viewers = cookies.map((cookie, index) => ({ cookie, first: firsts[index % firsts.length] }));
  const startMs = performance.now();
  const requestsBefore = world.requests().length;
  const options = { origin: world.origin, viewers, phaseMs: PHASE_MS, intervalMs: INTERVAL_MS };
  const clock = setInterval(() => world.pass(1), 1000);
  const { stdout } = await execute(process.execPath, ["--import", "tsx", program, JSON.stringify(options)]).finally(
    () => clearInterval(clock),
  );
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
  const port = await freePort();
  const world = await openWorld({
    tasks: TASKS,
    env: {
      RENDERDECK_DATA: join(folder, "memory.db"),
      PORT: String(port),
      PUBLIC_ORIGIN: `http://127.0.0.1:${port}`,
      // Nobody signs in anew, so nothing asks the provider.
      RENDERDECK_OIDC_ISSUER: "http://127.0.0.1:9",
      RENDERDECK_OIDC_CLIENT_ID: "bench",
      RENDERDECK_SESSION_KEY: sessionKey,
    },
  });
  try {
    const cookies = await signIn(VIEWERS);
    await loaded(world, cookies[0] ?? "");
    const one = await watch(world, cookies.slice(0, 1));
    const many = await watch(world, cookies);
    return [
      {
        name: `requests of the farm, ${VIEWERS} viewers over one`,
        unit: "",
        reached: many.requestsPerSecond / one.requestsPerSecond,
        bound: { atMost: 1.1 },
      },
      { name: "requests of the farm per second with one viewer", unit: "", reached: one.requestsPerSecond },
      {
        name: `answer with what changed, p99, ${VIEWERS} viewers signed in, ${TASKS} tasks`,
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
