/**
 * The cost of signing, and of sign-in and roles: 64 keep-alive connections and 1 kB responses through our proxy, through our proxy
 * where people sign in, and through a minimal Node pass-through to the same upstream. Rounds alternate and the ratio of each round
 * counts, so a slow machine slows all.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";
import * as z from "zod/mini";
import type { Figure } from "./figure";
import { median } from "./quantile";

const CONNECTIONS = 64;
/** Many short rounds, so that other load on the machine affects both sides of most rounds alike. */
const ROUNDS = 31;
const ROUND_MS = 500;
const WARM_UP_MS = 3000;

const body = JSON.stringify({ pageNum: 1, pageSize: 100, statusList: [0, 5, 8], searchKeyword: "shot" });
/** `cookie`: of somebody who has signed in. */
type Target = { readonly port: number; readonly cookie?: string | undefined };
const targetSchema = z.object({ port: z.int(), cookie: z.optional(z.string()) });

const requestFor = ({ port, cookie }: Target) =>
  Buffer.from(
    [
      "POST /api/render/task/getTaskList HTTP/1.1",
      `host: 127.0.0.1:${port}`,
      `origin: http://127.0.0.1:${port}`,
      "sec-fetch-site: same-origin",
      "content-type: application/json",
      ...(cookie === undefined ? [] : [`cookie: ${cookie}`]),
      `content-length: ${Buffer.byteLength(body)}`,
      "",
      body,
    ].join("\r\n"),
  );

/** Length of the response that starts in `head`; 0 while its headers are incomplete. Throws unless its status is 200. */
function replyLength(head: Buffer): number {
  const end = head.indexOf("\r\n\r\n");
  if (end === -1) return 0;
  const text = head.toString("latin1", 0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  if (!text.startsWith("HTTP/1.1 200") || length === undefined) throw new Error(`Unexpected reply: ${text}`);
  return end + 4 + Number(length);
}

/** One connection that sends a request after each response until `until` (ms); latencies in ms are added to `into`. */
function sendRequestsUntil(target: Target, until: number, into: number[]): Promise<void> {
  const request = requestFor(target);
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port: target.port, host: "127.0.0.1", noDelay: true });
    let startedMs = 0;
    let received: Buffer[] = [];
    const ask = () => {
      startedMs = performance.now();
      received = [];
      socket.write(request);
    };
    const onData = (chunk: Buffer) => {
      received.push(chunk);
      const all = received.length === 1 ? chunk : Buffer.concat(received);
      const length = replyLength(all);
      if (length === 0 || all.length < length) return;
      const nowMs = performance.now();
      into.push(nowMs - startedMs);
      if (nowMs < until) ask();
      else socket.end(() => resolve());
    };
    socket.on("connect", ask).on("error", reject);
    socket.on("data", (chunk: Buffer) => {
      try {
        onData(chunk);
      } catch (error) {
        socket.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}

type Round = { readonly perSecond: number; readonly p99Ms: number };

async function measure(target: Target, ms: number): Promise<Round> {
  const latencies: number[] = [];
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, () => sendRequestsUntil(target, startedMs + ms, latencies)));
  const elapsedMs = performance.now() - startedMs;
  const sorted = Float64Array.from(latencies).sort();
  return {
    perSecond: (latencies.length / elapsedMs) * 1000,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
  };
}

/** Builds the servers as in production: transpiling at run time would slow our proxy but not the minimal one. */
async function buildRoles(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: "warn",
    root: fileURLToPath(new URL("../..", import.meta.url)),
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    ssr: { noExternal: true },
    build: {
      ssr: "e2e/bench/proxy-roles.ts",
      outDir,
      minify: false,
      target: "node20",
      copyPublicDir: false,
      rolldownOptions: { output: { entryFileNames: "roles.mjs", codeSplitting: false } },
    },
  });
  return join(outDir, "roles.mjs");
}

async function start(file: string, started: ChildProcess[], role: string, upstream?: Target): Promise<Target> {
  const args = upstream === undefined ? [role] : [role, String(upstream.port)];
  const child = fork(file, args, { stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: [] });
  started.push(child);
  const [target] = await once(child, "message");
  return targetSchema.parse(target);
}

/** Throughput and p99 of our proxy relative to the minimal one. */
export async function bench(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "renderdeck-bench-"));
  const started: ChildProcess[] = [];
  try {
    const file = await buildRoles(folder);
    const upstream = await start(file, started, "upstream");
    const bare = await start(file, started, "bare", upstream);
    const signed = await start(file, started, "signed", upstream);
    const signedIn = await start(file, started, "signed-in", upstream);
    for (const target of [bare, signed, signedIn]) await measure(target, WARM_UP_MS);
    const rounds: { bare: Round; signed: Round; signedIn: Round }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const first = round % 2 === 0 ? await measure(bare, ROUND_MS) : undefined;
      const early = round % 4 < 2 ? await measure(signedIn, ROUND_MS) : undefined;
      const ours = await measure(signed, ROUND_MS);
      rounds.push({
        signed: ours,
        signedIn: early ?? (await measure(signedIn, ROUND_MS)),
        bare: first ?? (await measure(bare, ROUND_MS)),
      });
    }

    const of = (figure: (round: (typeof rounds)[number]) => number) => median(rounds.map(figure));
    return [
      {
        name: "proxy: signed throughput / bare pass-through, 64 connections",
        unit: "x",
        reached: of((round) => round.signed.perSecond / round.bare.perSecond),
        bound: { atLeast: 0.8 },
      },
      {
        name: "proxy: signed p99 / bare p99",
        unit: "x",
        reached: of((round) => round.signed.p99Ms / round.bare.p99Ms),
        bound: { atMost: 1.5 },
      },
      {
        name: "proxy: throughput with sign-in and roles / without",
        unit: "x",
        reached: of((round) => round.signedIn.perSecond / round.signed.perSecond),
        bound: { atLeast: 0.9 },
      },
      { name: "proxy: signed throughput", unit: "1/s", reached: of((round) => round.signed.perSecond) },
      { name: "proxy: bare throughput", unit: "1/s", reached: of((round) => round.bare.perSecond) },
      { name: "proxy: signed p99", unit: "ms", reached: of((round) => round.signed.p99Ms) },
      { name: "proxy: bare p99", unit: "ms", reached: of((round) => round.bare.p99Ms) },
    ];
  } finally {
    for (const child of started) child.kill();
    rmSync(folder, { recursive: true });
  }
}

// Standalone: `npx tsx e2e/bench/proxy.bench.ts` prints the figures as JSON.
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) console.log(JSON.stringify(await bench(), null, 2));
