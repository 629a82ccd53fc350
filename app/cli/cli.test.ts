/** The command line as a process, in front of the whole server and the demo farm. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod/mini";
import { createdTokenSchema } from "../protocol/api-token";
import type { Role } from "../protocol/endpoints";
import { personFromTestHeader } from "../proxy/testing/test-person";
import { startLiveFarm } from "../test/live-farm";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bundle = mkdtempSync(join(tmpdir(), "renderdeck-cli-"));

beforeAll(async () => {
  await build({
    root,
    mode: "cli",
    logLevel: "error",
    build: { ssr: "app/cli/main.ts", outDir: bundle, emptyOutDir: true },
    configLoader: "runner",
  });
}, 120_000);
afterAll(() => rmSync(bundle, { recursive: true }));

type Environment = Readonly<Record<string, string>>;

/** Runs the command line to its end. */
async function run(args: readonly string[], env: Environment = {}) {
  const child = spawn(process.execPath, [join(bundle, "renderdeck.js"), ...args], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString("utf8")));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output, errors };
}

const listSchema = z.object({
  total: z.number(),
  tasks: z.array(
    z.object({
      id: z.number(),
      state: z.string(),
      frames: z.object({ failed: z.number() }),
      charge: z.nullable(z.number()),
      outputs: z.string(),
    }),
  ),
});

async function start(options: Parameters<typeof startLiveFarm>[1] = {}) {
  const world = await startLiveFarm({ tasks: 60 }, options);
  const env = { RENDERDECK_SERVER: world.origin };
  const writes = () => world.requests.filter(({ name }) => name === "restartFailedFrames");
  const list = async (...args: string[]) =>
    z.parse(listSchema, JSON.parse((await run(["tasks", "--json", "--limit", "0", ...args], env)).output));
  /** A task whose failed frames can be rendered again. */
  const failedId = async () => {
    const { tasks } = await list("--state", "finishedWithFailed,failed");
    const id = tasks.find(({ frames }) => frames.failed > 0)?.id;
    if (id === undefined) throw new Error("the demo farm has no failed frames");
    return String(id);
  };
  return { ...world, env, writes, list, failedId };
}

const errorIn = (output: string) =>
  z.parse(z.object({ error: z.looseObject({ exitCode: z.number() }) }), JSON.parse(output)).error;

describe("renderdeck", () => {
  it("explains itself, and what is wrong with a command, without asking a server", async () => {
    const nowhere = { RENDERDECK_SERVER: "http://127.0.0.1:9" };
    expect(await run(["--help"], nowhere)).toMatchObject({ code: 0, output: expect.stringContaining("--max-price") });
    for (const args of [
      ["delete"],
      ["tasks", "--colour"],
      ["tasks", "--state", "blue"],
      ["tasks", "--ended-since", "yesterday"],
      ["tasks", "--outputs", "lost"],
      ["fetched"],
      ["fetched", "1", "--name", ""],
      ["watch"],
      ["frames", "x"],
      ["rerender", "1"],
      ["rerender", "--failed", "1", "--yes"],
      ["rerender", "--failed", "1", "--max-price", "-1"],
    ]) {
      const { code, output, errors } = await run([...args, "--json"], nowhere);
      expect([args, code]).toEqual([args, 2]);
      expect(errorIn(output)).toMatchObject({ exitCode: 2, changed: "nothing" });
      expect(errors).toContain("Nothing was changed.");
    }
  });

  it("says when the server does not answer", async () => {
    const { code, errors } = await run(["tasks", "--server", "http://127.0.0.1:9"]);
    expect([code, errors]).toEqual([
      4,
      expect.stringContaining("http://127.0.0.1:9 does not answer. Nothing was changed."),
    ]);
  });
});

