/** The production server in a process of its own, with a small page, in front of a farm on 127.0.0.1. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { accessId, accessKey } from "../../proxy/testing/fake-farm";

const main = fileURLToPath(new URL("server-process-main.ts", import.meta.url));

export type ServerProcess = {
  readonly origin: string;
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Standard output and error so far. */
  readonly output: () => string;
  /** The JSON lines of the output. */
  readonly log: () => Record<string, unknown>[];
  /** The exit code, when the process has ended. */
  readonly exitCode: Promise<number | null>;
};

export type ServerProcessOptions = {
  /** Runs before the server in the same shell, such as `ulimit -n 256;`. */
  readonly shellPrefix?: string;
  /** Where it keeps its data; default: in memory. */
  readonly store?: { readonly RENDERDECK_DATA: string } | { readonly DATABASE_URL: string };
};

/** Starts the server. It is killed after the test. */
export async function startServerProcess(
  farmPort: number,
  { shellPrefix = "", store = { RENDERDECK_DATA: ":memory:" } }: ServerProcessOptions = {},
): Promise<ServerProcess> {
  const root = mkdtempSync(join(tmpdir(), "renderdeck-server-"));
  writeFileSync(join(root, "index.html"), "<title>page</title>");
  const env = {
    PATH: process.env["PATH"],
    HOST: "127.0.0.1",
    PORT: "0",
    RENDERBUS_DOMAIN: `127.0.0.1:${farmPort}`,
    RENDERBUS_PROTOCOL: "http",
    RENDERBUS_ACCESS_ID: accessId,
    RENDERBUS_ACCESS_KEY: accessKey,
    ...store,
  };
  const command = `${shellPrefix} exec "${process.execPath}" --import tsx "${main}" "${root}"`;
  const child = spawn("/bin/sh", ["-c", command], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const exitCode = once(child, "exit").then(([code]): number | null => code);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exitCode;
    rmSync(root, { recursive: true });
  });
  const origin = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString("utf8");
      const address = /^Renderdeck \S+ on (http:\S+)$/m.exec(output)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
  return {
    origin,
    child,
    output: () => output,
    log: () =>
      output
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line)),
    exitCode,
  };
}
