/**
 * Notices that the npm which started this process has ended. npm starts a shell, and the shell this process; when npm is killed, no
 * signal reaches this process, so it would go on and hold the port.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Between two looks, ms. */
const INTERVAL_MS = 500;

type Ancestor = { readonly parent: number; readonly command: readonly string[] };

/** From /proc on Linux, otherwise from ps; undefined where neither is there. */
function readProcess(pid: number): Ancestor | undefined {
  try {
    // The name in parentheses may contain spaces and parentheses itself.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return { parent: Number(fields[1]), command };
  } catch {
    const { stdout } = spawnSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8" });
    const [parent, ...command] = (stdout ?? "").trim().split(/\s+/);
    return parent ? { parent: Number(parent), command } : undefined;
  }
}

/** The shell in which npm runs a script, as long as it lives. Some shells are replaced by the script. */
const isScriptShell = ({ command: [program = "", option] }: Ancestor): boolean =>
  option === "-c" && /(?:^|\/)(?:sh|dash|ash|bash|zsh|ksh|busybox)$/.test(program);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

/** Calls `end` once when the npm above this process has ended; never without npm. Returns what stops the watch. */
export function whenNpmEnds(end: () => void, env: NodeJS.ProcessEnv = process.env): () => void {
  if (env["npm_lifecycle_event"] === undefined) return () => {};
  const parent = process.ppid;
  const above = readProcess(parent);
  const npm = above && isScriptShell(above) ? above.parent : parent;
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(npm)) return;
    clearInterval(timer);
    end();
  }, INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
