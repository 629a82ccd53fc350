/** `npm start`: builds if there is no build or a source is newer, then runs the server in this process. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { whenNpmEnds } from "./npm-parent";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const root = fileURLToPath(new URL("../..", import.meta.url));
const SERVER = "dist/server/main.js";
const BUILD_OUTPUTS = ["dist/client/index.html", SERVER];
const SOURCES = [
  "app",
  "mocks",
  "public",
  "e2e/tools",
  "index.html",
  "vite.config.ts",
  "package.json",
  "package-lock.json",
];

function newestChangeMs(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  // The folder's time counts too: it changes when a file is deleted.
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChangeMs(join(path, name))));
}

function needsBuild(): boolean {
  const outputs = BUILD_OUTPUTS.map((file) => join(root, file));
  if (!outputs.every(existsSync)) return true;
  const sources = SOURCES.map((path) => join(root, path)).filter(existsSync);
  return Math.max(...sources.map(newestChangeMs)) > Math.min(...outputs.map((file) => statSync(file).mtimeMs));
}

/** Resolves when the build is done. A signal that ends this process ends the build, with all its processes. */
async function build(): Promise<void> {
  console.log("Building the page and the server (at most a minute) ...");
  const npm = process.env["npm_execpath"];
  const [command, ...firstArguments] = npm ? [process.execPath, npm] : ["npm"];
  const isWindows = process.platform === "win32";
  const child = spawn(command ?? "npm", [...firstArguments, "run", "build"], {
    cwd: root,
    stdio: "inherit",
    shell: !npm,
    // A process group of its own: npm does not pass signals to what its shell has started.
    detached: !isWindows,
  });
  const end = () => {
    if (child.pid !== undefined) process.kill(isWindows ? child.pid : -child.pid, "SIGTERM");
    process.exit(1);
  };
  for (const signal of signals) process.on(signal, end);
  const stopWatch = whenNpmEnds(end);
  const [status] = await once(child, "exit");
  for (const signal of signals) process.off(signal, end);
  stopWatch();
  if (status === 0) return;
  console.error("The build failed: see the messages above.");
  process.exit(status ?? 1);
}

if (needsBuild()) await build();
// In this process, so that Ctrl+C and signals reach the server.
await import(pathToFileURL(join(root, SERVER)).href);