describe("renderdeck tasks", () => {
  it("lists what matches, as a table and as JSON", async () => {
    const { env, list, farmIds } = await start();
    const all = await list();
    expect(all.tasks.map(({ id }) => id)).toEqual(farmIds().toSorted((a, b) => b - a));
    const finished = await list("--state", "finished");
    expect(finished.tasks.length).toBeGreaterThan(0);
    expect(finished.tasks.every(({ state }) => state === "finished")).toBe(true);
    expect((await list("--ended-since", "0h")).tasks).toEqual([]);
    const [first] = all.tasks;
    expect((await list("--text", String(first?.id))).tasks).toEqual([first]);
    const { code, output } = await run(["tasks", "--limit", "2"], env);
    expect([code, output.split("\n")]).toEqual([
      0,
      [expect.stringMatching(/^ID +STATE/), expect.stringContaining(`${first?.id}`), expect.any(String), ""],
    ]);
  });
});

describe("renderdeck fetched", () => {
  it("marks the files of tasks, which the list shows then, and takes the marks away", async () => {
    const { env, list } = await start();
    const states = async () => new Map((await list()).tasks.map(({ id, outputs }) => [id, outputs]));
    const kept = [...(await states())].filter(([, state]) => state === "kept").map(([id]) => id);
    const [first, second] = kept;
    const marked = await run(["fetched", String(first), String(second), "--name", "nightly", "--json"], env);
    expect([marked.code, JSON.parse(marked.output)]).toEqual([0, { tasks: [first, second], isFetched: true }]);
    expect((await list("--outputs", "fetched")).tasks.map(({ id }) => id)).toEqual([first, second]);
    expect(await run(["fetched", String(first), "--undo"], env)).toMatchObject({ code: 0 });
    expect([...(await states())].filter(([, state]) => state === "fetched")).toEqual([[second, "fetched"]]);
    expect(await run(["fetched", "999999999"], env)).toMatchObject({ code: 1 });
  });
});

describe("renderdeck frames", () => {
  it("lists the failed frames of a task", async () => {
    const { env, failedId, list } = await start();
    const id = await failedId();
    const { code, output } = await run(["frames", id, "--failed", "--json"], env);
    const frames = z.parse(z.object({ frames: z.array(z.object({ state: z.string() })) }), JSON.parse(output)).frames;
    const task = (await list()).tasks.find((one) => String(one.id) === id);
    expect([code, frames.length]).toEqual([0, task?.frames.failed]);
    expect(new Set(frames.map(({ state }) => state))).toEqual(new Set(["failed"]));
    expect(await run(["frames", "999999999"], env)).toMatchObject({
      code: 1,
      errors: expect.stringContaining("There is no task"),
    });
  });
});

describe("renderdeck rerender", () => {
  it("shows frames and price, and sends each task once", async () => {
    const { env, failedId, writes } = await start();
    const id = await failedId();
    const { code, output } = await run(["rerender", "--failed", id, "--max-price", "100000", "--yes"], env);
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/Price: about ¥[\d.,]+.* for \d+ frames \(from \d+ finished frames/),
    ]);
    expect(output).toContain(`${id}  accepted`);
    expect(writes()).toHaveLength(1);
    const again = await run(["rerender", "--failed", id, "--max-price", "any", "--yes", "--json"], env);
    expect([again.code, errorIn(again.output)]).toMatchObject([1, { changed: "nothing" }]);
    expect(writes()).toHaveLength(1);
  });

  it("sends nothing above the bound, without an answer, or with --dry-run", async () => {
    const { env, failedId, writes } = await start();
    const id = await failedId();
    const bounded = await run(["rerender", "--failed", id, "--max-price", "0.001", "--yes", "--json"], env);
    expect([bounded.code, errorIn(bounded.output)]).toMatchObject([
      5,
      { changed: "nothing", message: /This may cost ¥/ },
    ]);
    expect((await run(["rerender", "--failed", id, "--max-price", "100000"], env)).code).toBe(6);
    const dry = await run(["rerender", "--failed", id, "--dry-run", "--json"], env);
    expect(JSON.parse(dry.output)).toMatchObject({ outcomes: [], price: { basis: expect.any(Number) } });
    expect(writes()).toEqual([]);
  });

  it("reports a write without an answer as not known, and does not repeat it", async () => {
    const { env, failedId, faults, writes } = await start();
    const id = await failedId();
    faults.set("restartFailedFrames", { kind: "outage", after: true });
    const { code, output } = await run(["rerender", "--failed", id, "--max-price", "any", "--yes", "--json"], env);
    expect([code, JSON.parse(output)]).toMatchObject([7, { outcomes: [{ task: Number(id), outcome: "unknown" }] }]);
    expect(writes()).toHaveLength(1);
  });
});

