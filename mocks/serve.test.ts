/** `npm run farm` as real processes. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { closeServer, listenOnFreePort } from "../app/proxy/testing/fake-farm";

const root = fileURLToPath(new URL("..", import.meta.url));
const serve = fileURLToPath(new URL("serve.ts", import.meta.url));
const tsx = pathToFileURL(join(root, "node_modules/tsx/dist/loader.mjs")).href;
const TIMEOUT_MS = 30_000;

/** Starts a program in a process group of its own, which is ended after the test. */
function start(command: string, args: readonly string[], { cwd = root, env = {} } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
    });
  const exitCode = once(child, "close").then(([code]): number | null => code);
  onTestFinished(() => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // All of them have ended.
    }
  });
  return { child, output: () => output, exitCode };
}

const farm = (args: readonly string[], options?: { cwd?: string; env?: Record<string, string> }) =>
  start(process.execPath, ["--import", tsx, serve, ...args], options);

const originOf = async (output: () => string) => {
  await expect.poll(output, { timeout: 20_000 }).toMatch(/on http:\S+/);
  return /on (http:\S+)/.exec(output())?.[1] ?? "";
};

const answers = (origin: string) =>
  fetch(origin).then(
    () => true,
    () => false,
  );

describe("npm run farm", () => {
  it.each(["SIGTERM", "SIGHUP", "SIGKILL"] as const)(
    "leaves no process behind when npm is ended by %s",
    async (signal) => {
      const { child, output } = start("npm", ["run", "farm", "--", "--port", "0", "--tasks", "5"]);
      const origin = await originOf(output);
      expect(await answers(origin)).toBe(true);
      child.kill(signal);
      await expect.poll(() => answers(origin), { timeout: 10_000 }).toBe(false);
    },
    TIMEOUT_MS,
  );
});

describe("the farm alone", () => {
  it(
    "prints its options",
    async () => {
      const { output, exitCode } = farm(["--help"]);
      expect(await exitCode).toBe(0);
      for (const text of ["--port", "--tasks", "--frames", "--seed", "RENDERBUS_ACCESS_ID", ".env"])
        expect(output()).toContain(text);
    },
    TIMEOUT_MS,
  );

  it(
    "prints how to connect Renderdeck",
    async () => {
      const { output } = farm(["--port", "0", "--tasks", "5"], { cwd: tmpdir() });
      const { host } = new URL(await originOf(output));
      await expect.poll(output).toContain("RENDERBUS_DIALECT=current");
      for (const line of [
        "RENDERBUS_ACCESS_ID=demo-access-id",
        "RENDERBUS_ACCESS_KEY=demo-access-key",
        "RENDERBUS_PROTOCOL=http",
        `RENDERBUS_DOMAIN=${host}`,
      ])
        expect(output().split("\n")).toContain(line);
    },
    TIMEOUT_MS,
  );

  it(
    "takes the pair from .env, and prints no key of it",
    async () => {
      const cwd = mkdtempSync(join(tmpdir(), "renderdeck-farm-"));
      onTestFinished(() => rmSync(cwd, { recursive: true }));
      writeFileSync(join(cwd, ".env"), "RENDERBUS_ACCESS_ID=own-id\nRENDERBUS_ACCESS_KEY=SENTINEL-key\n");
      const { output } = farm(["--port", "0", "--tasks", "5"], { cwd });
      await originOf(output);
      await expect.poll(output).toContain("the pair of the file .env");
      expect(output()).not.toContain("SENTINEL");
    },
    TIMEOUT_MS,
  );

  it(
    "names the port that is in use, and the option",
    async () => {
      const server = createServer();
      const port = await listenOnFreePort(server);
      onTestFinished(() => closeServer(server));
      const { output, exitCode } = farm(["--port", String(port), "--tasks", "5"]);
      expect(await exitCode).toBe(2);
      expect(output().trim()).toBe(
        `Port ${port} is in use: stop the other program, or choose another one with --port ${port + 1}`,
      );
    },
    TIMEOUT_MS,
  );
});
