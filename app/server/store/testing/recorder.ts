/** Processes that record and are killed (recorder-main.ts). */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { StoreConfig } from "../store-config";

const main = fileURLToPath(new URL("recorder-main.ts", import.meta.url));

export type Recorder = {
  readonly lines: () => readonly string[];
  /** The last poll that was acknowledged; 0: none yet. */
  readonly acknowledged: () => number;
  readonly hasLed: () => boolean;
  /** Kills the process as `kill -9` does and waits for its end. */
  readonly kill: () => Promise<void>;
  /** Lets the process stand still, or go on. */
  readonly signal: (name: "SIGSTOP" | "SIGCONT") => void;
};

/** Starts an instance; it is killed after the test at the latest. */
export function startRecorder(config: StoreConfig): Recorder {
  const place = config.engine === "sqlite" ? { RENDERDECK_DATA: config.path } : { DATABASE_URL: config.url };
  const child = spawn(process.execPath, ["--import", "tsx", main], {
    env: { PATH: process.env["PATH"], ...place },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  let acknowledged = 0;
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    const [, poll] = /^ack (\d+)$/.exec(line) ?? [];
    if (poll) acknowledged = Number(poll);
  });
  const ended = once(child, "close");
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(kill);
  return {
    lines: () => lines,
    acknowledged: () => acknowledged,
    hasLed: () => lines.includes("lead"),
    kill,
    signal: (name) => void child.kill(name),
  };
}