describe("renderdeck watch", () => {
  it("ends at once when all tasks have ended, with a code for how", async () => {
    const { env, failedId, list } = await start();
    const finished = String((await list("--state", "finished")).tasks[0]?.id);
    expect((await run(["watch", finished], env)).code).toBe(0);
    const { code, output } = await run(["watch", finished, await failedId(), "--json"], env);
    expect([code, JSON.parse(output)]).toMatchObject([1, { tasks: [{ endedWell: true }, { endedWell: false }] }]);
  });

  it("waits for a task that renders, and sees it stop", async () => {
    const { env, list, elsewhere } = await start();
    const [task] = (await list("--state", "rendering")).tasks;
    const id = task?.id ?? 0;
    const watching = run(["watch", String(id), "--every", "2"], env);
    elsewhere("stopTask", { taskParam: [id] });
    const { code, output } = await watching;
    expect([code, output]).toEqual([1, expect.stringContaining("topped")]);
  });
});

/** A server where people sign in, and a token of one of them. */
async function startWithToken(role: Role) {
  const world = await start({ identify: personFromTestHeader });
  const response = await fetch(`${world.origin}/api/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-test-role": "manager" },
    body: JSON.stringify({ name: "cli", role, days: 7 }),
  });
  const { token, secret } = createdTokenSchema.parse(await response.json());
  const revoke = () =>
    fetch(`${world.origin}/api/tokens/${token.id}`, { method: "DELETE", headers: { "x-test-role": "manager" } });
  return { ...world, secret, revoke };
}

describe("the token", () => {
  it("comes from the environment or a file; without one, or with a revoked one, nothing is done", async () => {
    const { env, secret, revoke } = await startWithToken("viewer");
    expect(await run(["tasks"], env)).toMatchObject({ code: 3, errors: expect.stringContaining("RENDERDECK_TOKEN") });
    expect((await run(["tasks"], { ...env, RENDERDECK_TOKEN: secret })).code).toBe(0);
    const folder = mkdtempSync(join(tmpdir(), "renderdeck-cli-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "token");
    writeFileSync(file, `${secret}\n`);
    expect((await run(["tasks"], { ...env, RENDERDECK_TOKEN_FILE: file })).code).toBe(0);
    await revoke();
    const revoked = await run(["tasks"], { ...env, RENDERDECK_TOKEN: secret });
    expect(revoked).toMatchObject({ code: 3, errors: expect.stringContaining("revoked") });
    expect(revoked.errors).not.toContain(secret);
  });

  it("of a viewer renders nothing and shows no price", async () => {
    const { env, secret, writes } = await startWithToken("viewer");
    const viewer = { ...env, RENDERDECK_TOKEN: secret };
    const { tasks } = z.parse(listSchema, JSON.parse((await run(["tasks", "--json", "--limit", "0"], viewer)).output));
    expect(tasks.every(({ charge }) => charge === null)).toBe(true);
    const failed = String(tasks.find(({ state }) => state === "finishedWithFailed")?.id);
    expect((await run(["rerender", "--failed", failed, "--max-price", "9", "--yes"], viewer)).code).toBe(5);
    const { code } = await run(["rerender", "--failed", failed, "--max-price", "any", "--yes"], viewer);
    expect(code).toBe(3);
    expect(writes()).toEqual([]);
  });
});
