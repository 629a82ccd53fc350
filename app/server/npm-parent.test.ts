/** The server below a process that stands for npm: it starts a shell, and the shell the server, which npm's signals do not reach. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";

const main = fileURLToPath(new URL("testing/server-process-main.ts", import.meta.url));
const TIMEOUT_MS = 30_000;

/** Runs the rest of its arguments in a shell that stays, as npm does. */
const npmLike = `require("node:child_process").spawn("/bin/sh", ["-c", process.argv[1] + "; true"], { stdio: "inherit" })`;

async function startBelowNpm(env: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), "renderdeck-npm-"));
  writeFileSync(join(root, "index.html"), "<title>page</title>");
  const command = `"${process.execPath}" --import tsx "${main}" "${root}"`;
  const npm = spawn(process.execPath, ["-e", npmLike, command], {
    env: { PATH: process.env["PATH"], PORT: "0", RENDERDECK_DATA: ":memory:", RENDERDECK_DEMO_TASKS: "3", ...env },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  onTestFinished(() => {
    try {
      if (npm.pid !== undefined) process.kill(-npm.pid, "SIGKILL");
    } catch {
      // All of them have ended.
    }
    rmSync(root, { recursive: true });
  });
  let output = "";
  const origin = await new Promise<string>((resolve) => {
    npm.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
      const address = /^Renderdeck \S+ on (http:\S+)$/m.exec(output)?.[1];
      if (address) resolve(address);
    });
  });
  const answers = () =>
    fetch(`${origin}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  return { npm, answers, output: () => output };
}

describe("a server that npm has started", () => {
  it.each(["SIGTERM", "SIGHUP", "SIGKILL"] as const)(
    "ends when npm is ended by %s",
    async (signal) => {
      const { npm, answers, output } = await startBelowNpm({ npm_lifecycle_event: "start" });
      expect(await answers()).toBe(true);
      npm.kill(signal);
      await expect.poll(answers, { timeout: 10_000 }).toBe(false);
      await expect.poll(output).toContain('"event":"stopped","reason":"done"');
    },
    TIMEOUT_MS,
  );
});

describe("a server that was started without npm", () => {
  it(
    "outlives its parent",
    async () => {
      const { npm, answers } = await startBelowNpm({});
      npm.kill("SIGKILL");
      // More than one interval of the watch.
      const untilMs = Date.now() + 1500;
      await expect
        .poll(async () => ({ isRunning: await answers(), isOver: Date.now() > untilMs }), { timeout: 10_000 })
        .toEqual({ isRunning: true, isOver: true });
    },
    TIMEOUT_MS,
  );
});
